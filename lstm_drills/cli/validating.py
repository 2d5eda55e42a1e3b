"""What ``validate`` does: exercises are run, banks are read; every problem at once."""

import sys
from pathlib import Path

from lstm_drills import paths
from lstm_drills.cli.language import current
from lstm_drills.content.exercises import exercises
from lstm_drills.content.questions import problems as bank_problems
from lstm_drills.errors import DrillsError
from lstm_drills.grader import runner
from lstm_drills.grader.validation import Validation
from lstm_drills.grader.validation import validate as validate_exercise
from lstm_drills.messages import message, say


def validate(path: Path | None) -> int:
    """All exercises and banks, or the exercise folder or bank that ``path`` names. 0 if all is well, else 2."""
    if path is not None and not path.exists():
        raise DrillsError("workspace.no-such-file", path=path)
    chosen = [exercise for exercise in exercises() if path is None or exercise.folder == path.resolve()]
    results = [validate_exercise(exercise, runner.start) for exercise in chosen]
    found = [problem for result in results for problem in result.problems]
    if path is None:
        found += bank_problems([paths.questions_folder()])
    elif not chosen:
        found += bank_problems([path])
    for result in results:
        _say("validate.score", result)
    for problem in sorted(found):
        sys.stdout.write(problem.sentence(current()) + "\n")
    if not found:
        sys.stdout.write(say(message("validate.fine"), current()) + "\n")
    return 2 if found else 0


def _say(message_id: str, result: Validation) -> None:
    percent = 100 * result.named // max(result.mistakes, 1)
    numbers = {"named": result.named, "mistakes": result.mistakes, "percent": percent, "accepted": result.accepted}
    sys.stdout.write(say(message(message_id, id=result.exercise, **numbers), current()) + "\n")
