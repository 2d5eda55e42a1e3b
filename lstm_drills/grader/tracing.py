"""Every intermediate value of the smallest case that a submission fails, beside what it returned itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from lstm_drills.content.cases import Case
from lstm_drills.content.exercise_types import Exercise
from lstm_drills.content.ladder import build_cases
from lstm_drills.grader.checks import raised_message
from lstm_drills.grader.compare import Array, Arrays, shape_text
from lstm_drills.grader.endings import ended_message
from lstm_drills.grader.evidence import bindings_of
from lstm_drills.grader.formulas import GRADIENT_FORMULAS, OUTPUT_FORMULAS, STEP_FORMULAS
from lstm_drills.grader.observe import Observation, expected_of, observe
from lstm_drills.grader.outcomes import Ended
from lstm_drills.grader.runner import Session
from lstm_drills.messages import Message, Sayable, message
from lstm_drills.reference.steps import StepGradients, Steps, every_gradient, every_step

# what a function returns, and which of a step's values that is
RETURNED = {
    "lstm_unit": {"hidden": "new_hidden", "cell": "new_cell"},
    "lstm_forward": {"hidden": "hidden_sequences", "cell": "cell_sequences"},
}
TRACED = ("lstm_unit", "lstm_forward", "lstm_backward")
Standing = Literal["passed", "failed", "alone"]
MOST_NUMBERS = 16  # of an array that is shown whole
MOST_GIVEN = 4  # of each input


@dataclass(frozen=True, slots=True)
class Value:
    """One row of numbers. ``place`` says which row of ``name``'s array it is, where it is not all of it.

    errors: of each number of ``got``, relative to the largest expected one of the whole array; infinite for what is no number.
    """

    name: str
    formula: str
    expected: tuple[float, ...]
    place: str = ""
    got: tuple[float, ...] | None = None
    errors: tuple[float, ...] = ()
    remark: Message | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """The values of step ``t`` (from 1), in the order in which they are computed."""

    t: int
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """One case: the first that ``failed``, the smallest where all ``passed``, the smallest ``alone`` where nothing could be run.

    ``wrong`` names the outputs that are; ``problem`` says why there is nothing of the learner's to show.

    Of N examples ``example`` (from 1) is shown. ``given`` are the inputs; of large ones ``sizes`` alone, by name.
    """

    exercise: str
    seed: int
    shows: Sayable
    rung: int
    rungs: int
    standing: Standing
    wrong: tuple[str, ...]
    example: int
    examples: int
    given: tuple[Value, ...]
    sizes: tuple[tuple[str, str], ...]
    forward: tuple[Step, ...]
    backward: tuple[Step, ...]
    outputs: tuple[Value, ...]
    problem: Message | None = None
    output: str = ""

    @property
    def passed(self) -> bool:
        return self.standing == "passed"


def can_trace(exercise: Exercise) -> bool:
    """Whether the exercise's values are those of an LSTM's steps."""
    return exercise.functions[0] in TRACED


def trace(exercise: Exercise, source: Path | None, session: Session, *, seed: int) -> Trace:
    """Climb the ladder with the file ``source`` and look closely at the first rung that fails, else at the first of all.

    ``session`` is a fresh child, closed afterwards. Without a file there are the true values alone.
    """
    cases = build_cases(exercise, seed)
    if source is None:
        session.close()
        return _trace(exercise, seed, cases, None, problem=message("seeing.not-started", id=exercise.id))
    with session:
        loaded = session.load(source)
        if isinstance(loaded, Ended):
            problem = ended_message(loaded, session.limits)
            return _trace(exercise, seed, cases, None, problem=problem, output=loaded.output)
        bindings = bindings_of(loaded, exercise.functions)
        if exercise.functions[0] not in bindings:
            problem = message("grader.function-missing", function=exercise.functions[0])
            return _trace(exercise, seed, cases, None, problem=problem, output=loaded.output)
        observations = observe(session, bindings, cases, [expected_of(case) for case in cases])
        failed = next((place for place, found in enumerate(observations) if found.failed or found.skipped), None)
        shown = observations[failed or 0]
        problem_of = None if failed is None else _problem(exercise, shown, session)
        return _trace(exercise, seed, cases, shown, failed, problem_of, "".join(one.output for one in observations))


def _problem(exercise: Exercise, observed: Observation, session: Session) -> Message | None:
    """Why a failed call returned nothing that can be read; None where it did."""
    if observed.unwritten:
        return message("grader.not-started", id=exercise.id)
    if observed.raised:
        return raised_message(observed.raised)
    if observed.ended:
        return ended_message(observed.ended, session.limits)
    if observed.skipped:
        return message("grader.rung-skipped", name=observed.skipped)
    return observed.faults[0].message if observed.faults else None


def _trace(
    exercise: Exercise,
    seed: int,
    cases: Sequence[Case],
    observed: Observation | None,
    failed: int | None = None,
    problem: Message | None = None,
    output: str = "",
) -> Trace:
    place = failed or 0
    case = cases[place]
    expected = expected_of(case)
    got = observed.results[0].arrays if observed is not None and observed.results else {}
    backward = case.function == "lstm_backward"
    x, weights, states, upstream = _plain_inputs(case)
    steps = every_step(x, weights, *states)
    example = _worst_example(got, expected.arrays, x.shape[1])
    names = RETURNED.get(case.function, {})
    forward = _forward_steps(steps, names, got, example)
    gradients = _backward_steps(every_gradient(steps, weights, upstream), example) if backward else ()
    outputs = tuple(_output(name, array, got.get(name)) for name, array in expected.arrays.items()) if backward else ()
    given, sizes = _given(case)
    return Trace(
        exercise.id, seed, case.shows, place + 1, len(cases), _standing(observed, failed),
        tuple(observed.wrong) if observed is not None and got else (), example + 1, x.shape[1],
        given, sizes, forward, gradients, outputs, problem, output,
    )  # fmt: skip


def _standing(observed: Observation | None, failed: int | None) -> Standing:
    if observed is None or observed.unwritten:
        return "alone"
    return "passed" if failed is None else "failed"


def _plain_inputs(case: Case) -> tuple[Array, dict[str, Array], tuple[Array | None, Array | None], Array]:
    """x (T, N, D), the weights, both initial states, and what comes back to the hidden states; all float64."""

    def plain(name: str) -> Array | None:
        value = case.inputs.get(name)
        return None if value is None else np.asarray(value, np.float64)

    weights = {name: np.asarray(array, np.float64) for name, array in case.inputs["weights"].items()}
    if case.function == "lstm_unit":
        x, states = plain("input_"), (plain("prev_hidden"), plain("prev_cell"))
        assert x is not None
        return x[None], weights, states, np.zeros(())
    x, states = plain("input_sequence"), (plain("initial_hidden"), plain("initial_cell"))
    upstream = plain("d_hidden_sequences")
    assert x is not None
    return x, weights, states, np.zeros(()) if upstream is None else upstream


def _worst_example(got: Arrays, expected: Arrays, examples: int) -> int:
    """The example whose numbers are furthest off, 0 where none is: looked for in the outputs that have a batch axis."""
    worst, largest = 0, 0.0
    for name, array in expected.items():
        mine = got.get(name)
        axis = array.ndim - 2
        if (
            name.endswith(("_weights", "_inputs", "_bias"))
            or mine is None
            or mine.shape != array.shape
            or not array.size
        ):
            continue
        errors = np.moveaxis(_errors(mine, array), axis, 0).reshape(examples, -1).max(axis=1)
        if errors.max() > largest:
            worst, largest = int(errors.argmax()), float(errors.max())
    return worst


def _errors(got: Array, expected: Array) -> Array:
    """Of every number, relative to the largest expected one."""
    with np.errstate(all="ignore"):
        errors = np.abs(got - expected) / max(float(np.abs(expected).max(initial=0.0)), 1e-7)
    return np.where(np.isfinite(errors), errors, np.inf)


def _forward_steps(steps: Steps, names: Mapping[str, str], got: Arrays, example: int) -> tuple[Step, ...]:
    found = []
    for t in range(len(steps.hidden)):
        values = []
        for field, (name, formula) in STEP_FORMULAS.items():
            array: Array = getattr(steps, field)
            mine = got.get(names.get(field, ""))
            if mine is not None:
                mine = mine[None] if mine.ndim == array.ndim - 1 else mine
            values.append(_value(name, formula, array, (t, example), mine))
        found.append(Step(t + 1, tuple(values)))
    return tuple(found)


def _backward_steps(gradients: StepGradients, example: int) -> tuple[Step, ...]:
    """From the last step to the first, as they are computed."""
    return tuple(
        Step(
            t + 1,
            tuple(
                _value(name, formula, getattr(gradients, field), (t, example), None)
                for field, (name, formula) in GRADIENT_FORMULAS.items()
            ),
        )
        for t in reversed(range(len(gradients.hidden)))
    )


def _value(name: str, formula: str, expected: Array, place: tuple[int, ...], got: Array | None) -> Value:
    """The row at ``place``; what was got is left out where it has another shape."""
    if got is None or got.shape != expected.shape:
        return Value(name, formula, _numbers(expected[place]))
    return Value(
        name, formula, _numbers(expected[place]), "", _numbers(got[place]), _numbers(_errors(got, expected)[place])
    )  # fmt: skip


def _output(name: str, expected: Array, got: Array | None) -> Value:
    """All of a small array, of a large one the row that is furthest off."""
    formula = OUTPUT_FORMULAS[name]
    if got is None:
        return Value(name, formula, _numbers(_row(expected, ())), remark=message("grader.row-missing"))
    if got.shape != expected.shape:
        shapes = {"expected": shape_text(expected.shape), "got": shape_text(got.shape)}
        return Value(name, formula, (), remark=message("grader.wrong-shape", name=name, **shapes))
    errors = _errors(got, expected)
    place: tuple[int, ...] = ()
    if expected.size > MOST_NUMBERS or expected.ndim > 1:
        place = tuple(int(index) for index in np.unravel_index(int(errors.argmax()), errors.shape)[:-1])
    row = [_numbers(_row(array, place)) for array in (expected, got, errors)]
    where = f"[{', '.join(map(str, place))}]" if place and expected.size > len(row[0]) else ""
    return Value(name, formula, row[0], where, row[1], row[2])


def _row(array: Array, place: tuple[int, ...]) -> Any:
    return array[place or (0,) * (array.ndim - 1)] if array.size else array.reshape(-1)


def _numbers(row: Any) -> tuple[float, ...]:
    return tuple(map(float, np.atleast_1d(row).reshape(-1)))


def _given(case: Case) -> tuple[tuple[Value, ...], tuple[tuple[str, str], ...]]:
    """The inputs with their numbers where all are small, else with their shapes, those of one gate for all."""
    weights = {name: np.asarray(value) for name, value in case.inputs["weights"].items()}
    others = {name: np.asarray(value) for name, value in case.inputs.items() if name != "weights" and value is not None}
    if all(array.size <= MOST_GIVEN for array in (*others.values(), *weights.values())):
        return tuple(Value(name, "", _numbers(array)) for name, array in {**others, **weights}.items()), ()
    of_one = {name.replace("forget", "..."): array for name, array in weights.items() if name.startswith("forget")}
    return (), tuple((name, shape_text(array.shape)) for name, array in {**others, **of_one}.items())
