"""When no cause fits: which outputs, gates and steps are off, and which are right."""

from collections.abc import Sequence

import numpy as np

from lstm_drills.grader.compare import Array, is_right
from lstm_drills.grader.diagnose.edits import GATES, gate_name
from lstm_drills.grader.observe import Observation
from lstm_drills.messages import Message, message


def location_note(observations: Sequence[Observation]) -> tuple[Message, ...]:
    """One or two sentences on the largest failing rung whose numbers can be read."""
    readable = [observation for observation in observations if observation.wrong and observation.readable]
    if not readable:
        return ()
    rung = max(readable, key=lambda observation: sum(array.size for array in observation.expected.arrays.values()))
    wrong, names = rung.wrong, list(rung.expected.arrays)
    right = [name for name in names if name not in wrong]
    notes = [message("diagnosis.where-all") if not right else message("diagnosis.where", wrong=wrong, right=right)]
    gates = [gate for gate in GATES if any(name.startswith(f"{gate}_gate") for name in wrong)]
    if 0 < len(gates) < len(GATES):
        notes.append(message("diagnosis.where-gates", gates=[gate_name(gate) for gate in gates]))
    steps = _wrong_steps(rung)
    if steps is not None:
        notes.append(message("diagnosis.where-steps", steps=steps[0], of=steps[1]))
    return tuple(notes)


def _wrong_steps(rung: Observation) -> tuple[list[int], int] | None:
    """The steps (from 1) at which a sequence in the result is off, if it is not off at every step."""
    for name in rung.wrong:
        expected, got = rung.expected.arrays[name], rung.results[0].arrays[name]
        if expected.ndim == 3 and got.shape == expected.shape:
            scale = np.abs(expected).max(initial=1e-7)
            off = [t + 1 for t in range(len(expected)) if not _right_step(got[t], expected[t], scale)]
            if off and len(off) < len(expected):
                return off, len(expected)
    return None


def _right_step(got: Array, expected: Array, scale: float) -> bool:
    return is_right(np.append(got.ravel(), scale), np.append(expected.ravel(), scale))
