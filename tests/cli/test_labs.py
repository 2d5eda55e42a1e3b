"""The labs as somebody runs them: each in a process of its own."""

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_alone_it_lists_the_labs(run):
    for language, word in (("en", "gradient"), ("zh", "梯度")):
        listed = run("lab", LSTM_DRILLS_LANG=language)
        assert listed.code == 0
        assert all(f"lstm-drills lab {name}" in listed.out for name in ("gradients", "gates", "speed", "memory"))
        assert word in listed.out


def test_gradients(run):
    first = run("lab", "gradients", "--seed", "3")
    assert first.code == 0
    assert "What to see: " in first.out
    assert "2.1/why-the-cell-adds" in first.out
    assert run("lab", "gradients", "--seed", "3").out == first.out
    assert run("lab", "gradients").out != first.out
    assert "1.00 at step 100" in run("lab", "gradients", "--plain").out


def test_a_picture_is_saved_and_its_place_said(run, tmp_path):
    pytest.importorskip("matplotlib")
    saved = run("lab", "gradients", "--save", "it.svg", MPLCONFIGDIR=str(tmp_path / "matplotlib"))
    assert saved.code == 0
    assert saved.out.endswith("The picture is saved:\n  it.svg\n")
    assert (tmp_path / "it.svg").stat().st_size > 1000


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gradient"], "Did you mean `lstm-drills lab gradients`?"),
        (["xyz"], "gradients, gates, speed, memory"),
        (["--save", "it.png"], "Which picture"),
        (["memory", "--save", "it.jpg"], ".png or .svg"),
        (["memory", "--save", "nowhere/it.png"], "there is no folder nowhere"),
        (["memory", "--seed", "-1"], "not in the range"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(run, arguments, said):
    for language in ("en", "zh"):
        failed = run("lab", *arguments, LSTM_DRILLS_LANG=language)
        assert failed.code == 2
        assert failed.out == ""
        assert len(failed.err.splitlines()) == 1
        assert said in failed.err or language == "zh"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_ctrl_c_keeps_the_curves_of_the_adding_task(tmp_path):
    pexpect, pyte = pytest.importorskip("pexpect"), pytest.importorskip("pyte")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
    child = pexpect.spawn(
        sys.executable, ["-m", "lstm_drills", "lab", "memory"],
        env=environment, encoding="utf-8", timeout=30, dimensions=(60, 80), cwd=tmp_path,
    )  # fmt: skip
    child.expect_exact("60 of 800 updates")
    written = child.before + child.after
    child.send("\x03")
    child.expect(pexpect.EOF)
    written += child.before
    child.close()
    assert child.exitstatus == 130
    assert "Traceback" not in written
    assert "\x1b[3" not in written, "NO_COLOR"
    screen = pyte.Screen(80, 60)
    pyte.Stream(screen).feed(written)
    lines = [line.rstrip() for line in screen.display]
    assert sum(line.startswith("0.25 ") for line in lines) == 1, "drawn over, not below"
    assert not any("of 800 updates" in line for line in lines)
    assert any(line.startswith("Mean squared error after ") for line in lines)
    assert any(line.startswith("Stopped with Ctrl-C") for line in lines)
