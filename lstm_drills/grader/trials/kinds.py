"""What a trial is: what the function gets, how its result is measured, and what that is set against."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lstm_drills.grader.report import Score, Unit
from lstm_drills.messages import Message

SECONDS = 120.0
OUTPUT_LAYER = ("output_weights", "output_bias")


@dataclass(frozen=True, slots=True)
class Learnt:
    """What the returned parameters are worth on texts that were ``held_out`` and on those ``trained`` on, in the trial's unit.
    ``fault``: they cannot be used at all. ``blind``: their attention is cut off from the output."""

    held_out: float = 0.0
    trained: float = 0.0
    finite: bool = True
    fault: Message | None = None
    blind: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """What a result is set against: simpler models, and the value ``wanted``, with a ``remark`` where that needs words."""

    baselines: tuple[Score, ...]
    wanted: float
    remark: Message | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """One training. function, inputs: the call. watch: the function whose calls are watched meanwhile.

    texts, held_out: how many there are of each. names: the keys that the parameters must have. measure(seed): what simpler models
    reach on the same texts. judge(returned): what the returned parameters are worth.
    """

    function: str
    watch: str
    inputs: Mapping[str, Any]
    texts: int
    held_out: int
    names: Sequence[str]
    measure: Callable[[int], Measure]
    judge: Callable[[Any], Learnt]
    unit: Unit = "accuracy"
    seconds: float = SECONDS
