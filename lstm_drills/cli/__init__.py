"""The command line. ``main`` is the program's entry; nothing else is imported before it runs."""

from typing import NoReturn

READER_GONE = 141


def main() -> None:
    """Run the program and exit with its code."""
    import gc
    import sys

    # starting makes many objects that all stay: looking for garbage among them costs a tenth of a short run
    gc.disable()
    from lstm_drills.cli import early

    try:
        early.begin(sys.argv[1:])
        from lstm_drills.cli.app import build

        build(sys.argv[1:])()
    except KeyboardInterrupt:  # before the program's own edge stands
        code: object = 130
    except SystemExit as ended:
        code = ended.code
    finally:
        early.end()
    _leave(code)


def _leave(code: object) -> NoReturn:
    """End at once: everything is closed and on the disk, and taking modules down one by one costs another tenth."""
    import os
    import sys

    if code is not None and not isinstance(code, int):
        raise SystemExit(code)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        os._exit(READER_GONE)
    os._exit(code or 0)
