"""From what a function returned to named arrays, and whether they are the expected ones."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from lstm_drills.grader.outcomes import Opaque
from lstm_drills.messages import Message, message

Array = NDArray[Any]
Arrays = dict[str, Array]

# float32 inside a right solution stays below 1e-6 of an array's largest value; the mistakes seen are above 6e-2
RELATIVE_TOLERANCE = 1e-5
# with zero states some gradients are exactly 0, and a row of 1e4 leaves values such as 1e-90
ABSOLUTE_TOLERANCE = 1e-7


@dataclass(frozen=True, slots=True)
class Fault:
    """The result has the wrong form. ``id`` names the kind of fault, ``where`` the array concerned, if one is."""

    id: str
    message: Message
    where: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a function should return, and its arrays in their order."""

    kind: Literal["tuple", "dict", "array", "loss-and-gradients"]
    arrays: Arrays


RESULT_NAMES: Mapping[str, tuple[str, ...]] = {
    "mix": ("mixed",),
    "lstm_unit": ("new_hidden", "new_cell"),
    "lstm_forward": ("hidden_sequences", "cell_sequences"),
    "text_classifier_forward": ("probabilities",),
    "reverse_texts": ("reversed_ids",),
    "sentiment_forward": ("probabilities",),
    "dropout_masks": ("mask",),
    "perplexity": ("perplexity",),
    "sample": ("tokens",),
    "attend": ("context", "attention"),
    "greedy_translation": ("target_ids",),
    "beam_search": ("tokens", "log_probability"),
}
LOSS_AND_GRADIENTS = ("loss", "gradients")


def expectation(function: str, value: Any) -> Expected:
    """The reference's result with the names that the exercise gives to its parts."""
    if isinstance(value, Mapping):
        return Expected("dict", {name: np.asarray(array) for name, array in value.items()})
    if isinstance(value, np.ndarray | float):
        return Expected("array", {RESULT_NAMES[function][0]: np.asarray(value)})
    if isinstance(value[1], Mapping):
        named = {"loss": value[0], **value[1]}
        return Expected("loss-and-gradients", {name: np.asarray(array) for name, array in named.items()})
    return Expected("tuple", dict(zip(RESULT_NAMES[function], map(np.asarray, value), strict=True)))


def named_arrays(value: Any, expected: Expected) -> tuple[Arrays, list[Fault]]:
    """The parts of a result that can be read, by name, and what is wrong with its form.

    An array whose shape is not the expected one is in both: relations such as "transposed" need its numbers.
    """
    parts, faults = PARTS[expected.kind](value, expected)
    arrays: Arrays = {}
    for name, part in parts.items():
        array = as_array(part)
        if array is None:
            faults.append(Fault("not-an-array", message("grader.not-an-array", name=name, got=type_of(part)), name))
            continue
        arrays[name] = array
        if array.shape != expected.arrays[name].shape:
            shapes = {"expected": shape_text(expected.arrays[name].shape), "got": shape_text(array.shape)}
            faults.append(Fault("wrong-shape", message("grader.wrong-shape", name=name, **shapes), name))
    return arrays, faults


def _parts_of_dict(value: Any, expected: Expected) -> tuple[dict[str, Any], list[Fault]]:
    if value is None:
        return {}, [Fault("returns-none", message("grader.returns-none"))]
    if not isinstance(value, Mapping):
        return {}, [Fault("not-a-dict", message("grader.not-a-dict", got=type_of(value)))]
    missing = [name for name in expected.arrays if name not in value]
    faults = [Fault("missing-key", message("grader.missing-key", name=name), name) for name in missing]
    return {name: value[name] for name in expected.arrays if name in value}, faults


def _parts_of_tuple(value: Any, expected: Expected) -> tuple[dict[str, Any], list[Fault]]:
    names = list(expected.arrays)
    if value is None:
        return {}, [Fault("returns-none", message("grader.returns-none"))]
    if isinstance(value, Opaque | Mapping | str | int | float | bool):
        return {}, [Fault("not-a-pair", message("grader.not-a-pair", names=names, got=type_of(value)))]
    if len(value) != len(names) or (isinstance(value, np.ndarray) and value.ndim < 1):
        got = shape_text(value.shape) if isinstance(value, np.ndarray) else str(len(value))
        return {}, [Fault("not-a-pair", message("grader.not-a-pair", names=names, got=got))]
    return dict(zip(names, value, strict=True)), []


