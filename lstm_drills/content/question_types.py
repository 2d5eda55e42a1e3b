"""A question and the kinds of answers, as frozen records. What an author writes into them: questions/FORMAT.md."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from lstm_drills.messages import Text

QuestionType = Literal[
    "single", "multiple", "true-false", "numeric", "cloze", "order", "match", "short", "output", "bug"
]
TYPES: tuple[QuestionType, ...] = (
    "single", "multiple", "true-false", "numeric", "cloze", "order", "match", "short", "output", "bug",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to pick. A wrong one says why it is wrong."""

    id: str
    text: Text
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """Pick one (``several`` false) or all that are right."""

    choices: tuple[Choice, ...]
    right: tuple[str, ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class TrueFalse:
    right: bool


@dataclass(frozen=True, slots=True)
class Variable:
    """A number drawn anew each time: one of ``values``, or from ``low`` in steps up to ``high``."""

    name: str
    values: tuple[float, ...] = ()
    low: float = 0.0
    high: float = 0.0
    step: float = 1.0
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Numeric:
    """A number: a safe expression of the variables. ``units``: spelling and factor; the first is the answer's own.

    check: ``module:function``, the second way in which a test computes it.
    """

    expression: str
    variables: tuple[Variable, ...] = ()
    tolerance: float = 0.0
    relative: bool = False
    units: tuple[tuple[str, float], ...] = ()
    check: str = ""


@dataclass(frozen=True, slots=True)
class Cloze:
    """For each gap everything that is accepted."""

    gaps: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Item:
    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class Order:
    """Items in the right order."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    left: Text
    right: Text


@dataclass(frozen=True, slots=True)
class Match:
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a rubric: found when every phrase of some group occurs; ``contradicted_by`` phrases are shown."""

    id: str
    text: Text
    groups: tuple[tuple[str, ...], ...] = ()
    contradicted_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Short:
    points: tuple[Point, ...]
    model: Text


@dataclass(frozen=True, slots=True)
class Output:
    """What the question's code prints, and what else counts as that."""

    text: str
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lines:
    """The wrong lines of the question's code, from 1; any of them is right."""

    lines: tuple[int, ...]


Answer = Choices | TrueFalse | Numeric | Cloze | Order | Match | Short | Output | Lines


@dataclass(frozen=True, slots=True)
class Question:
    """One item. ``key`` is its permanent name everywhere: section and id, such as ``2.3/forget-gate-at-zero``."""

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


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered topic: its title and lesson. A section that exists only by its exercise has no lesson."""

    id: str
    title: Text
    lesson: Text | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    authors: str
    year: str
    title: str
    venue: str
    url: str = ""


def _hash(what: object) -> str:
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


# --- records as plain data and back, for the cache --------------------------------------------------------------------
KINDS: Mapping[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        Text, Choice, Choices, TrueFalse, Variable, Numeric, Cloze, Item, Order, Pair, Match, Point, Short, Output,
        Lines, Question, Section, Reference,
    )
}  # fmt: skip


def as_data(value: Any) -> object:
    """Scalars, lists for tuples, and ``{"Kind": [field, ...]}`` for a record."""
    if isinstance(value, tuple):
        return [as_data(item) for item in value]
    kind = type(value).__name__
    if kind in KINDS:
        return {kind: [as_data(getattr(value, field.name)) for field in fields(value)]}
    return value


def from_data(data: Any) -> Any:
    """The record again. Raises KeyError, TypeError or ValueError for anything else than ``as_data`` gave."""
    if isinstance(data, list):
        return tuple([from_data(item) for item in data])
    if isinstance(data, dict):
        ((kind, values),) = data.items()
        return KINDS[kind](*[from_data(item) for item in values])
    return data
