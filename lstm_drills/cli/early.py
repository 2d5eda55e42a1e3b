"""The first child of a ``check``, started before anything is imported: it loads NumPy while the command line is built."""

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from lstm_drills.errors import DrillsError

if TYPE_CHECKING:
    from lstm_drills.grader.runner import Session

COMMAND = "check"
_waiting: "list[Session]" = []


def begin(arguments: Sequence[str]) -> None:
    """Start a child if these arguments look like a check that will need one."""
    if COMMAND in arguments[:3] and not {"-h", "--help"} & set(arguments):
        from lstm_drills.grader import runner

        with suppress(OSError):  # said when the child is asked for
            _waiting.append(runner.start())


def session() -> "Session":
    """The child that is starting already, else a new one. Raises DrillsError where none can be had."""
    from lstm_drills.grader import runner

    try:
        return _waiting.pop() if _waiting else runner.start()
    except OSError as error:
        raise DrillsError("cli.no-child", reason=error.strerror or str(error)) from error


def end() -> None:
    """End a child that nobody took: the command line was not a check after all, or it was wrong."""
    while _waiting:
        _waiting.pop().close()
