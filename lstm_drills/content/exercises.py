"""The exercise folders: what a learner is told about an exercise and the mistakes that are known for it."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from lstm_drills import paths
from lstm_drills.content import disposable
from lstm_drills.content.exercise_types import METADATA, MISCONCEPTIONS, Exercise, Misconception, Patch
from lstm_drills.content.names import nearest
from lstm_drills.errors import DrillsError

KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in (Exercise, Misconception, Patch)}
Record = TypeVar("Record")


def exercises() -> tuple[Exercise, ...]:
    """All exercises in the order of their ids. Raises ContentError with every problem of every ``exercise.yaml``."""
    return _load(paths.exercises_folder())


def exercise(exercise_id: str) -> Exercise:
    """The exercise of that id. Raises DrillsError, with the one that was probably meant."""
    known = exercises()
    names: dict[str, str] = {}
    for candidate in known:
        if candidate.id == exercise_id:
            return candidate
        for name in (
            candidate.id,
            candidate.folder.name,
            candidate.folder.name.partition("-")[2],
            *candidate.functions,
        ):
            names.setdefault(name, candidate.id)
        names.setdefault(candidate.id.replace(".", ""), candidate.id)
    close = nearest(exercise_id, names)
    if close is None:
        raise DrillsError("workspace.unknown-exercise-no-suggestion", id=exercise_id)
    raise DrillsError("workspace.unknown-exercise", id=exercise_id, suggestion=names[close])


@cache
def misconceptions(exercise: Exercise) -> tuple[Misconception, ...]:
    """The exercise's known mistakes in their author's order. Raises ContentError."""
    if exercise.framework:
        return ()

    def fresh(files: Sequence[Path]) -> tuple[Misconception, ...]:
        from lstm_drills.content.exercise_reader import misconceptions_of

        return misconceptions_of(*files)

    return _kept("misconceptions", [exercise.folder / MISCONCEPTIONS], fresh)


@cache
def _load(folder: Path) -> tuple[Exercise, ...]:
    def fresh(files: Sequence[Path]) -> tuple[Exercise, ...]:
        from lstm_drills.content.exercise_reader import exercises_of

        return exercises_of(files)

    return _kept("exercises", sorted(folder.glob(f"*/{METADATA}")), fresh)


def _kept(kind: str, files: list[Path], fresh: Callable[[Sequence[Path]], tuple[Record, ...]]) -> tuple[Record, ...]:
    """What was read from these files before, else what ``fresh`` reads from them now."""
    key, place = disposable.key(files), disposable.place(kind, of=files)
    try:
        found: tuple[Record, ...] = disposable.read(place, key, KINDS)
    except disposable.BROKEN:
        found = fresh(files)
        disposable.keep_value(place, key, found)
    return found
