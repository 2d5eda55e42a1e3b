"""A path of the gradient with a factor that it must not have: the factor is computed, not looked up.

With the path's part scaled by a, the gradients of a very short run are a line in a: of one step for what leaves a step, of two for
what enters it. Two points of that line, at 0 and at 1, give the a that fits; it is believed only if every rung comes out exactly.
"""

from collections.abc import Callable, Mapping

import numpy as np

from lstm_drills.grader.compare import Array, Arrays
from lstm_drills.grader.diagnose.backward_run import RIGHT, Run, Trace, gradients_of, run_backward
from lstm_drills.grader.diagnose.edits import GATES, Edit, edit, gate_name, target_of
from lstm_drills.messages import Message, message

GATE_OF_SLOT = {"do": "output", "df": "forget", "di": "input", "dg": "cell"}
MOST_STEPS = 2
NEGLIGIBLE = 1e-9


def _formula(slot: str, formula: str) -> Callable[[float], Edit]:
    gate = GATE_OF_SLOT.get(slot)
    targets = (target_of(gate),) if gate else ("cell_state", "hidden_state")

    def scaled(factor: float) -> Edit:
        words = message("backward.scaled", path=_path_name(slot), factor=f"{factor:.3g}")
        return edit(slot, "scaled", targets, words, formula.replace("FACTOR", f"( {factor!r} )"))

    return scaled


def _path_name(slot: str) -> Message:
    if slot in GATE_OF_SLOT:
        return message("backward.path-gate", gate=gate_name(GATE_OF_SLOT[slot]))
    return message(f"backward.path-{slot}")


def _through(slot: str, kind: str, gate: str) -> Callable[[float], Edit]:
    letter = {"forget": "f", "input": "i", "output": "o", "cell": "g"}[gate]

    def scaled(factor: float) -> Edit:
        def path(trace: Trace, names: Mapping[str, Array]) -> Array:
            return factor * (names[f"z{letter}"] @ trace.weights[f"{gate}_gate_{kind}"].T)

        words = message(
            "backward.scaled", path=message(f"backward.path-{slot}", gate=gate_name(gate)), factor=f"{factor:.3g}"
        )
        return edit(
            f"{slot}-{gate}", "scaled", (target_of(gate), "recurrent" if kind == "weights" else "input"), words, path
        )

    return scaled


PATHS: tuple[Callable[[float], Edit], ...] = (
    *(_formula(slot, f"FACTOR * ( {RIGHT[slot]} )") for slot in ("do", "df", "di", "dg", "exposed", "dcp")),
    _formula("dhp", "FACTOR * dhp"),
    _formula("dh", "u + FACTOR * dhn"),
    _formula("dc", "exposed + FACTOR * dcn"),
    *(
        _through(slot, kind, gate)
        for slot, kind in (("into-hidden", "weights"), ("into-input", "inputs"))
        for gate in GATES
    ),
)


def scaled_paths(trace: Trace, got: Arrays) -> list[Edit]:
    """For each path the edit with the factor that fits this run best, where one fits it exactly. At most two steps."""
    wanted = _flat(got)
    found = []
    for path in PATHS:
        without, right = (_flat(gradients_of(_run(trace, path(factor)))) for factor in (0.0, 1.0))
        if without.shape != wanted.shape or not np.isfinite(wanted).all():
            return []
        direction = right - without
        size = float(direction @ direction)
        if size < NEGLIGIBLE:
            continue
        factor = float(direction @ (wanted - without)) / size
        if (
            np.abs(without + factor * direction - wanted).max() <= 1e-5 * np.abs(wanted).max()
            and abs(factor - 1) > 1e-4
        ):
            found.append(path(factor))
    return found


def _run(trace: Trace, one: Edit) -> Run:
    return run_backward(trace, {one.slot: one})


def _flat(arrays: Arrays) -> Array:
    return np.concatenate([np.ravel(array) for array in arrays.values()])
