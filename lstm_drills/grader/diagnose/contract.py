"""Causes that need no arithmetic: the form of the result, exceptions, arguments that were changed, state that was kept."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from lstm_drills.grader.checks import parameter_fault, raised_message
from lstm_drills.grader.compare import Array, same_array, same_result, shape_text
from lstm_drills.grader.evidence import Evidence
from lstm_drills.grader.observe import Observation
from lstm_drills.grader.outcomes import Raised
from lstm_drills.grader.report import Diagnosis
from lstm_drills.messages import Message, message

# sizes that tutorial code reads from outside its functions, and where each is to be had inside them
SIZES = (
    "hidden_size",
    "input_size",
    "seq_len",
    "batch_size",
    "hidden_dim",
    "input_dim",
    "n_h",
    "n_x",
    "H",
    "D",
    "N",
    "T",
)
OVERFLOWS = ("OverflowError", "FloatingPointError")
# functions whose result is as long as what they have found
ENDING = ("beam_search",)
SHAPE_WORDS = re.compile("shape|aligned|broadcast|mismatch|dimension|out of bounds")
SHAPE_ERRORS = ("ValueError", "IndexError")


def parameter_causes(evidence: Evidence) -> list[Diagnosis]:
    """A parameter of the contract that the function does not take, or one of its own that we know nothing of."""
    causes = []
    for name, binding in evidence.bindings.items():
        fault = parameter_fault(name, binding)
        if fault is not None:
            kind = (
                "unknown-parameter"
                if binding.unknown
                else "missing-parameter"
                if binding.missing
                else "parameter-order"
            )
            causes.append(Diagnosis(f"contract/{kind}", ("contract", *_parameter_targets(binding.missing)), fault))
    return causes


def _parameter_targets(names: Sequence[str]) -> tuple[str, ...]:
    if any(name.startswith("initial") for name in names):
        return ("initial_state",)
    return ("hidden_state",) if any("hidden" in name for name in names) else ()


def missing_functions(evidence: Evidence) -> list[Diagnosis]:
    return [
        Diagnosis("contract/missing-function", ("contract",), message("grader.function-missing", function=name))
        for name in evidence.exercise.functions
        if name not in evidence.bindings
    ]


def exception_causes(observations: Sequence[Observation]) -> list[Diagnosis]:
    """What the first exception says, in the learner's terms."""
    raised = next((observation.raised for observation in observations if observation.raised), None)
    if raised is None:
        return []
    name = undefined_name(raised)
    if name in SIZES:
        words = message("diagnosis.size-from-outside", name=name, line=raised.line or "?")
        return [Diagnosis("contract/size-from-outside", ("contract",), words)]
    if name and "deriv" in name.lower():
        words = message("diagnosis.derivative-not-defined", name=name, line=raised.line or "?")
        return [Diagnosis("contract/derivative-not-defined", ("contract", "activation"), words)]
    if name:
        words = message("diagnosis.name-not-defined", name=name, line=raised.line or "?")
        return [Diagnosis("contract/name-not-defined", ("contract",), words)]
    targets = ("numerics", "activation") if raised.type_name in OVERFLOWS else ("contract",)
    return [Diagnosis(f"contract/raised-{raised.type_name}", targets, _exception_words(raised, observations))]


def size_from_outside(evidence: Evidence, observations: Sequence[Observation]) -> list[Diagnosis]:
    """Shapes do not fit, and the function reads a size from a global: it is right for that size only."""
    names = sorted({name for read in evidence.loaded.sizes_read.values() for name in read})
    misfit = any(o.raised and o.raised.type_name in SHAPE_ERRORS for o in observations) or any(
        o.faults for o in observations
    )
    if not names or not misfit:
        return []
    words = message("diagnosis.global-size", name=names[0])
    return [Diagnosis("contract/size-from-outside", ("contract",), words)]


def undefined_name(raised: Raised) -> str:
    """The name of a NameError or UnboundLocalError; empty for other exceptions."""
    if raised.type_name not in ("NameError", "UnboundLocalError"):
        return ""
    found = re.search(r"'([^']+)'", raised.text)
    return found.group(1) if found else ""


