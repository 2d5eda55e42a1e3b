"""The result of grading: one record for people and machines."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from lstm_drills.messages import Language, Sayable, say

Verdict = Literal["passed", "failed", "not-started", "error", "timeout", "grader-fault"]
Status = Literal["passed", "failed", "skipped"]
# accuracy and exact match: a share of held-out texts, 0 to 1; of a perplexity, the smaller is the better
Unit = Literal["accuracy", "exact-match", "perplexity"]


class Check(NamedTuple):
    """One thing that was looked at. ``name`` is permanent (for machines), ``title`` is what a learner reads."""

    name: str
    title: Sayable
    status: Status
    message: Sayable | None = None


class Row(NamedTuple):
    """One array of the first rung that failed: a few of its numbers, expected and got, already as text."""

    name: str
    expected: str
    got: str
    remark: Sayable | None = None


class Example(NamedTuple):
    """The smallest failing example: the first rung that failed, ``rung`` of ``rungs``."""

    rung: int
    rungs: int
    shows: Sayable
    rows: tuple[Row, ...]


class Diagnosis(NamedTuple):
    """One cause. ``id`` is a misconception's or a relation's; ``targets`` name the parts concerned; ``hint`` may be missing."""

    id: str
    targets: tuple[str, ...]
    message: Sayable
    hint: Sayable | None = None


class Score(NamedTuple):
    """What a model reached on the held-out texts, and whose it is."""

    of: Sayable
    value: float


class Training(NamedTuple):
    """A training that was run: what it reached, what simpler models reach, what is ``wanted``, its losses in their order, and
    what is to be said of it."""

    reached: Score
    baselines: tuple[Score, ...]
    wanted: float
    losses: tuple[float, ...]
    remark: Sayable | None = None
    unit: Unit = "accuracy"


def at_least_as_good(value: float, wanted: float, unit: Unit) -> bool:
    """Whether that value is enough."""
    return value <= wanted if unit == "perplexity" else value >= wanted


class Report(NamedTuple):
    """What grading one submission gave.

    summary: one sentence that says what happened and what to do (always there, also for error and timeout).
    notes: sentences that change no verdict (a comparison left out, an inactive layer of protection).
    output: what the submission printed.
    """

    exercise: str
    verdict: Verdict
    seed: int
    summary: Sayable
    checks: tuple[Check, ...] = ()
    diagnosis: tuple[Diagnosis, ...] = ()
    example: Example | None = None
    notes: tuple[Sayable, ...] = ()
    output: str = ""
    duration_ms: float = 0.0
    layers: tuple[str, ...] = ()
    training: Training | None = None

    @property
    def exit_code(self) -> int:
        """0 passed, 3 a fault of ours, 1 any other verdict."""
        if self.verdict == "passed":
            return 0
        return 3 if self.verdict == "grader-fault" else 1

    def as_json(self, language: Language) -> Mapping[str, object]:
        """The object that ``--json`` prints."""
        return {
            "exercise": self.exercise,
            "verdict": self.verdict,
            "seed": self.seed,
            "summary": say(self.summary, language),
            "checks": [
                {
                    "name": check.name,
                    "status": check.status,
                    "message": "" if check.message is None else say(check.message, language),
                }
                for check in self.checks
            ],
            "diagnosis": [
                {"id": cause.id, "targets": list(cause.targets), "message": say(cause.message, language)}
                for cause in self.diagnosis
            ],
            "output": self.output,
            "duration_ms": round(self.duration_ms, 1),
        }
