"""The debrief's sentences, which the terminal, the Markdown and the page share."""

from datetime import datetime

from lstm_drills.interview.calibration import Calibration
from lstm_drills.interview.debrief import Debrief, Group, Result
from lstm_drills.messages import Message, Sayable, message

MINUTE = 60


def duration(seconds: float) -> Message:
    """ "2 min 5 s"; below a minute the seconds alone."""
    minutes, rest = divmod(round(seconds), MINUTE)
    if not minutes:
        return message("interview.duration-seconds", seconds=rest)
    return message("interview.duration", minutes=minutes, seconds=rest)


def time_left(seconds: float) -> Message:
    """In whole minutes, as an interviewer's watch tells it; the last minute in seconds."""
    if seconds < MINUTE:
        return message("interview.duration-seconds", seconds=max(0, int(seconds)))
    return message("interview.minutes-left", minutes=int(seconds // MINUTE))


def percent(share: float) -> int:
    return round(100 * share)


def count(group: Group) -> Message:
    return message("interview.count-1") if group.count == 1 else message("interview.count", count=group.count)


def facts(found: Debrief) -> list[Message]:
    """What was sat, and for how long."""
    start = found.start
    words = {
        "blueprint": found.blueprint, "day": datetime.fromisoformat(start.at).astimezone().date().isoformat(),
        "seed": start.seed, "used": duration(found.used), "minutes": start.minutes,
        "reached": len(found.results), "planned": found.planned, "skipped": found.skipped,
    }  # fmt: skip
    lines = [message("interview.facts", **words)]
    if found.breaks:
        lines.append(message("interview.breaks", count=found.breaks))
    return lines


def time_remarks(found: Debrief) -> list[Message]:
    remarks = []
    if found.slow:
        remarks.append(message("interview.time-slow", numbers=[result.number for result in found.slow]))
    late = [result.number for result in found.results if result.answer.late]
    if late:
        remarks.append(message("interview.time-late", numbers=late))
    return remarks


def calibration_remarks(found: Calibration | None) -> list[Message]:
    """The verdict, then the Brier score."""
    if found is None:
        return [message("interview.calibration-none")]
    words = {"said": percent(found.said), "right": percent(found.right), "count": found.count}
    verdict = message(f"interview.verdict-{found.verdict}", **words)
    return [verdict, message("interview.brier", brier=f"{found.brier:.2f}")]


def sure(confidence: int) -> Message:
    return message(f"interview.sure-{confidence}")


def result_words(result: Result) -> Message:
    """ "67 %, fairly sure"; "skipped"."""
    if result.answer.skipped:
        return message("interview.result-skipped")
    if result.answer.confidence is None:
        return message("interview.result", percent=percent(result.score))
    return message("interview.result-sure", percent=percent(result.score), sure=sure(result.answer.confidence))


def head(result: Result) -> Message:
    kind = message(f"interview.kind-{result.item.kind}")
    return message("interview.answer-head", number=result.number, kind=kind, result=result_words(result))


def said(result: Result) -> Sayable:
    """What the learner answered."""
    return result.answer.typed.strip() or message("interview.spoken")
