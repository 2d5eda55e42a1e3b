"""``watch``: grade on every save, and act on keys."""

import time
from dataclasses import dataclass
from pathlib import Path

from lstm_drills import workspace
from lstm_drills.cli import record
from lstm_drills.cli.checking import options, own_forward
from lstm_drills.cli.language import current
from lstm_drills.cli.unforeseen import unforeseen
from lstm_drills.cli.watched_file import WatchedFile
from lstm_drills.content.exercise_types import Exercise
from lstm_drills.content.exercises import exercises
from lstm_drills.errors import DrillsError
from lstm_drills.grader.grading import Told, grade
from lstm_drills.grader.report import Report
from lstm_drills.grader.warm import Warm
from lstm_drills.messages import message
from lstm_drills.ui.keys import END, Keys
from lstm_drills.ui.progress import TrainingProgress
from lstm_drills.ui.watching import Run, WatchScreen

LOOK_EVERY = 0.01  # seconds
QUIT = 0


@dataclass
class Watch:
    """One exercise under watch. ``seed`` stays the same, so that two runs differ by the file alone."""

    exercise: Exercise
    path: Path
    seed: int
    last: Run | None = None
    before: Run | None = None


def watch(exercise: Exercise | None, *, plain: bool) -> int:
    """Watch one exercise, by default the first that is not passed, until q or Ctrl-C. The exit code."""
    chosen = exercise or _next(None)
    if chosen is None:
        raise DrillsError("watch.all-done")
    screen = WatchScreen(current(), plain=plain)
    watched: Watch | None = _begin(chosen)
    try:
        with Keys() as keys, Warm() as warm:
            while watched is not None:
                watched = _until_next(watched, keys, warm, screen)
    except KeyboardInterrupt:
        screen.blank()
        raise
    return QUIT


def _until_next(watched: Watch, keys: Keys, warm: Warm, screen: WatchScreen) -> Watch | None:
    """One exercise until n (the next one) or q (None)."""
    file = WatchedFile(watched.path)
    _run(watched, warm, screen)
    while True:
        key = keys.read(LOOK_EVERY)
        if key in ("q", END):
            screen.ended(watched.exercise)
            return None
        if key == "n" and (following := _next(watched.exercise)):
            return _begin(following)
        if key == "r" or file.changed():
            _run(watched, warm, screen)
        elif key in PAGES:
            screen.begin(watched.exercise)
            screen.blank()
            PAGES[key](watched, screen)
            screen.keys()
        elif key == "n":
            screen.say(message("watch.all-done"))


def _run(watched: Watch, warm: Warm, screen: WatchScreen) -> None:
    """Grade, show, then keep the verdict and get the next children ready, which nobody waits for."""
    began = time.perf_counter()
    path = workspace.readable(watched.path)
    number = 1 + (watched.last.number if watched.last else 0)
    text = path.read_text(encoding="utf-8", errors="replace")

    def told(verdict: Report) -> None:
        """The verdict at once; the cause follows on a page of its own."""
        if not screen.plain:
            elapsed = (time.perf_counter() - began) * 1000
            screen.run(watched.exercise, path, Run(number, text, verdict, elapsed), watched.last, complete=False)

    with TrainingProgress(screen.language) as progress:
        report = grade(
            watched.exercise, path, warm.start(), seed=watched.seed, own_forward=own_forward(), start=warm.start,
            chance=unforeseen, told=Told(told, progress.show),
        )  # fmt: skip
    milliseconds = (time.perf_counter() - began) * 1000
    watched.before, watched.last = watched.last, Run(number, text, report, milliseconds)
    screen.run(watched.exercise, path, watched.last, watched.before)
    warm.refill()
    record.keep_verdicts([report])


def _begin(exercise: Exercise) -> Watch:
    return Watch(exercise, workspace.start(exercise).path, options(None, as_json=False).seed)


def _next(after: Exercise | None) -> Exercise | None:
    """The first exercise that is not passed, looked for behind the present one first."""
    known = list(exercises())
    place = known.index(after) + 1 if after else 0
    passed = record.passed(exercise.id for exercise in known)
    ahead = [exercise for exercise in (*known[place:], *known[:place]) if exercise != after]
    return next((exercise for exercise in ahead if exercise.id not in passed), None)


def _hint(watched: Watch, screen: WatchScreen) -> None:
    from lstm_drills.ui.drills import DrillScreen

    DrillScreen(screen.language).hint(watched.exercise, record.next_hint(watched.exercise), lead_on=False)


def _statement(watched: Watch, screen: WatchScreen) -> None:
    screen.prose(watched.exercise.statement(screen.language))


def _difference(watched: Watch, screen: WatchScreen) -> None:
    screen.difference(watched.last, watched.before)


PAGES = {"h": _hint, "s": _statement, "d": _difference}
