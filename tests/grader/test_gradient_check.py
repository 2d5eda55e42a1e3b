"""A learner's gradients beside central differences: of the true forward pass, and of their own."""

from pathlib import Path

import pytest

from lstm_drills.content.exercises import exercise
from lstm_drills.grader import runner
from lstm_drills.grader.gradient_check import GradientCheck, gradient_check

SUBMISSIONS = Path(__file__).resolve().parents[1] / "submissions"
RIGHT, WRONG = SUBMISSIONS / "3.3" / "right", SUBMISSIONS / "3.3" / "wrong"
FORWARDS = SUBMISSIONS / "3.2"


def checked(source: Path, own: Path | None = None) -> GradientCheck:
    return gradient_check(exercise("3.3"), source, runner.start(), seed=0, own_forward=own, start=runner.start)


def judged(found: GradientCheck) -> dict[str, str]:
    return {row.name: row.judged for row in found.rows}


def test_right_gradients_are_right_for_both_forward_passes():
    found = checked(RIGHT / "one_file_all_three.py")
    assert found.passed
    assert found.own_forward == "file"
    assert found.own_is_true
    assert len(found.rows) == 15
    assert all(row.own < 1e-7 and row.true < 1e-7 for row in found.rows)


def test_the_forward_pass_of_the_workspace_is_used_where_the_file_has_none():
    found = checked(RIGHT / "per_gate.py", FORWARDS / "right" / "per_gate.py")
    assert (found.own_forward, found.passed) == ("workspace", True)
    assert checked(RIGHT / "per_gate.py").own_forward == "none"


def test_a_forward_pass_in_float32_is_not_blamed_on_the_gradients():
    found = checked(RIGHT / "per_gate.py", FORWARDS / "right" / "float32_inside.py")
    assert found.coarse
    assert found.passed


def test_gradients_of_a_wrong_forward_pass_are_right_for_it():
    found = checked(WRONG / "own_forward_peephole.py")
    assert not found.passed
    assert not found.own_is_true
    assert set(judged(found).values()) == {"right-for-own"}


def test_right_gradients_beside_a_wrong_forward_pass(tmp_path):
    wrong = tmp_path / "forward.py"
    text = (FORWARDS / "right" / "per_gate.py").read_text(encoding="utf-8")
    wrong.write_text(text + "\nright = lstm_forward\n\n\ndef lstm_forward(*a, **b):\n"
                     "    hidden, cell = right(*a, **b)\n    return [2 * h for h in hidden], cell\n", encoding="utf-8")  # fmt: skip
    found = checked(RIGHT / "per_gate.py", wrong)
    assert set(judged(found).values()) == {"right-for-true"}
    assert not found.passed


def test_a_multiple_is_named_and_what_is_right_beside_it_stays_right():
    found = checked(WRONG / "mean_over_batch.py")
    rows = {row.name: row for row in found.rows}
    assert rows["forget_gate_bias"].judged == "wrong"
    assert rows["forget_gate_bias"].factor == pytest.approx(0.5, rel=1e-4)
    assert rows["input_sequence"].judged == "right"
    assert rows["input_sequence"].factor is None


def test_what_is_missing_or_has_another_shape_is_said():
    assert judged(checked(WRONG / "initial_gradients_missing.py"))["initial_cell"] == "missing"
    shaped = {row.name: row for row in checked(WRONG / "bias_keepdims.py").rows}
    assert shaped["forget_gate_bias"].judged == "shape"
    assert shaped["forget_gate_bias"].shapes == ("(3,)", "(3, 1)")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("def lstm_backward(:\n", "grader.ended-syntax"),
        ("x = 1\n", "grader.function-missing"),
        ("def lstm_backward(*a, **b):\n    raise NotImplementedError\n", "grader.not-started"),
        ("def lstm_backward(*a, **b):\n    return None.x\n", "grader.raised"),
        ("def lstm_backward(hidden_sequences):\n    return {}\n", "grader.rung-skipped"),
    ],
)
def test_what_cannot_be_run_is_one_sentence(tmp_path, text, problem):
    path = tmp_path / "mine.py"
    path.write_text(text, encoding="utf-8")
    found = checked(path)
    assert found.rows == ()
    assert found.problem is not None
    assert found.problem.id == problem


def test_a_forward_pass_that_fails_leaves_the_comparison_with_the_true_one(tmp_path):
    broken = tmp_path / "forward.py"
    broken.write_text("def lstm_forward(*a, **b):\n    raise ValueError\n", encoding="utf-8")
    found = checked(RIGHT / "per_gate.py", broken)
    assert (found.own_forward, found.passed) == ("failed", True)


def test_what_is_not_finite_is_wrong(tmp_path):
    path = tmp_path / "mine.py"
    text = (RIGHT / "per_gate.py").read_text(encoding="utf-8")
    path.write_text(text + "\nright = lstm_backward\n\n\ndef lstm_backward(*a, **b):\n    found = right(*a, **b)\n"
                    "    found['forget_gate_bias'] = found['forget_gate_bias'] * np.nan\n    return found\n", encoding="utf-8")  # fmt: skip
    row = next(row for row in checked(path).rows if row.name == "forget_gate_bias")
    assert (row.judged, row.true) == ("wrong", float("inf"))
