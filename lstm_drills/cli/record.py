"""The learner's record as the drills' commands use it, and the clock."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lstm_drills import paths
from lstm_drills.cli.language import current
from lstm_drills.errors import ProgressError
from lstm_drills.grader.report import Report
from lstm_drills.messages import message, say

if TYPE_CHECKING:
    from lstm_drills.content.exercise_types import Exercise
    from lstm_drills.hints import Hint
    from lstm_drills.progress import Progress


def now() -> datetime:
    return datetime.now(UTC)


def opened() -> "Progress":
    """The record, created if there is none. Raises ProgressError."""
    from lstm_drills.progress import open_progress

    return open_progress(paths.progress_file())


def passed(exercise_ids: Iterable[str]) -> set[str]:
    """Which of the exercises were ever passed. Creates nothing; a record that cannot be read is told, and holds nothing up."""
    if not paths.progress_file().exists():
        return set()
    try:
        with opened() as progress:
            return {exercise_id for exercise_id in exercise_ids if progress.passed(exercise_id)}
    except ProgressError as error:
        _tell(error)
        return set()


def keep_verdicts(reports: Iterable[Report]) -> None:
    """Keep what was judged. A record that cannot be written is told, and does not hide what the grader found."""
    try:
        with opened() as progress:
            for report in reports:
                progress.record_verdict(
                    report.exercise, report.verdict, now(), seed=report.seed,
                    diagnosis_ids=tuple(cause.id for cause in report.diagnosis), duration_ms=report.duration_ms,
                )  # fmt: skip
    except ProgressError as error:
        _tell(error)


def next_hint(exercise: "Exercise") -> "Hint":
    """One hint further than the last time; the level is kept."""
    from lstm_drills import hints

    with opened() as progress:
        steps = hints.ladder(exercise, progress.last_diagnosis(exercise.id))
        given = hints.at(steps, progress.hint_level(exercise.id))
        progress.set_hint_level(exercise.id, given.level, now())
    return given


def _tell(error: ProgressError) -> None:
    sys.stderr.write(say(message(error.message_id, **error.parameters), current()) + "\n")
