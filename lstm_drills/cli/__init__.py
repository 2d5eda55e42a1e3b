"""The command line. ``main`` is the program's entry; nothing else is imported before it runs."""


def main() -> None:
    """Run the program and exit with its code."""
    from lstm_drills.cli.app import app

    app()
