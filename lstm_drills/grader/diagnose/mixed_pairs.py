"""Two mistakes of one LSTM step that mix in the new cell state: two wrong gates, or a wrong sum and a wrong gate.

All pairs at once: each gate's edited values are stacked along a new first axis, and the sum is formed for the whole stack.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from lstm_drills.grader.compare import RELATIVE_TOLERANCE, Array
from lstm_drills.grader.diagnose.cell_edits import Step
from lstm_drills.grader.diagnose.edits import GATES, Edit
from lstm_drills.grader.diagnose.state_edits import cell_edits
from lstm_drills.grader.observe import Observation

INSIDE = ("forget", "input", "cell")


def step_of(observation: Observation) -> Step:
    """The step that a case of ``lstm_unit`` asks for."""
    inputs = observation.case.inputs
    return Step(inputs["input_"], inputs["prev_hidden"], inputs["prev_cell"], inputs["weights"])


def mixed_pair(rungs: Sequence[Observation], confirm: Callable[[Mapping[str, Edit]], bool]) -> list[Edit]:
    """The first pair that reproduces the new cell state of the smallest rung and is confirmed on all; else nothing."""
    step, wanted = step_of(rungs[0]), rungs[0].results[0].arrays["new_cell"]
    for one, other in _pairs(step, wanted) if wanted.shape == step.c.shape else ():
        if confirm({one.slot: one, other.slot: other}):
            return [one, other]
    return []


def _pairs(step: Step, wanted: Array) -> Iterator[tuple[Edit, Edit]]:
    edits = {slot: [one for one in cell_edits() if one.slot == slot] for slot in (*INSIDE, "new_cell")}
    right = {gate: step.right(gate) for gate in GATES}
    stacks = {gate: _stacked(edits[gate], step, wanted.shape) for gate in INSIDE}
    with np.errstate(all="ignore"):
        for first, second in combinations(INSIDE, 2):
            gates = right | {first: stacks[first][:, None], second: stacks[second][None]}
            cells = gates["forget"] * step.c + gates["input"] * gates["cell"]
            yield from ((edits[first][i], edits[second][j]) for i, j in np.argwhere(_matches(cells, wanted)))
        for formula in edits["new_cell"]:
            for gate in INSIDE:
                cells = formula.apply(right | {gate: stacks[gate]}, step)
                if cells.shape == stacks[gate].shape:
                    yield from ((formula, edits[gate][i]) for (i,) in np.argwhere(_matches(cells, wanted)))


def _stacked(edits: Sequence[Edit], step: Step, shape: tuple[int, ...]) -> Array:
    with np.errstate(all="ignore"):
        return np.stack([np.broadcast_to(one.apply(step), shape) for one in edits])


def _matches(cells: Array, wanted: Array) -> Array:
    axes = tuple(range(cells.ndim - wanted.ndim, cells.ndim))
    close = np.abs(cells - wanted) <= RELATIVE_TOLERANCE * np.abs(wanted).max(initial=1e-3)
    return np.asarray(close.all(axis=axes))
