"""Prove an exercise by running it: stub, solution, and every misconception, on the path that a learner's file takes.

The mutation score is the share of misconceptions that are rejected and diagnosed as themselves (or as one that is declared the
same, because no output can tell them apart).
"""

import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lstm_drills.content.exercise_reader import problems
from lstm_drills.content.exercise_types import MISCONCEPTIONS, Exercise, Misconception
from lstm_drills.content.exercises import misconceptions
from lstm_drills.content.ladder import build_cases, function_of, patched_source
from lstm_drills.content.located import Problem
from lstm_drills.errors import ContentError, DrillsError
from lstm_drills.grader.grading import grade
from lstm_drills.grader.observe import expected_of, simulate
from lstm_drills.grader.report import Report
from lstm_drills.grader.runner import Session
from lstm_drills.messages import Sayable, message

SEEDS = (1, 2, 3)
CHILDREN_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Validation:
    """What running one exercise showed. ``named`` of ``mistakes`` misconceptions were rejected and diagnosed as themselves.

    not_run: the framework whose models it grades is not installed here, so that its files were read and not run.
    """

    exercise: str
    problems: tuple[Problem, ...]
    named: int = 0
    mistakes: int = 0
    accepted: int = 0
    not_run: bool = False


def validate(exercise: Exercise, start: Callable[[], Session], right: Sequence[Path] = ()) -> Validation:
    """All problems of one exercise at once. ``right``: files that are correct in other ways and must pass."""
    static = problems(exercise.folder)
    if static:
        return Validation(exercise.id, tuple(static))
    if exercise.framework and not _installed(exercise.framework):
        return Validation(exercise.id, (), not_run=True)
    with _Grader(exercise, start) as grader:
        found = [*_stub_and_solution(grader), *_agreement(exercise)]
        for path in right:
            report = grader.grade(path)
            if report.verdict != "passed":
                found.append(_problem(path, "right-rejected", summary=report.summary))
        catalogue = misconceptions(exercise)
        faults = [fault for misconception in catalogue for fault in _misconception_faults(grader, misconception)]
    named = len(catalogue) - len({fault.line for fault in faults})
    return Validation(exercise.id, tuple(sorted([*found, *faults])), named, len(catalogue), len(right))


def _installed(framework: str) -> bool:
    from lstm_drills.grader.frameworks import backend_of

    try:
        backend_of(framework)
    except DrillsError:
        return False
    return True


class _Grader:
    """Grades files and texts of one exercise; the next children load NumPy while the last one is judged."""

    def __init__(self, exercise: Exercise, start: Callable[[], Session]) -> None:
        self.exercise, self.start = exercise, start
        self.waiting: deque[Session] = deque()
        self.folder = tempfile.TemporaryDirectory(prefix="lstm-drills-")

    def __enter__(self) -> "_Grader":
        self.waiting.extend(self.start() for _ in range(CHILDREN_AHEAD))
        return self

    def __exit__(self, *_: object) -> None:
        for session in self.waiting:
            session.close()
        self.folder.cleanup()

    def grade(self, path: Path, seed: int = SEEDS[0]) -> Report:
        self.waiting.append(self.start())
        return grade(self.exercise, path, self.waiting.popleft(), seed=seed, start=self.start)

    def grade_text(self, source: str) -> Report:
        path = Path(self.folder.name) / "submission.py"
        path.write_text(source, encoding="utf-8")
        return self.grade(path)


def _stub_and_solution(grader: _Grader) -> Iterator[Problem]:
    exercise = grader.exercise
    stub = grader.grade(exercise.stub)
    wanted = "passed" if exercise.stub_passes else "not-started"
    if stub.verdict != wanted:
        yield _problem(exercise.stub, "stub-verdict", verdict=stub.verdict, wanted=wanted)
    for seed in SEEDS[:1] if exercise.framework else SEEDS:  # to load a framework takes seconds
        report = grader.grade(exercise.solution, seed)
        if report.verdict != "passed":
            yield _problem(exercise.solution, "solution-rejected", seed=seed, summary=report.summary)


def _agreement(exercise: Exercise) -> Iterator[Problem]:
    """Solution and reference give the same numbers for several seeds, here in this process too."""
    source = exercise.solution.read_text(encoding="utf-8")
    for seed in SEEDS:
        for case in build_cases(exercise, seed):
            observation = simulate(function_of(source, case.function), case, expected_of(case))
            if observation.failed:
                yield _problem(exercise.solution, "solution-disagrees", seed=seed, case=case.name)


def _misconception_faults(grader: _Grader, misconception: Misconception) -> Iterator[Problem]:
    exercise = grader.exercise
    file = exercise.folder / MISCONCEPTIONS
    line = _line_of(file, misconception.id)
    try:
        report = grader.grade_text(patched_source(exercise, misconception))
    except (ContentError, SyntaxError) as error:
        yield Problem(file, line, 1, message("validate.misconception-broken", id=misconception.id, text=str(error)))
        return
    named = [cause.id for cause in report.diagnosis]
    if report.verdict == "passed":
        yield Problem(file, line, 1, message("validate.misconception-accepted", id=misconception.id))
    elif not set(named) & _equals(exercise, misconception):
        said: Sayable = ", ".join(named) or message("validate.nothing")
        yield Problem(file, line, 1, message("validate.misconception-misnamed", id=misconception.id, named=said))


def _equals(exercise: Exercise, misconception: Misconception) -> set[str]:
    """The misconception and all that no output can tell from it, whichever of the two says so."""
    saying_so = {other.id for other in misconceptions(exercise) if misconception.id in other.same_as}
    return {misconception.id, *misconception.same_as, *saying_so}


def _line_of(file: Path, misconception_id: str) -> int:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next(
        (number for number, line in enumerate(lines, 1) if line.strip("- ").strip() == f"id: {misconception_id}"), 1
    )


def _problem(file: Path, message_id: str, **parameters: Sayable | int) -> Problem:
    return Problem(file, 1, 1, message(f"validate.{message_id}", **parameters))
