"""The hints of an exercise, one level further each time; the first levels belong to the mistake that was diagnosed last."""

from collections.abc import Sequence
from dataclasses import dataclass

from lstm_drills.content.exercises import Exercise, misconceptions
from lstm_drills.messages import Text


@dataclass(frozen=True, slots=True)
class Hint:
    """The hint of one level, counted from 1; ``last`` where no further one follows."""

    level: int
    levels: int
    text: Text

    @property
    def last(self) -> bool:
        return self.level == self.levels


def ladder(exercise: Exercise, diagnosed: Sequence[str]) -> tuple[Text, ...]:
    """Of each diagnosed misconception its hint and then its name, then the exercise's own hints."""
    known = {misconception.id: misconception for misconception in misconceptions(exercise)}
    causes = [known[name] for name in diagnosed if name in known]
    own = [text for cause in causes for text in (cause.hint, cause.message)]
    return (*own, *exercise.hints)


def at(hints: Sequence[Text], seen: int) -> Hint:
    """The hint after the ``seen`` ones; the last one again when there is no further one."""
    level = min(seen + 1, len(hints))
    return Hint(level, len(hints), hints[level - 1])
