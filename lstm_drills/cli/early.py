"""The first child of a ``check``, started before anything is imported: it loads NumPy while the command line is built."""

TYPE_CHECKING = False  # typing itself would be imported before the child
if TYPE_CHECKING:
    from collections.abc import Sequence

    from lstm_drills.grader.runner import Session
    from lstm_drills.grader.spawn import Spawned

COMMANDS = frozenset(("check", "trace", "gradcheck"))
_waiting: "list[Spawned]" = []


def begin(arguments: "Sequence[str]") -> None:
    """Start a child if these arguments look like a command that will need one."""
    if COMMANDS & set(arguments[:3]) and not {"-h", "--help"} & set(arguments):
        from lstm_drills.grader.spawn import Spawned

        try:
            _waiting.append(Spawned())
        except OSError:
            return  # said when the child is asked for


def session() -> "Session":
    """A session with the child that is starting already, else with a new one. Raises DrillsError where none can be had."""
    from lstm_drills.errors import DrillsError
    from lstm_drills.grader import runner

    try:
        return runner.start(spawned=_waiting.pop() if _waiting else None)
    except OSError as error:
        raise DrillsError("cli.no-child", reason=error.strerror or str(error)) from error


def end() -> None:
    """End a child that nobody took: the command line was not a check after all, or it was wrong."""
    while _waiting:
        _waiting.pop().end()
