"""The sentence for each way in which a submission's process can end."""

from lstm_drills.grader.outcomes import Ended
from lstm_drills.grader.runner import Limits
from lstm_drills.messages import Message, message

WITH_LINE = (
    "syntax",
    "import",
    "missing-module",
    "forbidden-import",
    "forbidden-file",
    "exit",
    "crash",
    "timeout",
    "memory",
    "output",
)


def ended_message(ended: Ended, limits: Limits) -> Message:
    """What happened, where, and what to do."""
    known = ended.line is not None and ended.reason in WITH_LINE
    parameters = {
        "line": ended.line, "code": ended.code, "text": ended.text, "type": ended.type_name,
        "seconds": ended.text if ended.reason == "timeout" and ended.text else f"{limits.seconds:g}",
        "gigabytes": f"{limits.memory / 2**30:g}",
    }  # fmt: skip
    return message(
        f"grader.ended-{ended.reason}" + ("" if known or ended.reason not in WITH_LINE else "-no-line"), **parameters
    )