def _exception_words(raised: Raised, observations: Sequence[Observation]) -> Message:
    words = raised_message(raised)
    if "read-only" in raised.text:
        return message("diagnosis.writes-into-argument", first=words)
    if raised.type_name == "KeyError":
        return message("diagnosis.unknown-key", first=words, key=raised.text)
    if raised.type_name in OVERFLOWS:
        return message("diagnosis.overflow-raised", first=words)
    if "truth value" in raised.text:
        return message("diagnosis.truth-of-array", first=words)
    if raised.type_name in ("TypeError", "AttributeError") and "NoneType" in raised.text:
        return message("diagnosis.none-not-handled", first=words)
    sizes = _sizes(next(o for o in observations if o.raised).case.inputs)
    if sizes and raised.type_name in SHAPE_ERRORS and SHAPE_WORDS.search(raised.text):
        return message("diagnosis.shapes-do-not-fit", first=words, sizes=sizes)
    return words


def _sizes(inputs: Mapping[str, Any]) -> str:
    """``input_ (3, 6), prev_hidden (3, 4)``: the arrays that the failing call got."""
    arrays = {name: value for name, value in inputs.items() if isinstance(value, np.ndarray)}
    shapes = [f"{name} {shape_text(value.shape)}" for name, value in arrays.items()]
    return ", ".join(shapes[:4])


def conduct_causes(observations: Sequence[Observation]) -> list[Diagnosis]:
    """Arguments that were modified; else results that are overwritten by the next call, or that share memory.

    Shared memory is a cause only where the numbers are right: a wrong result often is an argument handed through.
    """
    results = [result for observation in observations for result in observation.results]
    mutated = sorted({path.partition("[")[0] for result in results for path in result.mutated})
    if mutated:
        updates = "weights" in mutated and observations[0].case.function == "lstm_backward"
        words = message("diagnosis.updates-weights" if updates else "diagnosis.modifies-argument", names=mutated)
        return [Diagnosis("contract/modifies-argument", ("contract",), words)]
    if any(result.overwritten for result in results):
        return [Diagnosis("contract/results-overwritten", ("contract",), message("diagnosis.results-overwritten"))]
    shared = next((pair for result in results for pair in result.shared), None)
    if shared and not any(observation.failed for observation in observations):
        words = message("diagnosis.results-shared", one=shared[0], other=shared[1])
        return [Diagnosis("contract/results-shared", ("contract",), words)]
    return []


def kept_state(evidence: Evidence) -> list[Diagnosis]:
    """Whether a call's result depends on the calls before it, or on chance.

    Asked of the child that is there first: the first failing rung once more. Only if the numbers differ is a fresh child asked.
    A result that is remembered and returned again shows in a fresh child alone: that one is asked where a later rung is the
    first to fail.
    """
    failing = next((o for o in evidence.failing if o.raised or (o.results and (o.wrong or o.faults))), None)
    if failing is None:
        return []
    if failing.raised:
        alone = [] if failing is evidence.observations[0] else evidence.ask_fresh([failing.case])
        if alone and alone[0].results and not alone[0].failed:
            return [Diagnosis("contract/keeps-state", ("contract",), message("diagnosis.keeps-state"))]
        return []
    again = evidence.ask([replace(failing.case, calls=1)])[0]
    differs = bool(again.results) and not _same(failing, again)
    if not differs and failing is evidence.observations[0]:
        return []
    fresh = evidence.ask_fresh([failing.case])
    if differs and fresh and fresh[0].failed:
        more = evidence.ask_fresh([failing.case])
        if more and more[0].results and fresh[0].results and not _same(fresh[0], more[0]):
            return [Diagnosis("contract/random", ("contract",), message("diagnosis.random"))]
    if differs or (fresh and fresh[0].results and not _same(failing, fresh[0])):
        return [Diagnosis("contract/keeps-state", ("contract",), message("diagnosis.keeps-state"))]
    return []


def _same(one: Observation, other: Observation) -> bool:
    return same_result(one.results[0].arrays, other.results[0].arrays)


def form_causes(observations: Sequence[Observation]) -> list[Diagnosis]:
    """The result has the wrong form: what kind, and, of a wrong shape, how it came about on every rung."""
    faulty = [observation for observation in observations if observation.faults]
    if not faulty:
        return []
    fault = faulty[0].faults[0]
    if fault.id != "wrong-shape":
        return [Diagnosis(f"contract/{fault.id}", ("contract",), fault.message)]
    pairs = [
        (result.arrays[fault.where], observation.expected.arrays[fault.where])
        for observation in faulty
        for result in observation.results
        if any(found.where == fault.where and found.id == "wrong-shape" for found in result.faults)
    ]
    if faulty[0].case.function in ENDING and all(got.ndim == expected.ndim for got, expected in pairs):
        return []  # a text of another length is another text, and no fault of form
    relation = next((name for name, fits in SHAPE_RELATIONS.items() if all(fits(*pair) for pair in pairs)), None)
    if relation is None:
        return [Diagnosis("contract/wrong-shape", ("contract",), fault.message)]
    words = message(f"diagnosis.shape-{relation}", first=fault.message, name=fault.where)
    targets = ("contract", *(("batch",) if "batch" in relation else ("time",) if "step" in relation else ()))
    return [Diagnosis(f"contract/shape-{relation}", targets, words)]


