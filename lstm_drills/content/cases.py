"""A rung of a ladder: one set of inputs. Exercises' ``cases.py`` files build theirs from here."""

from collections.abc import Collection, Mapping, Sequence
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


def padded_ids(rng: np.random.RandomState, lengths: Sequence[int], places: int, tokens: int) -> Array:
    """(N, places) int64: texts of these lengths, of ids from 1 to ``tokens`` - 1, with 0 behind their ends."""
    token_ids = np.zeros((len(lengths), places), np.int64)
    for row, length in zip(token_ids, lengths, strict=True):
        row[:length] = rng.randint(1, tokens, length)
    return token_ids


def single_precision(value: Any) -> Any:
    """The same with every array of floats in it rounded to float32, also in dicts and tuples."""
    if isinstance(value, dict):
        return {name: single_precision(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return tuple(single_precision(item) for item in value)
    return value.astype(np.float32) if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value


def other_layouts(inputs: Mapping[str, Any], *, strided: Collection[str]) -> dict[str, Any]:
    """The same numbers, read-only: arrays named in ``strided`` as every other row of larger ones, the rest in Fortran order."""
    return {name: _laid_out(value, strided=name in strided) for name, value in inputs.items()}


def _laid_out(value: Any, *, strided: bool) -> Any:
    if isinstance(value, dict):
        return {name: _laid_out(item, strided=strided) for name, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_laid_out(item, strided=strided) for item in value)
    if not isinstance(value, np.ndarray):
        return value
    array = _every_other_row(value) if strided else np.array(value, order="F")
    array.flags.writeable = False
    return array


def _every_other_row(array: Array) -> Array:
    wide = np.zeros((2 * len(array), *array.shape[1:]), array.dtype)
    wide[::2] = array
    return wide[::2]
