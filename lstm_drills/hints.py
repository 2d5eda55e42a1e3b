"""The hints of an exercise, one level further each time; the first levels belong to the mistake that was diagnosed last."""

from collections.abc import Sequence
from dataclasses import dataclass

from lstm_drills.content.exercise_types import Exercise
from lstm_drills.content.exercises import misconceptions
from lstm_drills.messages import Message, Sayable, Text, message

# a cause that is no author's misconception is named place/kind; what helps to find it depends on the place
PLACES = {
    "contract": ("contract", "unit_returned", "returned"),
    "numerics": ("numerics",),
    "packing": ("packing",),
    "step": ("forget", "input", "output", "cell", "new_cell", "new_hidden", "whole"),
    "sequence": ("carried_cell", "carried_hidden", "initial_states", "given_states", "input_order"),
    "own-forward": ("forward",),
}
BACKWARD = "3.3"


@dataclass(frozen=True, slots=True)
class Step:
    """One level: the text, and the diagnosis that it belongs to, where there is one."""

    text: Sayable
    about: Text | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """The hint of one level, counted from 1; ``last`` where no further one follows."""

    level: int
    levels: int
    text: Sayable
    about: Text | None = None

    @property
    def last(self) -> bool:
        return self.level == self.levels


def ladder(exercise: Exercise, diagnosed: Sequence[str]) -> tuple[Step, ...]:
    """For each diagnosed cause what helps to find it, then the exercise's own hints."""
    known = {misconception.id: misconception for misconception in misconceptions(exercise)}
    steps: list[Step] = []
    for cause in diagnosed:
        step = Step(known[cause].hint, known[cause].message) if cause in known else Step(_way_to_find(exercise, cause))
        if step not in steps:
            steps.append(step)
    return (*steps, *(Step(text) for text in exercise.hints))


def at(steps: Sequence[Step], seen: int) -> Hint:
    """The hint after the ``seen`` ones; the last one again when there is no further one."""
    level = min(seen + 1, len(steps))
    return Hint(level, len(steps), steps[level - 1].text, steps[level - 1].about)


def _way_to_find(exercise: Exercise, cause: str) -> Message:
    place = cause.partition("/")[0]
    kind = next((kind for kind, places in PLACES.items() if place in places), None)
    if kind is None:
        kind = "gradient" if exercise.id == BACKWARD else "step"
    return message(f"hints.{kind}")
