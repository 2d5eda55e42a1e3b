"""A question as it is put to the learner this time: its numbers drawn, its choices shuffled. Pure: the seed decides."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lstm_drills.content.expressions import Number, draw, evaluate, filled
from lstm_drills.content.question_types import Choices, Match, Numeric, Order, Question
from lstm_drills.messages import Text

LETTERS = "ABCDEFGHI"  # what choices, items and right sides are called


@dataclass(frozen=True)
class Asked:
    """``order[k]`` is the place, in the author's list, of what is shown in place k (choices, items, right sides)."""

    question: Question
    numbers: Mapping[str, Number]
    order: tuple[int, ...]

    @cached_property
    def value(self) -> Number | None:
        """A numeric question's answer."""
        answer = self.question.answer
        return evaluate(answer.expression, self.numbers) if isinstance(answer, Numeric) else None

    def fill(self, text: Text) -> Text:
        """The text with this time's numbers; other types' braces are left alone."""
        if self.value is None:
            return text
        names = {**self.numbers, "answer": self.value}
        return Text(filled(text.en, names), filled(text.zh, names))

    @property
    def code(self) -> str | None:
        code = self.question.code
        if code is None or self.value is None:
            return code
        return filled(code, self.numbers)


def ask(question: Question, seed: str) -> Asked:
    """The same question and seed are asked in the same way everywhere: random.Random's stream does not change."""
    rng = random.Random(f"{seed}/{question.key}")
    answer = question.answer
    numbers = (
        {variable.name: draw(variable, rng) for variable in answer.variables} if isinstance(answer, Numeric) else {}
    )
    if isinstance(answer, Choices):
        return Asked(question, numbers, _shuffled(len(answer.choices), rng, may_stay=True))
    if isinstance(answer, Order):
        return Asked(question, numbers, _shuffled(len(answer.items), rng, may_stay=False))
    if isinstance(answer, Match):
        return Asked(question, numbers, _shuffled(len(answer.pairs), rng, may_stay=False))
    return Asked(question, numbers, ())


def _shuffled(count: int, rng: random.Random, may_stay: bool) -> tuple[int, ...]:
    places = list(range(count))
    rng.shuffle(places)
    if not may_stay and places == sorted(places):
        places = [*places[1:], places[0]]
    return tuple(places)