def _equal(got: Array, expected: Array) -> bool:
    return got.shape == expected.shape and same_array(got, expected)


def _equal_numbers(got: Array, expected: Array) -> bool:
    return got.size == expected.size and same_array(got.reshape(expected.shape), expected)


# how a wrong shape came about, where the numbers themselves are right
SHAPE_RELATIONS: Mapping[str, Callable[[Array, Array], bool]] = {
    "transposed": lambda got, expected: _equal(got.T, expected),
    "batch-first": lambda got, expected: got.ndim == 3 == expected.ndim and _equal(got.swapaxes(0, 1), expected),
    "summed-over-all": lambda got, expected: got.size == 1 and _equal(got.reshape(()), expected.sum()),
    "batch-summed": lambda got, expected: expected.ndim > 1 and _equal(got, expected.sum(axis=-2)),
    "batch-summed-row": lambda got, expected: expected.ndim > 1 and _equal(got, expected.sum(axis=-2, keepdims=True)),
    "batch-not-summed": lambda got, expected: got.ndim == expected.ndim + 1 and _equal(got.sum(axis=0), expected),
    "first-step": lambda got, expected: expected.ndim == 3 and len(expected) > 0 and _equal(got, expected[0]),
    "last-step": lambda got, expected: expected.ndim == 3 and len(expected) > 0 and _equal(got, expected[-1]),
    "axis-missing": lambda got, expected: got.ndim < expected.ndim and _equal_numbers(got, expected),
    "axis-added": lambda got, expected: got.ndim > expected.ndim and _equal_numbers(got, expected),
    "reshaped": _equal_numbers,
}


def _whole(array: Array) -> bool:
    return np.array_equal(array, np.trunc(array))


def numerics_causes(observations: Sequence[Observation]) -> list[Diagnosis]:
    """Everything is right but for values that are not finite, or right but for a loss of precision everywhere."""
    failing = [observation for observation in observations if observation.failed]
    if not failing or not all(observation.readable for observation in failing):
        return []
    pairs = [(r.arrays[name], o.expected.arrays[name]) for o in failing for r in o.results for name in o.wrong]
    if all(got.shape == expected.shape and not np.isfinite(got).all() for got, expected in pairs):
        if len(failing) < len(observations):
            return [Diagnosis("numerics/not-finite", ("numerics", "activation"), message("diagnosis.not-finite"))]
        return []
    cut = [got for got, expected in pairs if not _whole(expected)]  # tokens are whole in any case
    if all(_whole(got) for got, _ in pairs) and any(got.any() for got in cut):
        return [Diagnosis("numerics/whole-numbers", ("numerics", "contract"), message("diagnosis.whole-numbers"))]
    decimals = next((n for n in range(1, 6) if all(_rounded(got, expected, n) for got, expected in pairs)), None)
    if decimals is not None:
        return [Diagnosis("numerics/rounded", ("numerics",), message("diagnosis.rounded", decimals=decimals))]
    if all(_is_half(got) for got, _ in pairs) and sum(_relative(*pair) < HALF_LOSS for pair in pairs) > len(pairs) / 2:
        return [Diagnosis("numerics/half-precision", ("numerics",), message("diagnosis.half-precision"))]
    errors = [_relative(got, expected) for got, expected in pairs]
    if max(errors) < PRECISION_LOSS:
        words = message("diagnosis.imprecise", error=f"{max(errors):.1g}")
        return [Diagnosis("numerics/imprecise", ("numerics",), words)]
    return []


def _rounded(got: Array, expected: Array, decimals: int) -> bool:
    return got.shape == expected.shape and bool(np.abs(got - np.round(expected, decimals)).max(initial=0.0) < 1e-9)


def _is_half(got: Array) -> bool:
    with np.errstate(all="ignore"):
        return bool(np.array_equal(got, got.astype(np.float16).astype(got.dtype), equal_nan=True))


# half precision keeps three digits; a few sums of such numbers keep two
HALF_LOSS = 3e-2
# half precision and numerical derivatives stay below this; the smallest mistakes seen are above 6e-2
PRECISION_LOSS = 5e-3


def _relative(got: Array, expected: Array) -> float:
    if got.shape != expected.shape or not np.isfinite(got).all():
        return float("inf")
    return float(np.abs(got - expected).max() / max(np.abs(expected).max(), 1e-12))
