"""Find the fewest edits that turn the right computation into what the submission returned."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from lstm_drills.grader.compare import Arrays, same_array, same_result
from lstm_drills.grader.diagnose import backward_edits, key_relations
from lstm_drills.grader.diagnose.backward_run import Trace, run_backward, trace_of
from lstm_drills.grader.diagnose.cell_edits import run_step
from lstm_drills.grader.diagnose.edits import Edit
from lstm_drills.grader.diagnose.mixed_pairs import mixed_pair, step_of
from lstm_drills.grader.diagnose.scaled_paths import MOST_STEPS, scaled_paths
from lstm_drills.grader.diagnose.sequence_edits import run_sequence, sequence_edits
from lstm_drills.grader.diagnose.state_edits import cell_edits
from lstm_drills.grader.observe import Observation
from lstm_drills.grader.report import Diagnosis

Edits = Mapping[str, Edit]
Simulation = Callable[[Observation, Edits], Arrays]
MOST_PARTIAL = 12


def explain(function: str, observations: Sequence[Observation], most: int) -> list[Diagnosis]:
    """At most ``most`` causes which together reproduce every rung that can be compared; empty where there are none."""
    readable = [observation for observation in observations if observation.readable]
    rungs = sorted((o for o in readable if o.wrong), key=_size)
    if not rungs:
        return []
    by_function = {"lstm_unit": _explain_unit, "lstm_forward": _explain_forward, "lstm_backward": _explain_backward}
    return by_function[function](rungs, readable, most) if function in by_function else []


def _size(observation: Observation) -> int:
    return sum(array.size for array in observation.expected.arrays.values())


def _causes(edits: Iterable[Edit]) -> list[Diagnosis]:
    return [edit.cause for edit in edits]


def _reproduces(simulation: Simulation, edits: Edits, observations: Sequence[Observation]) -> bool:
    for observation in observations:
        arrays = simulation(observation, edits)
        if not all(same_result(result.arrays, arrays) for result in observation.results):
            return False
    return True


def _singles(
    simulation: Simulation, edits: Iterable[Edit], rungs: Sequence[Observation], readable: Sequence[Observation]
) -> list[Edit]:
    """The first edit that reproduces everything. The smallest failing rung is tried first, to drop the others soon."""
    for one in edits:
        chosen = {one.slot: one}
        if _reproduces(simulation, chosen, rungs[:1]) and _reproduces(simulation, chosen, readable):
            return [one]
    return []


def _unit(observation: Observation, edits: Edits) -> Arrays:
    new_hidden, new_cell = run_step(step_of(observation), edits)
    return {"new_hidden": new_hidden, "new_cell": new_cell}


def _forward(observation: Observation, edits: Edits) -> Arrays:
    hidden, cell = run_sequence(observation.case.inputs, edits)
    return {"hidden_sequences": hidden, "cell_sequences": cell}


def _explain_unit(rungs: Sequence[Observation], readable: Sequence[Observation], most: int) -> list[Diagnosis]:
    found = _singles(_unit, cell_edits(), rungs, readable)
    if found or most < 2:
        return _causes(found)
    found = _pairs(_unit, cell_edits(), cell_edits(), rungs, readable)
    return _causes(found or mixed_pair(rungs, lambda edits: _reproduces(_unit, edits, readable)))


def _explain_forward(rungs: Sequence[Observation], readable: Sequence[Observation], most: int) -> list[Diagnosis]:
    every = (*sequence_edits(), *cell_edits())
    found = _singles(_forward, every, rungs, readable)
    if found or most < 2:
        return _causes(found)
    return _causes(_pairs(_forward, every, every, rungs, readable))


def _pairs(
    simulation: Simulation,
    first: Iterable[Edit],
    second: Iterable[Edit],
    rungs: Sequence[Observation],
    readable: Sequence[Observation],
) -> list[Edit]:
    """Two edits of different slots. The first must by itself explain an array, or everything at a single step."""
    second = list(second)
    for one in _partial(simulation, first, rungs):
        for other in second:
            if other.slot == one.slot:
                continue
            chosen = {one.slot: one, other.slot: other}
            if _reproduces(simulation, chosen, rungs[:1]) and _reproduces(simulation, chosen, readable):
                return [one, other]
    return []


def _partial(simulation: Simulation, edits: Iterable[Edit], rungs: Sequence[Observation]) -> list[Edit]:
    """Edits that explain one of the wrong arrays of a generic rung, or all of a rung with one step."""
    generic = rungs[-1]
    short = [rung for rung in rungs if _steps(rung) == 1 and rung is not generic][:1]
    found = []
    for one in edits:
        chosen = {one.slot: one}
        arrays = simulation(generic, chosen)
        got = generic.results[0].arrays
        if any(same_array(got[name], arrays[name]) for name in generic.wrong) or (
            short and _reproduces(simulation, chosen, short)
        ):
            found.append(one)
    return found[:MOST_PARTIAL]


def _steps(observation: Observation) -> int:
    return len(observation.case.inputs.get("input_sequence", ())) or 1


class _Backward:
    """The rungs of 3.3 with their forward passes, each traced once."""

    def __init__(self, rungs: Sequence[Observation], readable: Sequence[Observation]) -> None:
        self.rungs, self.readable = rungs, readable
        self.traces: dict[int, Trace] = {}

    def trace(self, observation: Observation) -> Trace:
        key = id(observation)
        if key not in self.traces:
            self.traces[key] = trace_of(observation.case.inputs)
        return self.traces[key]

    def samples(self, observations: Sequence[Observation], edits: Edits) -> list[key_relations.Sample]:
        found = []
        for observation in observations:
            run = run_backward(self.trace(observation), edits)
            found += [key_relations.sample(run, result.arrays) for result in observation.results]
        return found

    def reproduces(self, edits: Edits, observations: Sequence[Observation]) -> bool:
        return all(
            key_relations.fits(one) for observation in observations for one in self.samples([observation], edits)
        )

    def residual(self, edits: Edits) -> list[Diagnosis] | None:
        """What else must be wrong besides the edits: relations of single keys; None where they do not explain it."""
        generic = self.samples(self.rungs[-1:], edits)
        wrong = key_relations.wrong_keys(generic)
        if key_relations.relations_of(generic, wrong) is None:
            return None
        samples = self.samples(self.readable, edits)
        return key_relations.relations_of(samples, key_relations.wrong_keys(samples))


def _explain_backward(rungs: Sequence[Observation], readable: Sequence[Observation], most: int) -> list[Diagnosis]:
    backward = _Backward(rungs, readable)
    relations = backward.residual({})
    if relations is not None and len(relations) == 1:
        return relations
    for edits in (backward_edits.backward_edits(), backward_edits.recomputation_edits()):
        for one in edits:
            chosen = {one.slot: one}
            if backward.reproduces(chosen, rungs[:1]) and backward.reproduces(chosen, readable):
                return [one.cause]
    scaled = _scaled_path(backward)
    if scaled:
        return _causes(scaled)
    if most < 2:
        return []
    if relations:
        return relations
    return _two_backward(backward)


def _scaled_path(backward: _Backward) -> list[Edit]:
    short = sorted((rung for rung in backward.rungs if _steps(rung) <= MOST_STEPS), key=_steps)
    for rung in {_steps(rung): rung for rung in short}.values():
        for one in scaled_paths(backward.trace(rung), rung.results[0].arrays):
            if backward.reproduces({one.slot: one}, backward.readable):
                return [one]
    return []


def _two_backward(backward: _Backward) -> list[Diagnosis]:
    partial = _partial_backward(backward)
    for one in partial:
        relations = backward.residual({one.slot: one})
        if relations is not None and len(relations) == 1:
            return [one.cause, *relations]
    for one in backward_edits.recomputation_edits():
        left = key_relations.wrong_keys(backward.samples(backward.rungs[-1:], {one.slot: one}))
        if len(left) < len(backward.rungs[-1].wrong) and (relations := backward.residual({one.slot: one})):
            return [one.cause, *relations] if len(relations) == 1 else []
    for one in partial:
        for other in backward_edits.backward_edits():
            if other.slot == one.slot:
                continue
            chosen = {one.slot: one, other.slot: other}
            if backward.reproduces(chosen, backward.rungs[:1]) and backward.reproduces(chosen, backward.readable):
                return [one.cause, other.cause]
    return []


def _partial_backward(backward: _Backward) -> list[Edit]:
    """Edits that explain a wrong array without spoiling a right one: of a rung with one step, where nothing is carried and
    mistakes do not mix, and of a generic rung."""
    short = [rung for rung in backward.rungs[:-1] if _steps(rung) == 1][-1:]
    found: dict[str, tuple[int, Edit]] = {}
    for generic in (*short, backward.rungs[-1]):
        for one in backward_edits.backward_edits():
            left = key_relations.wrong_keys(backward.samples([generic], {one.slot: one}))
            if set(left) < set(generic.wrong):
                found.setdefault(one.cause.id, (len(left), one))
    return [one for _, one in sorted(found.values(), key=lambda pair: pair[0])[:MOST_PARTIAL]]
