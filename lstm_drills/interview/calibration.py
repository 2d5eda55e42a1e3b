"""How sure against how right. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

# what a learner says with each confidence: the share of such answers that should be right
SAID = {1: 0.25, 2: 0.5, 3: 0.75, 4: 0.95}
FEWEST = 5  # answers; from fewer nothing is concluded
TOLERANCE = 0.1  # between what was said and what was right, on average

Verdict = Literal["too-few", "over", "under", "well"]


@dataclass(frozen=True, slots=True)
class Row:
    """The answers of one confidence. said, right: 0 to 1; right is their mean score."""

    confidence: int
    said: float
    right: float
    count: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """brier: the mean of (said - score)^2, 0 is perfect, and 0.25 is what always saying 50 % gives on right-or-wrong answers
    (Brier 1950, "Verification of forecasts expressed in terms of probability"; scores between count as shares)."""

    count: int
    brier: float
    said: float
    right: float
    rows: tuple[Row, ...]

    @property
    def bias(self) -> float:
        """Above 0: surer than right."""
        return self.said - self.right

    @property
    def verdict(self) -> Verdict:
        if self.count < FEWEST:
            return "too-few"
        if abs(self.bias) <= TOLERANCE:
            return "well"
        return "over" if self.bias > 0 else "under"


def calibration(answers: Iterable[tuple[int, float]]) -> Calibration | None:
    """Of (confidence, score) pairs, scores 0 to 1; None without any."""
    pairs = sorted(answers)  # so that sums do not depend on the order
    if not pairs:
        return None
    rows = []
    for confidence, said in SAID.items():
        scores = [score for sure, score in pairs if sure == confidence]
        if scores:
            rows.append(Row(confidence, said, sum(scores) / len(scores), len(scores)))
    count = len(pairs)
    return Calibration(
        count,
        brier=sum((SAID[sure] - score) ** 2 for sure, score in pairs) / count,
        said=sum(SAID[sure] for sure, _ in pairs) / count,
        right=sum(score for _, score in pairs) / count,
        rows=tuple(rows),
    )
