"""Free answers: what of a rubric is found in them. It is shown to the learner, who decides; nothing here is a score."""

import re
from dataclasses import dataclass

from lstm_drills.content.question_types import Point, Short
from lstm_drills.content.rubric import loosened, phrase_pattern

LONGEST = 20_000
NEGATION = re.compile(
    r"(?:\b(?:not|never|no|without|neither|nor|cannot|hardly)|n't|n’t)(?:\s+[\w'’-]+){0,2}\s*$"
    r"|(?:不|没|未|并非|无)[^,，。;；.、!?\n]{0,3}$"
)
BEFORE = 60  # characters in which a negation is looked for


@dataclass(frozen=True, slots=True)
class Finding:
    """What was detected of one point.

    found: the learner's own words that speak for it. negated: they stand behind a negation.
    contradiction: the learner's words that speak against it.
    """

    point: Point
    found: tuple[str, ...] = ()
    negated: bool = False
    contradiction: str | None = None

    @property
    def suggested(self) -> bool:
        """Whether the tick is set when the learner is asked."""
        return bool(self.found) and not self.negated and self.contradiction is None


def detect(answer: Short, text: str) -> tuple[Finding, ...]:
    """One finding a point, in the author's order. Total over any text."""
    said = loosened(text[:LONGEST])
    return tuple(_finding(point, said) for point in answer.points)


def _finding(point: Point, said: str) -> Finding:
    contradiction = next(
        (words for phrase in point.contradicted_by for words, negated in _hits(phrase, said) if not negated), None
    )
    negated_words: tuple[str, ...] = ()
    for group in point.groups:
        hits = [_hits(phrase, said) for phrase in group]
        if not all(hits):
            continue
        plain = [next((words for words, negated in found if not negated), None) for found in hits]
        if all(plain):
            return Finding(point, tuple(words for words in plain if words), contradiction=contradiction)
        negated_words = negated_words or tuple(found[0][0] for found in hits)
    return Finding(point, negated_words, bool(negated_words), contradiction)


def _hits(phrase: str, said: str) -> list[tuple[str, bool]]:
    """The words that match, each with whether a negation stands right before them."""
    return [
        (found[0], bool(NEGATION.search(said[max(0, found.start() - BEFORE) : found.start()])))
        for found in phrase_pattern(phrase).finditer(said)
    ]
