"""Every intermediate value beside the learner's: that the values are true, and that the learner's stand where they belong."""

from pathlib import Path

import numpy as np
import pytest

from lstm_drills.content.exercises import exercise, exercises
from lstm_drills.content.ladder import build_cases
from lstm_drills.grader import runner, tracing
from lstm_drills.grader.observe import expected_of

SUBMISSIONS = Path(__file__).resolve().parents[1] / "submissions"
TRACED = [found for found in exercises() if tracing.can_trace(found)]


def traced(exercise_id: str, kind: str | None, name: str = "") -> tracing.Trace:
    source = None if kind is None else SUBMISSIONS / exercise_id / kind / f"{name}.py"
    return tracing.trace(exercise(exercise_id), source, runner.start(), seed=0)


def written(exercise_id: str, tmp_path: Path, text: str) -> tracing.Trace:
    path = tmp_path / "mine.py"
    path.write_text(text, encoding="utf-8")
    return tracing.trace(exercise(exercise_id), path, runner.start(), seed=0)


def test_three_exercises_are_traced():
    assert [found.id for found in TRACED] == ["3.1", "3.2", "3.3"]


@pytest.mark.parametrize("chosen", TRACED, ids=lambda found: found.id)
def test_of_every_rung_the_last_hidden_state_is_the_expected_one(chosen):
    """Whatever it comes in: lists, float32, other memory orders."""
    cases = build_cases(chosen, 0)
    for place, case in enumerate(cases):
        found = tracing._trace(chosen, 0, cases, None, place)
        last = {value.name: value.expected for value in found.forward[-1].values}
        if case.function == "lstm_backward":
            hidden = np.asarray(case.inputs["hidden_sequences"])[-1]
        else:
            hidden = expected_of(case).arrays["new_hidden" if case.function == "lstm_unit" else "hidden_sequences"]
            hidden = hidden if hidden.ndim == 2 else hidden[-1]
        np.testing.assert_allclose(last["h"], hidden[0], rtol=1e-5, atol=1e-6, err_msg=case.name)


def test_the_gradients_of_the_sums_add_up_to_what_is_returned():
    found = traced("3.3", "right", "per_gate")
    assert found.passed
    (step,) = found.backward
    values = {value.name: value.expected for value in step.values}
    outputs = {value.name: value for value in found.outputs}
    assert len(outputs) == 15
    for letter, gate in (("f", "forget"), ("i", "input"), ("o", "output"), ("g", "cell")):
        assert outputs[f"{gate}_gate_bias"].expected == pytest.approx(values[f"dz_{letter}"])
        assert outputs[f"{gate}_gate_bias"].got == pytest.approx(values[f"dz_{letter}"])
    assert all(max(value.errors) <= 1e-5 for value in found.outputs)


def test_the_first_failing_rung_is_shown_with_what_is_wrong_in_it():
    found = traced("3.3", "wrong", "forget_gate_with_hidden")
    assert (found.standing, found.rung) == ("failed", 1)
    assert found.wrong[:3] == ("forget_gate_weights", "forget_gate_inputs", "forget_gate_bias")
    errors = {value.name: max(value.errors) for value in found.outputs}
    assert errors["forget_gate_bias"] > 0.1
    assert errors["input_gate_bias"] <= 1e-5


def test_returned_states_stand_beside_their_steps():
    found = traced("3.2", "right", "per_gate")
    values = {value.name: value for value in found.forward[0].values}
    assert values["f"].got is None
    assert values["c"].got == pytest.approx(values["c"].expected)
    assert values["h"].got == pytest.approx(values["h"].expected)


def test_of_several_examples_the_one_that_is_furthest_off_is_shown(tmp_path):
    right = (SUBMISSIONS / "3.1" / "right" / "per_gate.py").read_text(encoding="utf-8")
    wrong = (
        "\nright = lstm_unit\n\n\ndef lstm_unit(input_, prev_hidden, prev_cell, weights):\n"
        "    hidden, cell = right(input_, prev_hidden, prev_cell, weights)\n    hidden = hidden.copy()\n"
        "    if len(hidden) > 2:\n        hidden[2] += 5\n        hidden[1] += 0.1\n    return hidden, cell\n"
    )
    found = written("3.1", tmp_path, right + wrong)
    assert found.standing == "failed"
    assert (found.example, found.examples) == (3, 3)
    hidden = next(value for value in found.forward[0].values if value.name == "h")
    assert np.subtract(hidden.got, hidden.expected) == pytest.approx(5.0)
    assert found.given == ()
    assert ("input_", "(3, 4)") in found.sizes


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("def lstm_unit(:\n", "grader.ended-syntax"),
        ("def other():\n    pass\n", "grader.function-missing"),
        ("def lstm_unit(*a, **b):\n    raise NotImplementedError\n", "grader.not-started"),
    ],
)
def test_what_cannot_be_run_leaves_the_true_values_of_the_smallest_case(tmp_path, text, problem):
    found = written("3.1", tmp_path, text)
    assert found.problem is not None
    assert found.problem.id == problem
    assert (found.standing, found.rung, found.passed) == ("alone", 1, False)
    assert all(value.got is None for value in found.forward[0].values)


def test_what_raises_or_has_another_form_is_said(tmp_path):
    raised = written("3.1", tmp_path, "def lstm_unit(*a, **b):\n    return 1 / 0\n")
    assert raised.problem is not None
    assert raised.problem.id == "grader.raised"
    assert raised.standing == "failed"
    shaped = traced("3.3", "wrong", "bias_keepdims")
    assert {value.name for value in shaped.outputs if value.remark} == {f"{gate}_gate_bias" for gate in
                                                                        ("forget", "input", "output", "cell")}  # fmt: skip
    assert traced("3.3", "wrong", "initial_gradients_missing").outputs[-1].remark is not None


def test_without_a_file_there_are_the_true_values():
    found = traced("3.2", None)
    assert found.problem is not None
    assert found.problem.id == "seeing.not-started"
    assert found.standing == "alone"
