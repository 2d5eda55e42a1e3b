"""The command line. ``main`` is the program's entry; nothing else is imported before it runs."""


def main() -> None:
    """Run the program and exit with its code."""
    import gc
    import sys

    # starting makes many objects that all stay: looking for garbage among them costs a tenth of a short run
    gc.disable()
    from lstm_drills.cli import early

    try:
        early.begin(sys.argv[1:])
        from lstm_drills.cli.app import app

        app()
    except KeyboardInterrupt:  # before the program's own edge stands
        raise SystemExit(130) from None
    finally:
        early.end()
