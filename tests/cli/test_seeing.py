"""trace and gradcheck as a learner runs them."""

import re
from pathlib import Path

import pytest

from lstm_drills.ui.seeing import sign_of
from lstm_drills.ui.wrap import cells

SUBMISSIONS = Path(__file__).resolve().parents[1] / "submissions"
RIGHT = SUBMISSIONS / "3.3" / "right" / "one_file_all_three.py"
WRONG = SUBMISSIONS / "3.3" / "wrong" / "forget_gate_with_hidden.py"
NUMBER = re.compile(r"-?[0-9]+\.[0-9]+")


def test_expected_numbers_are_hidden_until_asked_for(run):
    hidden, shown = run("trace", "3.3", WRONG), run("trace", "3.3", WRONG, "--show")
    assert hidden.code == shown.code == 1
    assert "3.3, rung 1 of" in hidden.out
    assert "f = sigmoid(h_prev W_f + x U_f + b_f)\n" in hidden.out
    assert "expected" not in hidden.out.replace("expected numbers", "")
    assert "--show" in hidden.out
    new = set(NUMBER.findall(shown.out)) - set(NUMBER.findall(hidden.out))
    assert len(new) >= 10
    assert "dz_f = df f (1 - f) = " in shown.out


def test_every_number_of_the_learner_s_has_a_sign_that_needs_no_colour(run):
    out = run("trace", "3.3", WRONG).out
    assert re.search(r"forget_gate_bias = sum of dz_f\n    ! yours +-?[0-9.]+!\n", out)
    assert re.search(r"input_gate_bias = sum of dz_i\n    = yours +-?[0-9.]+\n", out)
    assert [sign_of(error)[0] for error in (0.0, 1e-6, 1e-3, 0.5, float("inf"))] == ["=", "=", "~", "!", "!"]


def test_a_right_file_is_traced_with_exit_code_0(run):
    traced = run("trace", "3.3", RIGHT)
    assert traced.code == 0
    assert "all 17 rungs are right" in traced.out
    assert "!" not in traced.out.replace("! off by more", "")


def test_a_seed_gives_the_numbers_of_a_check(run):
    checked = run("check", "3.3", WRONG, "--seed", "7").out
    got = re.search(r"forget_gate_bias +\[(-?[0-9.]+)\] +\[(-?[0-9.]+)\]", checked)
    traced = run("trace", "3.3", WRONG, "--seed", "7", "--show").out
    for number in got.groups():
        assert any(f"{float(other):.4g}" == f"{float(number):.4g}" for other in NUMBER.findall(traced))


def test_what_is_not_started_is_traced_alone(run, workspace_folder):
    for arguments, said in ((["trace", "3.1"], "Step 1"), (["gradcheck", "3.3"], "no gradients to check")):
        ran = run(*arguments)
        assert ran.code == 1
        assert said in ran.out
        assert "lstm-drills start" in ran.out
    assert not workspace_folder.exists(), "looking starts nothing"


def test_the_stub_is_no_mistake(run):
    run("start", "3.3")
    for command in ("trace", "gradcheck"):
        ran = run(command, "3.3")
        assert ran.code == 1
        assert "3.3 is not started" in ran.out


def test_gradcheck_judges_every_output(run):
    right, wrong = run("gradcheck", "3.3", RIGHT), run("gradcheck", "3.3", WRONG)
    assert (right.code, wrong.code) == (0, 1)
    assert "All 15 gradients are right." in right.out
    assert len(re.findall(r"^  = \w+ +[0-9]e-[0-9]+ +[0-9]e-[0-9]+  right$", right.out, re.MULTILINE)) == 15
    assert re.search(r"^  ! forget_gate_bias +[0-9]e[-+][0-9]+  wrong", wrong.out, re.MULTILINE)
    assert "lstm-drills trace 3.3" in wrong.out


def test_gradcheck_takes_the_workspace_s_forward_pass(run, workspace_folder):
    workspace_folder.mkdir()
    forward = (SUBMISSIONS / "3.2" / "right" / "per_gate.py").read_text(encoding="utf-8")
    (workspace_folder / ".lstm-drills").touch()
    (workspace_folder / "3_2_lstm_forward.py").write_text(forward, encoding="utf-8")
    ran = run("gradcheck", "3.3", SUBMISSIONS / "3.3" / "right" / "per_gate.py")
    assert ran.code == 0
    assert "through your lstm_forward of 3.2" in ran.out


@pytest.mark.parametrize("arguments", [["trace", "3.3", WRONG, "--show"], ["gradcheck", "3.3", WRONG]])
def test_in_chinese_and_on_a_narrow_screen(run, arguments):
    ran = run(*arguments, LSTM_DRILLS_LANG="zh", COLUMNS="50")
    assert ran.code == 1
    assert "你的" in ran.out
    for line in ran.out.splitlines():
        assert cells(line) <= 50 or str(WRONG) in line


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["trace", "3.0"], "3.1, 3.2, 3.3 can"),
        (["gradcheck", "3.1"], "`lstm-drills gradcheck 3.3`"),
        (["trace", "3.3", "nothing.py"], "There is no file nothing.py"),
        (["gradcheck", "3.3", "--seed", "x"], "“x” is no number"),
        (["trace"], "ID is missing"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(run, arguments, said):
    for language in ("en", "zh"):
        failed = run(*arguments, LSTM_DRILLS_LANG=language)
        assert failed.code == 2
        assert failed.out == ""
        assert len(failed.err.splitlines()) == 1
        assert said in failed.err or language == "zh"
