"""From observations to the lines that a learner reads: the checks, and the smallest failing example."""

import errno
from collections.abc import Mapping, Sequence

import numpy as np

from lstm_drills.content.exercise_types import Exercise
from lstm_drills.grader.binding import Binding, is_optional
from lstm_drills.grader.compare import Array, is_right
from lstm_drills.grader.observe import Observation, contract_of
from lstm_drills.grader.outcomes import Raised
from lstm_drills.grader.report import Check, Example, Row
from lstm_drills.messages import Message, message

SHOWN_ROWS = 4
VISIBLE = 0.005  # a factor closer to 1 reads as "1 times"
SHOWN_NUMBERS = 4
FILE_TOO_LARGE = f"[Errno {errno.EFBIG}]"


def contract_checks(exercise: Exercise, bindings: Mapping[str, Binding]) -> list[Check]:
    """Is each function there, and does it take what the contract gives it?"""
    checks = []
    for name in exercise.functions:
        title = message("grader.check-defined", function=name)
        if name not in bindings:
            checks.append(Check(f"defined-{name}", title, "failed", message("grader.function-missing", function=name)))
            continue
        checks.append(Check(f"defined-{name}", title, "passed"))
        fault = parameter_fault(name, bindings[name])
        title = message("grader.check-parameters", function=name)
        checks.append(Check(f"parameters-{name}", title, "failed" if fault else "passed", fault))
    return checks


def parameter_fault(function: str, binding: Binding) -> Message | None:
    if binding.unknown:
        return message("grader.parameter-unknown", function=function, names=binding.unknown)
    if not binding.missing:
        return None if binding.in_order else message("grader.parameter-order", function=function)
    known = f"missing-{binding.missing[0].replace('_', '-')}"
    contract = contract_of(function)
    kind = known if known in EXPLAINED else "missing-parameter"
    optional = all(is_optional(contract, name) for name in binding.missing)
    if kind == "missing-parameter" and optional:
        kind = "missing-optional-parameter"
    return message(f"grader.{kind}", function=function, names=binding.missing)


# parameters that tutorials' functions lack, each with a sentence of its own in the catalogue
EXPLAINED = ("missing-initial-hidden", "missing-initial-cell", "missing-d-hidden-sequences")


def rung_checks(observations: Sequence[Observation]) -> list[Check]:
    return [_rung_check(observation) for observation in observations]


def _rung_check(observation: Observation) -> Check:
    name, title = f"rung-{observation.case.name}", observation.case.shows
    if observation.unwritten:
        return Check(name, title, "skipped", message("grader.rung-unwritten", function=observation.case.function))
    if observation.skipped:
        return Check(name, title, "skipped", message("grader.rung-skipped", name=observation.skipped))
    if observation.ended:
        return Check(name, title, "skipped", message("grader.rung-not-reached"))
    if not observation.failed:
        return Check(name, title, "passed")
    return Check(name, title, "failed", _what_failed(observation))


def _what_failed(observation: Observation) -> Message:
    if observation.raised:
        return raised_message(observation.raised)
    if observation.faults:
        return observation.faults[0].message
    return message("grader.rung-wrong", names=observation.wrong)


def raised_message(raised: Raised) -> Message:
    parameters = {"type": raised.type_name, "text": raised.text, "line": raised.line, "code": raised.code}
    if raised.type_name == "OSError" and FILE_TOO_LARGE in raised.text:  # printed more than the file for it may hold
        return message("grader.ended-output" if raised.line else "grader.ended-output-no-line", **parameters)
    return message("grader.raised" if raised.line else "grader.raised-no-line", **parameters)


def conduct_checks(observations: Sequence[Observation]) -> list[Check]:
    """What a right number does not show: arguments left alone, results of their own."""
    results = [result for observation in observations for result in observation.results]
    mutated = sorted({path for result in results for path in result.mutated})
    shared = next((pair for result in results for pair in result.shared), None)
    overwritten = any(result.overwritten for result in results)
    mutation = message("grader.arguments-modified", names=mutated[:3]) if mutated else None
    sharing = message("grader.results-shared", one=shared[0], other=shared[1]) if shared else None
    if overwritten:
        sharing = message("grader.results-overwritten")
    return [
        Check("arguments-unchanged", message("grader.check-arguments"), "failed" if mutation else "passed", mutation),
        Check("independent-results", message("grader.check-results"), "failed" if sharing else "passed", sharing),
    ]


def example_of(observations: Sequence[Observation]) -> Example | None:
    """The first rung that failed, with the numbers of the arrays that are wrong there."""
    for index, observation in enumerate(observations):
        if observation.failed and not observation.unwritten:
            rows = tuple(_row(observation, name) for name in observation.wrong[:SHOWN_ROWS])
            return Example(index + 1, len(observations), observation.case.shows, rows if observation.results else ())
    return None


def _row(observation: Observation, name: str) -> Row:
    expected = observation.expected.arrays[name]
    got = next(
        (
            r.arrays.get(name)
            for r in observation.results
            if name not in r.arrays or not is_right(r.arrays[name], expected)
        ),
        None,
    )
    if got is None:
        return Row(name, _numbers(expected, ()), "", message("grader.row-missing"))
    if got.shape != expected.shape:
        return Row(name, _numbers(expected, ()), _numbers(got, ()), message("grader.row-shape"))
    worst = _worst(got, expected)
    return Row(name, _numbers(expected, worst), _numbers(got, worst), _ratio(got, expected))


def _worst(got: Array, expected: Array) -> tuple[int, ...]:
    """The place of the row of numbers that differs most: all indices but the last."""
    with np.errstate(all="ignore"):
        difference = np.abs(got.astype(np.float64) - expected)
    difference = np.where(np.isfinite(difference), difference, np.inf)
    place = np.unravel_index(int(difference.argmax()), difference.shape)
    return tuple(int(index) for index in place[:-1])


def _numbers(array: Array, place: tuple[int, ...]) -> str:
    if place == () and array.ndim > 1:
        place = (0,) * (array.ndim - 1) if 0 not in array.shape else ()
    row = np.atleast_1d(array[place] if array.size else array.reshape(-1))
    shown = " ".join(f"{value:.4g}" for value in row[:SHOWN_NUMBERS].tolist())
    where = f"[{', '.join(map(str, place))}] " if array.size > row.size else ""
    return f"{where}[{shown}{' ...' if row.size > SHOWN_NUMBERS else ''}]"


def _ratio(got: Array, expected: Array) -> Message | None:
    """``2.26 times too large``, where one factor explains the whole array."""
    if not np.isfinite(got).all():
        return message("grader.row-not-finite")
    if not np.abs(got).max(initial=0.0) > 0:
        return message("grader.row-zero")
    scale = float(np.vdot(expected, expected))
    factor = float(np.vdot(expected, got)) / scale if scale else 0.0
    if factor == 0 or abs(factor - 1) < VISIBLE or not is_right(got, factor * expected):
        return None
    if factor < 0:
        return message("grader.row-negative", factor=f"{factor:.3g}")
    if factor > 1:
        return message("grader.row-too-large", factor=f"{factor:.3g}")
    return message("grader.row-too-small", factor=f"{1 / factor:.3g}")
