"""What ``validate`` does: exercises are run, banks are read; every problem at once."""

import sys
from pathlib import Path

from lstm_drills import paths
from lstm_drills.cli.language import current
from lstm_drills.content.exercises import exercises
from lstm_drills.content.located import Problem
from lstm_drills.content.questions import problems as bank_problems
from lstm_drills.errors import DrillsError
from lstm_drills.grader import runner
from lstm_drills.grader.validation import Validation
from lstm_drills.grader.validation import validate as validate_exercise
from lstm_drills.messages import message, say


def validate(path: Path | None) -> int:
    """All exercises and banks, or the exercise (its id or folder) or bank that ``path`` names. 0 if all is well, else 2."""
    chosen = [
        exercise
        for exercise in exercises()
        if path is None or str(path) == exercise.id or exercise.folder == path.resolve()
    ]
    if path is not None and not chosen and not path.exists():
        raise DrillsError("cli.nothing-to-validate", path=path)
    found: list[Problem] = []
    for exercise in chosen:
        result = validate_exercise(exercise, runner.start, paths.right_submissions(exercise.id))
        found += result.problems
        if result.mistakes:
            _say_score(result)
        if result.not_run:
            words = message("validate.not-run", id=exercise.id, framework=exercise.framework)
            sys.stdout.write(say(words, current()) + "\n")
    if path is None:
        found += bank_problems([paths.questions_folder()])
    elif not chosen:
        found += bank_problems([path])
    for problem in sorted(found):
        sys.stdout.write(problem.sentence(current()) + "\n")
    if not found:
        sys.stdout.write(say(message("validate.fine"), current()) + "\n")
    return 2 if found else 0


def _say_score(result: Validation) -> None:
    """At once: an exercise with many known mistakes takes a while."""
    percent = 100 * result.named // result.mistakes
    numbers = {"named": result.named, "mistakes": result.mistakes, "percent": percent, "accepted": result.accepted}
    sys.stdout.write(say(message("validate.score", id=result.exercise, **numbers), current()) + "\n")
    sys.stdout.flush()
