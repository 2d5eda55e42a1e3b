"""A question and the kinds of answers, as frozen records. What an author writes into them: questions/FORMAT.md.

Named tuples: as dataclasses they would take a tenth of the time until the first question shows.
"""

import json
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from lstm_drills.content.disposable import as_data
from lstm_drills.messages import Text

QuestionType = Literal[
    "single", "multiple", "true-false", "numeric", "cloze", "order", "match", "short", "output", "bug"
]
TYPES: tuple[QuestionType, ...] = (
    "single", "multiple", "true-false", "numeric", "cloze", "order", "match", "short", "output", "bug",
)  # fmt: skip


class Choice(NamedTuple):
    """One thing to pick. A wrong one says why it is wrong."""

    id: str
    text: Text
    why: Text | None = None


class Choices(NamedTuple):
    """Pick one (``several`` false) or all that are right."""

    choices: tuple[Choice, ...]
    right: tuple[str, ...]
    several: bool = False


class TrueFalse(NamedTuple):
    right: bool


class Variable(NamedTuple):
    """A number drawn anew each time: one of ``values``, or from ``low`` in steps up to ``high``."""

    name: str
    values: tuple[float, ...] = ()
    low: float = 0.0
    high: float = 0.0
    step: float = 1.0
    decimals: int = 0


class Numeric(NamedTuple):
    """A number: a safe expression of the variables. ``units``: spelling and factor; the first is the answer's own.

    check: ``module:function``, the second way in which a test computes it.
    """

    expression: str
    variables: tuple[Variable, ...] = ()
    tolerance: float = 0.0
    relative: bool = False
    units: tuple[tuple[str, float], ...] = ()
    check: str = ""


class Cloze(NamedTuple):
    """For each gap everything that is accepted."""

    gaps: tuple[tuple[str, ...], ...]


class Item(NamedTuple):
    id: str
    text: Text


class Order(NamedTuple):
    """Items in the right order."""

    items: tuple[Item, ...]


class Pair(NamedTuple):
    left: Text
    right: Text


class Match(NamedTuple):
    pairs: tuple[Pair, ...]


class Point(NamedTuple):
    """One point of a rubric: found when every phrase of some group occurs; ``contradicted_by`` phrases are shown."""

    id: str
    text: Text
    groups: tuple[tuple[str, ...], ...] = ()
    contradicted_by: tuple[str, ...] = ()


class Short(NamedTuple):
    points: tuple[Point, ...]
    model: Text


class Output(NamedTuple):
    """What the question's code prints, and what else counts as that."""

    text: str
    accept: tuple[str, ...] = ()


class Lines(NamedTuple):
    """The wrong lines of the question's code, from 1; any of them is right."""

    lines: tuple[int, ...]


Answer = Choices | TrueFalse | Numeric | Cloze | Order | Match | Short | Output | Lines


class Question(NamedTuple):
    """One item. ``key`` is its permanent name everywhere: section and id, such as ``2.3/forget-gate-at-zero``.

    follow_up: what an interviewer asks next; follow_up_answer: what one could say to that.
    """

    key: str
    section: str
    type: QuestionType
    level: int
    topics: tuple[str, ...]
    prompt: Text
    answer: Answer
    explanation: Text
    code: str | None = None
    hint: Text | None = None
    follow_up: Text | None = None
    follow_up_answer: Text | None = None
    references: tuple[str, ...] = ()
    misconception: str | None = None

    @property
    def fingerprint(self) -> str:
        """Changes when the right answer changes, not when a wording does."""
        return _hash([self.type, _essence(self.answer)])

    @property
    def wording(self) -> str:
        """Changes with every letter of what is asked."""
        return _hash([self.prompt.en, self.prompt.zh, self.code])


class Section(NamedTuple):
    """A numbered topic: its title and lesson. A section that exists only by its exercise has no lesson."""

    id: str
    title: Text
    lesson: Text | None = None


class Reference(NamedTuple):
    authors: str
    year: str
    title: str
    venue: str
    url: str = ""


def _hash(what: object) -> str:
    import hashlib

    return hashlib.blake2b(json.dumps(what, ensure_ascii=False).encode(), digest_size=6).hexdigest()


def _essence(answer: Answer) -> object:
    essence: object
    match answer:
        case Choices(choices, right):
            essence = [sorted(choice.id for choice in choices), sorted(right)]
        case Order(items):
            essence = [item.id for item in items]
        case Match(pairs):
            essence = len(pairs)
        case Short(points):
            essence = [point.id for point in points]
        case Numeric(expression, variables, tolerance, relative):
            essence = [expression, [variable.name for variable in variables], tolerance, relative]
        case Cloze(gaps):
            essence = [sorted(gap) for gap in gaps]
        case _:
            essence = as_data(answer)
    return essence


# the records of a question, by name
KINDS: Mapping[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        Choice, Choices, TrueFalse, Variable, Numeric, Cloze, Item, Order, Pair, Match, Point, Short, Output,
        Lines, Question, Section, Reference,
    )
}  # fmt: skip
