"""Whether what a training returned are parameters of its model."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from lstm_drills.grader.compare import Array, as_array, shape_text, type_of
from lstm_drills.grader.trials.kinds import Learnt
from lstm_drills.messages import Message, message

GATES = ("forget", "input", "output", "cell")
# numbers a token or units; in NumPy, ten times what trains within the time
LARGEST = 512
# a size that is known, or the name of one that the first array with it decides
Shape = tuple[int | str, ...]


def lstm_shapes(inputs: int | str, units: int | str, prefix: str = "") -> dict[str, Shape]:
    """The twelve arrays of one LSTM, each key behind ``prefix``."""
    shapes: dict[str, Shape] = {"bias": (units,), "weights": (units, units), "inputs": (inputs, units)}
    return {f"{prefix}{gate}_gate_{kind}": shape for kind, shape in shapes.items() for gate in GATES}


def usable(returned: Any, shapes: Mapping[str, Shape]) -> dict[str, Array] | Learnt:
    """The parameters as float64 arrays; where no model can be run with them, the judgement itself."""
    fault = parameters_fault(returned, shapes)
    if fault is not None:
        return Learnt(fault=fault)
    parameters = {name: np.asarray(returned[name], np.float64) for name in shapes}
    if not all(np.isfinite(array).all() for array in parameters.values()):
        return Learnt(finite=False)
    return parameters


def parameters_fault(returned: Any, shapes: Mapping[str, Shape]) -> Message | None:
    """Why these are no parameters: no dictionary, a missing key, no array, a shape that does not fit the others, or a size with
    which judging them would take longer than any training."""
    if returned is None:
        return message("grader.returns-none")
    if not isinstance(returned, Mapping):
        return message("training.not-a-dict", got=type_of(returned))
    missing = [name for name in shapes if name not in returned]
    if missing:
        return message("training.missing-keys", names=missing[:3], needed=_needed(shapes))
    sizes: dict[str, int] = {}
    for name, shape in shapes.items():
        array = as_array(returned[name])
        if array is None:
            return message("grader.not-an-array", name=name, got=type_of(returned[name]))
        expected = _expected(array, shape, sizes)
        if array.shape != expected:
            return message("grader.wrong-shape", name=name, got=shape_text(array.shape), expected=shape_text(expected))
    too_large = next(((name, size) for name, size in sizes.items() if size > LARGEST), None)
    return message("training.too-large", size=too_large[0], got=too_large[1], most=LARGEST) if too_large else None


def _needed(shapes: Mapping[str, Shape]) -> Sequence[str]:
    """The keys in few words: of an LSTM's twelve the first alone, with dots behind it."""
    first = f"{GATES[0]}_gate_bias"
    others = [name for name in shapes if "_gate_" not in name]
    return [*others, *(f"{name}, ..." for name in shapes if name.endswith(first))]


def _expected(array: Array, shape: Shape, sizes: dict[str, int]) -> tuple[int, ...]:
    """The shape in numbers. A size that is still open is taken from this array, where it has as many axes."""
    if len(array.shape) == len(shape):
        for size, got in zip(shape, array.shape, strict=True):
            if isinstance(size, str):
                sizes.setdefault(size, got)
    return tuple(sizes.get(size, 1) if isinstance(size, str) else size for size in shape)
