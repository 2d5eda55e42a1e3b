"""A rung of a ladder: one set of inputs. Exercises' ``cases.py`` files build theirs from here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_drills.messages import Text

Array = NDArray[Any]
GATES = ("forget", "input", "output", "cell")


@dataclass(frozen=True)
class Case:
    """One call of a submission, or several with the same inputs.

    ``inputs`` maps every parameter of the function to its value: arrays (their memory order, strides, dtype and read-only
    flag are kept when they travel to the child), lists, dicts of arrays, None.
    ``calls`` above 1 calls the function that often with equal inputs; each result is judged.
    """

    name: str
    shows: Text
    inputs: Mapping[str, Any]
    function: str
    calls: int = 1


def lstm_weights(rng: np.random.RandomState, input_size: int, hidden_size: int) -> dict[str, Array]:
    """Twelve arrays, D inputs and H units: ``{gate}_gate_weights`` (H, H), ``_inputs`` (D, H), ``_bias`` (H,); float64.

    Standard deviation 0.6, and biases about +-0.7 that differ by gate: small weights would hide mistakes of the third order.
    """
    weights: dict[str, Array] = {}
    for gate in GATES:
        weights[f"{gate}_gate_weights"] = rng.normal(0.0, 0.6, (hidden_size, hidden_size))
        weights[f"{gate}_gate_inputs"] = rng.normal(0.0, 0.6, (input_size, hidden_size))
        weights[f"{gate}_gate_bias"] = rng.choice([-1.0, 1.0], hidden_size) * rng.uniform(0.4, 1.0, hidden_size)
    return weights
