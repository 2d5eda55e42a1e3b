"""Is a wrong backward pass exact for the learner's own wrong forward pass? Then the mistake is in the forward.

The gradient of L = sum(d_hidden_sequences * hidden_sequences) through the learner's ``lstm_forward``, by central differences,
beside what the learner's ``lstm_backward`` returns for the sequences of that same forward pass.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from lstm_drills.content.cases import Case
from lstm_drills.grader.compare import Array, Arrays
from lstm_drills.grader.differences import Forward, backward_case, central_differences, forward_of, has_true_states
from lstm_drills.grader.evidence import Evidence
from lstm_drills.grader.outcomes import Ended
from lstm_drills.grader.report import Diagnosis
from lstm_drills.messages import message

# central differences of float64 are right to about 1e-9 here; a mistake is above 1e-2
TOLERANCE = 1e-5


def exact_for_own_forward(evidence: Evidence) -> list[Diagnosis]:
    """One cause, if the forward pass is wrong and the backward pass is its exact gradient; else none."""
    if "lstm_backward" not in evidence.bindings:
        return []
    case = backward_case(evidence.seed)
    forward = _forward(evidence)
    own = forward([case.inputs])
    if not own or has_true_states(own[0], case):
        return []
    numerical = central_differences(forward, case)
    sequences = {"hidden_sequences": own[0]["hidden_sequences"], "cell_sequences": own[0]["cell_sequences"]}
    returned = evidence.ask([Case(case.name, case.shows, {**case.inputs, **sequences}, "lstm_backward")])[0]
    if numerical is None or not returned.readable:
        return []
    got = returned.results[0].arrays
    if all(got[name].shape == value.shape and _close(got[name], value) for name, value in numerical.items()):
        words = message("diagnosis.exact-for-own-forward")
        return [Diagnosis("forward/backward-is-exact-for-it", ("contract", "hidden_state", "cell_state"), words)]
    return []


def _close(got: Array, value: Array) -> bool:
    return bool(np.abs(got - value).max(initial=0.0) <= TOLERANCE * max(np.abs(value).max(initial=0.0), 1e-3))


def _forward(evidence: Evidence) -> Forward:
    """The learner's ``lstm_forward``: of the same file, else of the file that the evidence names, else nothing."""

    def in_other_child(batch: Sequence[Mapping[str, Any]]) -> list[Arrays] | None:
        if evidence.start is None or evidence.own_forward is None:
            return None
        with evidence.start() as session:
            loaded = session.load(evidence.own_forward)
            return None if isinstance(loaded, Ended) else forward_of(session, loaded)(batch)

    if "lstm_forward" in evidence.loaded.functions:
        return forward_of(evidence.session, evidence.loaded)
    return in_other_child
