"""Explanations from the authors' catalogue: the solution with one misconception in it, or two, run on the same cases."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from lstm_drills.content.exercise_types import Exercise, Misconception
from lstm_drills.content.exercises import misconceptions
from lstm_drills.content.ladder import Function, function_of, patched_source, patched_twice
from lstm_drills.grader.compare import same_result
from lstm_drills.grader.observe import Observation, Result, simulate
from lstm_drills.grader.report import Diagnosis

MOST_PAIRS = 60
FEW_RUNGS = 3


def single_misconception(
    exercise: Exercise, observations: Sequence[Observation], concerning: Collection[str] = ()
) -> list[Diagnosis]:
    """The misconception that reproduces every rung, conduct included; else one that reproduces the numbers alone.

    concerning: only misconceptions with one of these targets are tried; each costs a compilation.
    """
    ran = [observation for observation in observations if not observation.skipped]
    few = _first_rungs(ran)
    tried = [m for m in simulated(exercise) if not concerning or set(m.targets) & set(concerning)]
    fitting = [m for m in tried if _alike(patched_source(exercise, m), few, strict=False)]
    for strict in (True, False):
        for misconception in fitting:
            if _alike(patched_source(exercise, misconception), ran, strict=strict):
                return [cause_of(misconception)]
    return []


def _first_rungs(ran: Sequence[Observation]) -> Sequence[Observation]:
    """The first failing rung, which drops most candidates after one small run; with the rungs before it where they are few,
    since a misconception may keep state between calls."""
    first = next((index for index, observation in enumerate(ran) if observation.failed), None)
    if first is None:
        return ran[:1]
    return ran[: first + 1] if first < FEW_RUNGS else ran[first : first + 1]


def two_misconceptions(exercise: Exercise, observations: Sequence[Observation]) -> list[Diagnosis]:
    """Two misconceptions that together reproduce every rung. A pair is tried only if each explains some array by itself."""
    rung = next((observation for observation in observations if observation.failed and observation.readable), None)
    if rung is None:
        return []
    partial = _partial(exercise, rung)
    pairs = [
        (one, other) for one, other in combinations(partial, 2) if partial[one] | partial[other] >= set(rung.wrong)
    ]
    for one, other in pairs[:MOST_PAIRS]:
        source = patched_twice(exercise, by_id(exercise, one), by_id(exercise, other))
        if source is not None and _alike(source, observations, strict=False):
            return [cause_of(by_id(exercise, one)), cause_of(by_id(exercise, other))]
    return []


def _partial(exercise: Exercise, rung: Observation) -> dict[str, set[str]]:
    """Misconceptions by the wrong arrays of the rung that each explains."""
    got, found = rung.results[0].arrays, {}
    for misconception in simulated(exercise):
        run = _run(patched_source(exercise, misconception), rung)
        if run is None or not run.readable:
            continue
        arrays = run.results[0].arrays
        explained = {name for name in rung.wrong if same_result({name: got[name]}, {name: arrays[name]})}
        if explained:
            found[misconception.id] = explained
    return found


def simulated(exercise: Exercise) -> list[Misconception]:
    """Those that can be told by running them on the cases: all but those of a training."""
    return [misconception for misconception in misconceptions(exercise) if misconception.symptom is None]


def by_id(exercise: Exercise, misconception_id: str) -> Misconception:
    return next(entry for entry in misconceptions(exercise) if entry.id == misconception_id)


def cause_of(misconception: Misconception) -> Diagnosis:
    return Diagnosis(misconception.id, misconception.targets, misconception.message, misconception.hint)


@dataclass(frozen=True, slots=True)
class _Module:
    """One module for all rungs: a misconception may keep state between calls."""

    source: str
    functions: dict[str, Function]

    def function(self, name: str) -> Function:
        if name not in self.functions:
            self.functions[name] = function_of(self.source, name)
        return self.functions[name]


def _run(source: str, observation: Observation, module: _Module | None = None) -> Observation | None:
    module = module or _Module(source, {})
    return simulate(module.function(observation.case.function), observation.case, observation.expected)


def _alike(source: str, observations: Sequence[Observation], strict: bool) -> bool:
    """Whether the code gives what the submission gave. strict: arguments are modified alike too."""
    module = _Module(source, {})
    for observation in observations:
        if observation.skipped:
            continue
        simulated = _run(source, observation, module)
        if simulated is None or not same_observation(observation, simulated, strict):
            return False
    return True


def same_observation(got: Observation, simulated: Observation, strict: bool) -> bool:
    if got.raised or simulated.raised:
        return bool(got.raised and simulated.raised and got.raised.type_name == simulated.raised.type_name)
    if len(got.results) != len(simulated.results):
        return False
    return all(_same(one, other, strict) for one, other in zip(got.results, simulated.results, strict=True))


def _same(got: Result, simulated: Result, strict: bool) -> bool:
    if not same_result(got.arrays, simulated.arrays):
        return False
    if {fault.id for fault in got.faults} != {fault.id for fault in simulated.faults}:
        return False
    modified, explained = set(_heads(got.mutated)), set(_heads(simulated.mutated))
    return modified == explained if strict else explained <= modified


def _heads(paths: Sequence[str]) -> Iterator[str]:
    """The arguments concerned: ``weights`` of ``weights[forget_gate_bias]``."""
    return (path.partition("[")[0] for path in paths)
