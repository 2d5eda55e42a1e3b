"""Gradients that were computed rightly and then summed, scaled, transposed or put away wrongly: one relation for each key.

Given a way of going back through time (``Run``), what could have been done to its result under one key, and which few
relations explain all keys that are off?
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from lstm_drills.grader.compare import Arrays, same_array
from lstm_drills.grader.diagnose.backward_run import Run, gradients_of
from lstm_drills.grader.diagnose.edits import GATES, gate_name, target_of
from lstm_drills.grader.diagnose.key_changes import CHANGES, gate_and_kind
from lstm_drills.grader.report import Diagnosis
from lstm_drills.messages import Message, message

MOST_RELATIONS = 2
NEGLIGIBLE = 1e-6


@dataclass(frozen=True, slots=True)
class Sample:
    """One rung: what a way of backpropagation gives there, and what the submission gave."""

    run: Run
    arrays: Arrays
    got: Arrays


def sample(run: Run, got: Arrays) -> Sample:
    return Sample(run, gradients_of(run), got)


def fits(one: Sample) -> bool:
    """Whether the way of going back gives what the submission gave, under every key."""
    return all(same_array(one.got[key], array) for key, array in one.arrays.items())


def wrong_keys(samples: Iterable[Sample]) -> list[str]:
    found = {key for one in samples for key, array in one.arrays.items() if not same_array(one.got[key], array)}
    return [key for key in next(iter(samples)).arrays if key in found] if found else []


def relations_of(samples: Sequence[Sample], keys: Sequence[str]) -> list[Diagnosis] | None:
    """The fewest relations that explain every one of the keys on every rung; None where two do not suffice."""
    computed = _computed_factor(samples, keys)
    if computed is not None:
        return [computed]
    fitting = {key: [name for name in CHANGES if _fits(samples, key, name)] for key in keys}
    causes: list[Diagnosis] = []
    left = list(keys)
    while left:
        name = max(CHANGES, key=lambda name: sum(name in fitting[key] for key in left))
        covered = [key for key in left if name in fitting[key]]
        if not covered or len(causes) == MOST_RELATIONS:
            return None
        causes.append(_cause(name, covered))
        left = [key for key in left if key not in covered]
    return causes


def _computed_factor(samples: Sequence[Sample], keys: Sequence[str]) -> Diagnosis | None:
    """Gradients (times a) plus weights (times b), with the same a and b for all keys and rungs: scaled, decayed, or updated."""
    largest = max(samples, key=lambda one: one.run.trace.upstream.size)
    weights, only_weights = largest.run.trace.weights, all(key in largest.run.trace.weights for key in keys)
    if not keys or any(largest.got[key].shape != largest.arrays[key].shape for key in keys):
        return None
    gradient = np.concatenate([largest.arrays[key].ravel() for key in keys])
    own = np.concatenate([np.ravel(weights[key]) for key in keys]) if only_weights else np.zeros(len(gradient))
    got = np.concatenate([largest.got[key].ravel() for key in keys])
    if not np.isfinite(got).all():
        return None
    (a, b), *_ = np.linalg.lstsq(np.stack([gradient, own], axis=1), got, rcond=None)
    for one in samples:
        for key in keys:
            rest = b * one.run.trace.weights[key] if only_weights else 0.0
            if not same_array(one.got[key], a * one.arrays[key] + rest):
                return None
    return _factor_cause(float(a), float(b), keys)


def _factor_cause(a: float, b: float, keys: Sequence[str]) -> Diagnosis | None:
    scope = _scope(keys)
    if abs(b) < NEGLIGIBLE and abs(a) > NEGLIGIBLE and all(abs(a - known) > NEGLIGIBLE for known in (-1.0, 0.5, 2.0)):
        words = message("gradients.key-scaled", scope=scope, factor=f"{a:.4g}")
        return Diagnosis("gradients/scaled", _targets("negated", keys), words)
    if abs(b - 1) < NEGLIGIBLE and a < -NEGLIGIBLE:
        words = message("gradients.key-updated-weights", scope=scope, factor=f"{-a:.4g}")
        return Diagnosis("gradients/updated-weights", ("contract",), words)
    if abs(a - 1) < NEGLIGIBLE < abs(b):
        words = message("gradients.key-weight-decay", scope=scope, factor=f"{b:.4g}")
        return Diagnosis("gradients/weight-decay", ("contract",), words)
    return None


def _fits(samples: Sequence[Sample], key: str, name: str) -> bool:
    relation = CHANGES[name][1]
    for one in samples:
        with np.errstate(all="ignore"):
            value = relation(one.run, one.arrays, key)
        if value is None or not same_array(one.got[key], value):
            return False
    return True


def _cause(name: str, keys: Sequence[str]) -> Diagnosis:
    return Diagnosis(f"gradients/{name}", _targets(name, keys), _words(name, _scope(keys)))


def _targets(name: str, keys: Sequence[str]) -> tuple[str, ...]:
    """What the relation concerns, and the gates and kinds of the keys where they are not all."""
    kinds = {"weights": "recurrent", "inputs": "input", "bias": "bias"}
    found = [pair for pair in map(gate_and_kind, keys) if pair]
    gates = [gate for gate in GATES if gate in {gate for gate, _ in found}]
    targets = list(CHANGES[name][0])
    if len(gates) < len(GATES):
        targets += [target_of(gate) for gate in gates]
    parts = sorted({kinds[kind] for _, kind in found})
    if len(parts) < len(kinds):
        targets += parts
    targets += [target for key in keys if not gate_and_kind(key) for target in _state_target(key)]
    return tuple(dict.fromkeys(targets))


def _words(name: str, scope: Message) -> Message:
    kind, *rest = name.split("-")
    if kind == "swapped":
        return message("gradients.key-swapped", scope=scope, one=gate_name(rest[0]), other=gate_name(rest[1]))
    if kind == "is":
        return message("gradients.key-is-other", scope=scope, other=gate_name(rest[0]))
    if kind == "clipped":
        return message(f"gradients.key-{name.rsplit('-', 1)[0]}", scope=scope, limit=rest[-1])
    return message(f"gradients.key-{name}", scope=scope)


def _state_target(key: str) -> tuple[str, ...]:
    return ("input",) if key == "input_sequence" else ("initial_state",)


def _scope(keys: Sequence[str]) -> Message:
    """The keys in as few words as possible: all weights, one gate's, one kind's, or a list."""
    found = [gate_and_kind(key) for key in keys]
    pairs = [pair for pair in found if pair]
    gates, kinds = {gate for gate, _ in pairs}, {kind for _, kind in pairs}
    if len(keys) == 15:
        return message("gradients.scope-all")
    if len(pairs) == len(keys) == 12:
        return message("gradients.scope-all-weights")
    if len(pairs) == len(keys) == 4 and len(kinds) == 1:
        return message(f"gradients.scope-{next(iter(kinds))}")
    if len(pairs) == len(keys) == 3 and len(gates) == 1:
        return message("gradients.scope-gate", gate=gate_name(next(iter(gates))))
    if len(pairs) == len(keys) == 8 and len(kinds) == 2 and "bias" not in kinds:
        return message("gradients.scope-matrices")
    return message("gradients.scope-keys", keys=list(keys))
