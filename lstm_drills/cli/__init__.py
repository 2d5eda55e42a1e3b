"""The command line. ``main`` is the program's entry; nothing else is imported before it runs."""


def main() -> None:
    """Run the program and exit with its code."""
    import gc
    import sys

    # starting makes many objects that all stay: looking for garbage among them costs a tenth of a short run
    gc.disable()
    from lstm_drills.cli import early

    early.begin(sys.argv[1:])
    try:
        from lstm_drills.cli.app import app

        app()
    finally:
        early.end()
