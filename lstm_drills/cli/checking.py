"""What ``check`` does once its first child is starting: grade, record, show."""

import json
import secrets
import sys
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from lstm_drills import paths, workspace
from lstm_drills.cli.language import current
from lstm_drills.cli.unforeseen import unforeseen
from lstm_drills.content.exercise_types import Exercise
from lstm_drills.content.exercises import exercises
from lstm_drills.errors import DrillsError
from lstm_drills.grader import runner
from lstm_drills.grader.report import Report
from lstm_drills.grader.runner import Session
from lstm_drills.messages import message
from lstm_drills.ui.reports import ReportScreen

if TYPE_CHECKING:
    from lstm_drills.datasets.tasks import Task
    from lstm_drills.workspace import Started

FORWARD = "3.2"
TRAINS = "train_"
HAS_HARDER = "train_text_classifier"  # its stories come longer too
HAS_REVIEWS = "train_sentiment"
TAKES_TEXTS = {HAS_HARDER, HAS_REVIEWS}  # those that classify; the others learn from texts of a form of their own
SEEDS = 10_000  # as many as a person likes to type
MOST_SEED = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Options:
    """How to grade and show: the seed of the inputs, whether a machine reads it, and which texts a training gets."""

    seed: int
    as_json: bool
    data: str | None = None
    hard: bool = False

    def task(self, exercise: Exercise, seed: int) -> "Task":
        """The texts that a training gets: the learner's own or a package's, else the exercise's in the language of this run, whose
        held-out texts the seed does not repeat."""
        import numpy as np

        from lstm_drills.datasets.reviews import review_task
        from lstm_drills.datasets.sources import own_task
        from lstm_drills.datasets.tasks import story_task

        rng = np.random.RandomState(seed)
        if self.data is not None:
            return own_task(self.data, [Path.cwd(), paths.home()], rng)
        if HAS_REVIEWS in exercise.functions:
            return review_task(rng, current(), unseen=unforeseen())
        return story_task(rng, current(), hard=self.hard, unseen=unforeseen())


def options(seed: int | None, *, as_json: bool, data: str | None = None, hard: bool = False) -> Options:
    """With a new seed where none is given. Raises DrillsError for one out of range, or for two kinds of texts at once."""
    if data is not None and hard:
        raise DrillsError("cli.data-or-hard")
    if seed is not None and not 0 <= seed <= MOST_SEED:
        raise DrillsError("cli.seed-range", seed=seed, most=MOST_SEED)
    return Options(secrets.randbelow(SEEDS) if seed is None else seed, as_json, data, hard)


def check_one(exercise: Exercise, file: Path | None, session: Session, options: Options) -> int:
    """Grade one exercise: the file that is named, else the workspace's, which is started if it is not there. The exit code."""
    if (options.data is not None or options.hard) and not any(name.startswith(TRAINS) for name in exercise.functions):
        raise DrillsError("cli.nothing-trains", id=exercise.id)
    if options.data is not None and not TAKES_TEXTS & set(exercise.functions):
        raise DrillsError("cli.no-other-texts", id=exercise.id)
    if options.hard and HAS_HARDER not in exercise.functions:
        raise DrillsError("cli.nothing-harder", id=exercise.id)
    started = workspace.start(exercise) if file is None else None
    if started is not None and started.created and not exercise.stub_passes:
        return _nothing_yet(exercise, started, options)
    path = workspace.readable(started.path if started else file or Path())
    report = _graded(exercise, path, session, options)
    _keep([report])
    if options.as_json:
        _print_json(report.as_json(current()))
    else:
        ReportScreen(current()).report(report, path, file)
    return report.exit_code


def check_all(session: Session, options: Options) -> int:
    """Grade every exercise of the workspace; those that were not started stay so. The worst exit code."""
    reports: list[Report] = []
    graded: list[Report] = []
    for exercise in exercises():
        path = workspace.started(exercise)
        if path is None:
            summary = message("cli.not-started-here", id=exercise.id)
            reports.append(Report(exercise.id, "not-started", options.seed, summary))
            continue
        following = runner.start()  # loads NumPy while this one is judged
        try:
            reports.append(_graded(exercise, path, session, options))
        except BaseException:
            following.close()
            raise
        graded.append(reports[-1])
        session = following
    session.close()
    _keep(graded)
    if options.as_json:
        _print_json([report.as_json(current()) for report in reports])
    else:
        ReportScreen(current()).reports(reports)
    return max((report.exit_code for report in reports), default=0)


def _nothing_yet(exercise: Exercise, started: "Started", options: Options) -> int:
    summary = message("cli.started-by-check", id=exercise.id, path=started.path)
    report = Report(exercise.id, "not-started", options.seed, summary)
    if options.as_json:
        _print_json(report.as_json(current()))
    else:
        from lstm_drills.ui.drills import DrillScreen

        DrillScreen(current()).started(exercise, started)
    return report.exit_code


def _load_what_comes_after() -> None:
    """The record's modules, in the time in which we would only wait for the child."""
    import_module("lstm_drills.progress")


def _graded(exercise: Exercise, path: Path, session: Session, options: Options) -> Report:
    if not exercise.framework:
        session.begin_load(path)  # the child has NumPy by now; this process is about to load it
    from lstm_drills.grader.grading import Told, grade
    from lstm_drills.ui.progress import TrainingProgress

    with TrainingProgress(current(), quiet=options.as_json) as progress:
        return grade(
            exercise, path, session, seed=options.seed, own_forward=own_forward(), start=runner.start,
            task_of=partial(options.task, exercise), chance=unforeseen,
            told=Told(training=progress.show, waiting=_load_what_comes_after),
        )  # fmt: skip


def own_forward() -> Path | None:
    """The learner's own forward pass, where 3.2 was started."""
    forward = next((other for other in exercises() if other.id == FORWARD), None)
    return workspace.started(forward) if forward else None


def _keep(reports: list[Report]) -> None:
    from lstm_drills.cli import record

    if reports:
        record.keep_verdicts(reports)


def _print_json(found: object) -> None:
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
