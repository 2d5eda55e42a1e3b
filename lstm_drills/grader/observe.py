"""Run cases, on a submission in its child or on our own content here, and record both in the same form."""

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lstm_drills import reference
from lstm_drills.content.cases import Case
from lstm_drills.grader.binding import Binding, is_optional
from lstm_drills.grader.compare import (
    Array,
    Arrays,
    Expected,
    Fault,
    expectation,
    named_arrays,
    same_result,
    wrong_parts,
)
from lstm_drills.grader.outcomes import Ended, Raised, Returned
from lstm_drills.grader.runner import Session


@dataclass(frozen=True, slots=True)
class Result:
    """One call that returned: its readable parts by name, and what is wrong with their form."""

    arrays: Arrays
    faults: tuple[Fault, ...] = ()
    mutated: tuple[str, ...] = ()
    shared: tuple[tuple[str, str], ...] = ()
    overwritten: bool = False


@dataclass(frozen=True, slots=True)
class Observation:
    """What one case gave. ``skipped``: the parameter that the submission lacks and the case needs."""

    case: Case
    expected: Expected
    results: tuple[Result, ...] = ()
    raised: Raised | None = None
    ended: Ended | None = None
    skipped: str = ""
    output: str = ""

    @property
    def wrong(self) -> list[str]:
        """The names of the parts that are missing or wrong in any of the calls."""
        found = {name for result in self.results for name in wrong_parts(result.arrays, self.expected)}
        return [name for name in self.expected.arrays if name in found]

    @property
    def faults(self) -> tuple[Fault, ...]:
        return next((result.faults for result in self.results if result.faults), ())

    @property
    def failed(self) -> bool:
        return bool(self.raised or self.ended or self.faults or self.wrong)

    @property
    def unwritten(self) -> bool:
        """Whether the stub's own line answered."""
        return self.raised is not None and self.raised.type_name == "NotImplementedError"

    @property
    def readable(self) -> bool:
        """Whether every part of every call can be compared by number."""
        names = self.expected.arrays.keys()
        return bool(self.results) and all(result.arrays.keys() == names for result in self.results)


def contract_of(function: str) -> Callable[..., Any]:
    """The reference's function of that name. Raises KeyError for a function that no exercise has."""
    return reference.function(function)


def expected_of(case: Case) -> Expected:
    """The reference's answer; a generator among the inputs stays at its first number for whoever comes next."""
    inputs = {name: copy.deepcopy(value) if _draws(value) else value for name, value in case.inputs.items()}
    return expectation(case.function, contract_of(case.function)(**inputs))


def observe(
    session: Session, bindings: Mapping[str, Binding], cases: Sequence[Case], expected: Sequence[Expected]
) -> list[Observation]:
    """Run the cases on the submission that the session has loaded."""
    lacking = [_lacks(bindings[case.function], case) for case in cases]
    runnable = [case for case, lack in zip(cases, lacking, strict=True) if not lack]
    calls = [bindings[case.function].call(case.function, case.inputs, case.calls) for case in runnable]
    outcomes = iter(session.call(calls))
    observations = []
    for case, answer, lack in zip(cases, expected, lacking, strict=True):
        if lack:
            observations.append(Observation(case, answer, skipped=lack))
        else:
            observations.append(_observation(case, answer, next(outcomes), bindings[case.function]))
    return observations


def _lacks(binding: Binding, case: Case) -> str:
    """An optional parameter that the submission does not take and the case needs; the required ones are tried without."""
    contract = contract_of(case.function)
    needed = (name for name in binding.missing if case.inputs[name] is not None and is_optional(contract, name))
    return next(needed, "")


def _observation(
    case: Case, expected: Expected, outcome: list[Returned] | Raised | Ended, binding: Binding
) -> Observation:
    if isinstance(outcome, Ended):
        return Observation(case, expected, ended=outcome)
    if isinstance(outcome, Raised):
        return Observation(case, expected, raised=outcome, output=outcome.output)
    results = []
    for returned in outcome:
        arrays, faults = named_arrays(returned.value, expected)
        mutated = tuple(binding.contract_name(path) for path in returned.mutated)
        shared = tuple((binding.contract_name(one), binding.contract_name(other)) for one, other in returned.shared)
        results.append(Result(arrays, tuple(faults), mutated, shared, returned.overwritten))
    return Observation(case, expected, tuple(results), output="".join(returned.output for returned in outcome))


def simulate(function: Callable[..., Any], case: Case, expected: Expected) -> Observation:
    """Run one of our own functions (a solution with a misconception in it) on a case, in this process."""
    results: list[Result] = []
    kept: list[tuple[Arrays, Arrays]] = []
    for _ in range(case.calls):
        inputs = {name: _fresh(value) for name, value in case.inputs.items()}
        originals = dict(leaves(inputs))
        before = {path: array.copy() for path, array in originals.items()}
        try:
            with np.errstate(all="ignore"):
                value = function(**inputs)
        except Exception as error:
            return Observation(case, expected, raised=Raised(type(error).__name__, str(error)))
        mutated = tuple(path for path, array in originals.items() if not np.array_equal(array, before[path], True))
        arrays, faults = named_arrays(value, expected)
        shared = tuple(_shared(arrays, originals))
        overwritten = any(not same_result(old, saved) for old, saved in kept)
        kept.append((arrays, {name: array.copy() for name, array in arrays.items()}))
        copies = {name: array.copy() for name, array in arrays.items()}
        results.append(Result(copies, tuple(faults), mutated, shared, overwritten))
    return Observation(case, expected, tuple(results))


def leaves(value: Any, path: str = "") -> list[tuple[str, Array]]:
    """Every array in a nested value with its path: ``weights[forget_gate_bias]``, ``input_sequence[0]``."""
    if isinstance(value, np.ndarray):
        return [(path, value)]
    items: Any = value.items() if isinstance(value, Mapping) else ()
    if isinstance(value, list | tuple):
        items = enumerate(value)
    return [leaf for key, part in items for leaf in leaves(part, f"{path}[{key}]" if path else str(key))]


def _fresh(value: Any) -> Any:
    """A copy with the same memory order and read-only flag; of a generator, one that draws the same numbers."""
    if isinstance(value, np.ndarray):
        array = value.copy(order="K")
        array.flags.writeable = value.flags.writeable
        return array
    if isinstance(value, Mapping):
        return {key: _fresh(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_fresh(part) for part in value]
    if isinstance(value, tuple):
        return tuple(_fresh(part) for part in value)
    return copy.deepcopy(value) if _draws(value) else value


def _draws(value: Any) -> bool:
    """Whether it is a random generator, by its name: to touch np.random is to load it."""
    return type(value).__name__ == "Generator" and type(value).__module__ == "numpy.random._generator"


def _shared(arrays: Arrays, arguments: Arrays) -> list[tuple[str, str]]:
    names = list(arrays)
    pairs = [(one, other) for index, one in enumerate(names) for other in names[index + 1 :]]
    found = [pair for pair in pairs if np.may_share_memory(arrays[pair[0]], arrays[pair[1]])]
    return found + [
        (name, path)
        for name, array in arrays.items()
        for path, argument in arguments.items()
        if np.may_share_memory(array, argument)
    ]
