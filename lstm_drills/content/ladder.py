"""Exercise code as the author wrote it: the ladder of cases, the solution, and the solution with a misconception in it."""

import types
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from lstm_drills.content.cases import Case
from lstm_drills.content.exercise_types import Exercise, Misconception
from lstm_drills.errors import ContentError

Function = Callable[..., Any]


def build_cases(exercise: Exercise, seed: int) -> list[Case]:
    """The ladder, from the smallest case to the nastiest; the same seed gives the same numbers in every version.

    A model of a framework has none.
    """
    if exercise.framework:
        return []
    module = _module(str(exercise.folder / "cases.py"), _source(exercise.folder / "cases.py"))
    cases: list[Case] = module.cases(np.random.RandomState(seed))
    return cases


def patched_source(exercise: Exercise, misconception: Misconception) -> str:
    """The solution with the misconception in it. Raises ContentError where a patch does not apply exactly once."""
    if misconception.file is not None:
        return _source(exercise.folder / misconception.file)
    source = _source(exercise.solution)
    for patch in misconception.patches:
        if source.count(patch.old) != 1:
            raise ContentError("validate.patch-does-not-apply", id=misconception.id, text=patch.old.strip())
        source = source.replace(patch.old, patch.new)
    return source


def patched_twice(exercise: Exercise, first: Misconception, second: Misconception) -> str | None:
    """The solution with both misconceptions in it; None where they touch the same lines."""
    if first.file or second.file:
        return None
    source = _source(exercise.solution)
    for patch in (*first.patches, *second.patches):
        if source.count(patch.old) != 1:
            return None
        source = source.replace(patch.old, patch.new)
    return source


def function_of(source: str, name: str) -> Function:
    """Our own content's function, in a module of its own: state kept by an earlier call is gone."""
    function: Function = getattr(_module("<exercise>", source), name)
    return function


def _module(name: str, source: str) -> types.ModuleType:
    module = types.ModuleType("exercise_content")
    exec(_compiled(name, source), module.__dict__)
    return module


@cache
def _compiled(name: str, source: str) -> types.CodeType:
    return compile(source, name, "exec")


@cache
def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")
