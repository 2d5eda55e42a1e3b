"""A learner's gradients beside central differences, output by output: of their own forward pass, and of the true one."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from lstm_drills.content.cases import Case
from lstm_drills.content.exercise_types import Exercise
from lstm_drills.grader.checks import raised_message
from lstm_drills.grader.compare import Array, Arrays, shape_text
from lstm_drills.grader.differences import (
    STEP,
    Forward,
    backward_case,
    central_differences,
    forward_of,
    has_true_states,
    true_forward,
)
from lstm_drills.grader.endings import ended_message
from lstm_drills.grader.evidence import bindings_of
from lstm_drills.grader.observe import Observation, expected_of, observe
from lstm_drills.grader.outcomes import Ended, Loaded
from lstm_drills.grader.runner import Session
from lstm_drills.messages import Message, message

# central differences of float64 are right to about 1e-9 here; the mistakes seen are above 1e-2
TOLERANCE = 1e-5
# a forward pass that calculates in float32 inside: a small step would divide its rounding by next to nothing
COARSE_STEP, COARSE_TOLERANCE, EXACT = 1e-2, 1e-3, 1e-9
LEAST = 1e-7  # a gradient that is exactly 0 has errors too

Judged = Literal["right", "right-for-own", "right-for-true", "wrong", "missing", "shape"]
OwnForward = Literal["file", "workspace", "none", "failed"]


@dataclass(frozen=True, slots=True)
class Checked:
    """One output. Errors are relative to the largest number of the differences; ``own`` None where there is no own forward.

    factor: what the gradient is a multiple of the true one by, where it is one.
    """

    name: str
    judged: Judged
    own: float | None = None
    true: float | None = None
    factor: float | None = None
    shapes: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class GradientCheck:
    """All outputs, in the contract's order; or ``problem``, the sentence that says why there are none."""

    exercise: str
    seed: int
    rows: tuple[Checked, ...] = ()
    own_forward: OwnForward = "none"
    own_is_true: bool = False
    coarse: bool = False
    problem: Message | None = None
    output: str = ""

    @property
    def passed(self) -> bool:
        return bool(self.rows) and all(row.judged == "right" for row in self.rows)


def gradient_check(
    exercise: Exercise,
    source: Path,
    session: Session,
    *,
    seed: int,
    own_forward: Path | None = None,
    start: Callable[[], Session] | None = None,
) -> GradientCheck:
    """Check ``lstm_backward`` of the file ``source``; ``session`` is a fresh child, closed afterwards.

    Its own forward pass is the file's ``lstm_forward``, else that of the file ``own_forward`` in a child that ``start`` gives.
    """
    with session:
        loaded = session.load(source)
        if isinstance(loaded, Ended):
            problem = ended_message(loaded, session.limits)
            return GradientCheck(exercise.id, seed, problem=problem, output=loaded.output)
        if "lstm_backward" not in loaded.functions:
            problem = message("grader.function-missing", function="lstm_backward")
            return GradientCheck(exercise.id, seed, problem=problem, output=loaded.output)
        if "lstm_forward" in loaded.functions:
            return _checked(exercise, seed, session, loaded, forward_of(session, loaded), "file")
        if own_forward is None or start is None:
            return _checked(exercise, seed, session, loaded, None, "none")
        with start() as other:
            other_loaded = other.load(own_forward)
            if isinstance(other_loaded, Ended):
                return _checked(exercise, seed, session, loaded, None, "failed")
            return _checked(exercise, seed, session, loaded, forward_of(other, other_loaded), "workspace")


def _checked(
    exercise: Exercise, seed: int, session: Session, loaded: Loaded, forward: Forward | None, place: OwnForward
) -> GradientCheck:
    case = backward_case(seed)
    backward = _asker(session, loaded)
    observed = backward(case)
    if observed.raised or observed.ended or observed.skipped or not observed.results:
        return GradientCheck(exercise.id, seed, problem=_problem(exercise, observed, session), output=observed.output)
    states = forward([case.inputs]) if forward is not None else None
    own: Arrays | None = None
    own_got: Arrays = {}
    coarse = own_is_true = False
    if forward is not None and states:
        own_is_true = has_true_states(states[0], case)
        error = relative_error(states[0]["hidden_sequences"], np.asarray(case.inputs["hidden_sequences"]))
        coarse = own_is_true and error > EXACT
        own = central_differences(forward, case, COARSE_STEP if coarse else STEP)
        sequences = {name: states[0][name] for name in ("hidden_sequences", "cell_sequences")}
        again = backward(Case(case.name, case.shows, {**case.inputs, **sequences}, case.function))
        own_got = again.results[0].arrays if again.results else {}
    if forward is not None and own is None:
        place = "failed"
    got = observed.results[0].arrays
    true = central_differences(true_forward, case) or {}
    rows = tuple(
        _row(name, got.get(name), expected, own_got.get(name), None if own is None else own[name], coarse)
        for name, expected in true.items()
    )
    return GradientCheck(
        exercise.id, seed, _in_order(rows, observed), place, own_is_true, coarse, output=observed.output
    )


def _asker(session: Session, loaded: Loaded) -> Callable[[Case], Observation]:
    bindings = bindings_of(loaded, ["lstm_backward"])
    return lambda case: observe(session, bindings, [case], [expected_of(case)])[0]


def _problem(exercise: Exercise, observed: Observation, session: Session) -> Message:
    if observed.unwritten:
        return message("grader.not-started", id=exercise.id)
    if observed.raised:
        return raised_message(observed.raised)
    if observed.ended:
        return ended_message(observed.ended, session.limits)
    return message("grader.rung-skipped", name=observed.skipped)


def _row(
    name: str, got: Array | None, expected: Array, own_got: Array | None, own: Array | None, coarse: bool
) -> Checked:
    if got is None:
        return Checked(name, "missing")
    if got.shape != expected.shape:
        return Checked(name, "shape", shapes=(shape_text(expected.shape), shape_text(got.shape)))
    true_error = relative_error(got, expected)
    own_error = None if own is None or own_got is None else relative_error(own_got, own)
    own_right = own_error is not None and own_error <= (COARSE_TOLERANCE if coarse else TOLERANCE)
    true_right = true_error <= TOLERANCE
    judged: Judged = "wrong"
    if true_right:
        judged = "right" if own_right or own_error is None else "right-for-true"
    elif own_right:
        judged = "right-for-own"
    return Checked(name, judged, own_error, true_error, None if true_right else _factor(got, expected))


def relative_error(got: Array, expected: Array) -> float:
    """The largest difference, relative to the largest expected number; infinite where that cannot be said."""
    if got.shape != expected.shape:
        return float("inf")
    with np.errstate(all="ignore"):
        difference = float(np.abs(got - expected).max(initial=0.0))
    return (
        difference / max(float(np.abs(expected).max(initial=0.0)), LEAST) if np.isfinite(difference) else float("inf")
    )


def _factor(got: Array, expected: Array) -> float | None:
    """The number by which the whole array is a multiple of what it should be."""
    scale = float(np.vdot(expected, expected))
    if not scale or not np.isfinite(got).all():
        return None
    factor = float(np.vdot(expected, got)) / scale
    return factor if relative_error(got, factor * expected) <= TOLERANCE else None


def _in_order(rows: tuple[Checked, ...], observed: Observation) -> tuple[Checked, ...]:
    places = {name: place for place, name in enumerate(observed.expected.arrays)}
    return tuple(sorted(rows, key=lambda row: places[row.name]))