def _parts_of_array(value: Any, expected: Expected) -> tuple[dict[str, Any], list[Fault]]:
    if value is None:
        return {}, [Fault("returns-none", message("grader.returns-none"))]
    return dict.fromkeys(expected.arrays, value), []


def _parts_of_loss_and_gradients(value: Any, expected: Expected) -> tuple[dict[str, Any], list[Fault]]:
    if value is None:
        return {}, [Fault("returns-none", message("grader.returns-none"))]
    if (
        not isinstance(value, tuple | list)
        or len(value) != len(LOSS_AND_GRADIENTS)
        or not isinstance(value[1], Mapping)
    ):
        got = str(len(value)) if isinstance(value, tuple | list) and len(value) != len(LOSS_AND_GRADIENTS) else None
        got = got or ", ".join(map(type_of, value if isinstance(value, tuple | list) else [value]))
        return {}, [Fault("not-a-pair", message("grader.not-a-pair", names=LOSS_AND_GRADIENTS, got=got))]
    return _parts_of_dict({"loss": value[0], **value[1]}, expected)


PARTS: Mapping[str, Callable[[Any, Expected], tuple[dict[str, Any], list[Fault]]]] = {
    "tuple": _parts_of_tuple,
    "dict": _parts_of_dict,
    "array": _parts_of_array,
    "loss-and-gradients": _parts_of_loss_and_gradients,
}


def as_array(part: Any) -> Array | None:
    """An array of float64, from real numbers in an array, alone, or in nested lists; None for anything else."""
    if isinstance(part, Opaque | Mapping | str) or part is None:
        return None
    if isinstance(part, Sequence) and not _only_numbers(part):
        return None
    try:
        array = np.asarray(part)
    except (ValueError, OverflowError):
        return None
    return array.astype(np.float64) if array.dtype.kind in "fiub" else None


def _only_numbers(parts: Sequence[Any]) -> bool:
    return all(
        _only_numbers(part) if isinstance(part, list | tuple) else isinstance(part, np.ndarray | int | float)
        for part in parts
    )


def type_of(part: Any) -> str:
    if isinstance(part, Opaque):
        return part.type_name
    if isinstance(part, np.ndarray):
        return f"array {shape_text(part.shape)} {part.dtype}"
    return type(part).__name__


def shape_text(shape: tuple[int, ...]) -> str:
    return "(" + ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "") + ")"


def error_of(got: Array, expected: Array) -> float:
    """The largest difference, relative to the largest expected magnitude; below 1 times the tolerance it is right.

    Infinite where the shapes differ or something is not finite that should be.
    """
    if got.shape != expected.shape:
        return float("inf")
    if expected.size == 0:
        return 0.0
    with np.errstate(all="ignore"):
        difference = np.abs(np.asarray(got, np.float64) - np.asarray(expected, np.float64)).max()
        scale = np.abs(expected).max()
    if not np.isfinite(difference):
        return float("inf")
    return float(max(difference - ABSOLUTE_TOLERANCE, 0.0) / max(scale, ABSOLUTE_TOLERANCE))


def is_right(got: Array, expected: Array) -> bool:
    return error_of(got, expected) <= RELATIVE_TOLERANCE


def wrong_parts(arrays: Arrays, expected: Expected) -> list[str]:
    """The names whose numbers are missing or wrong, in the order of the contract."""
    return [name for name, value in expected.arrays.items() if name not in arrays or not is_right(arrays[name], value)]


def same_result(got: Arrays, simulated: Arrays) -> bool:
    """Whether an explanation reproduces a result, wrong numbers, shapes and non-finite values included."""
    return got.keys() == simulated.keys() and all(same_array(got[name], simulated[name]) for name in got)


def same_array(got: Array, simulated: Array) -> bool:
    """Equal within the tolerance; non-finite values must stand in the same places. Nothing equals nothing, of any shape."""
    if got.size == simulated.size == 0:
        return True
    if got.shape != simulated.shape:
        return False
    # the common case first: thousands of explanations are compared
    difference = np.abs(np.subtract(got, simulated, dtype=np.float64)).max()
    if np.isfinite(difference):
        return bool(difference <= RELATIVE_TOLERANCE * np.abs(simulated).max() + ABSOLUTE_TOLERANCE)
    finite = np.isfinite(got)
    if not np.array_equal(finite, np.isfinite(simulated)):
        return False
    if not finite.all():
        return is_right(got[finite], simulated[finite])
    return is_right(got, simulated)
