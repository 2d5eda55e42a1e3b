"""The home screen: the welcome and its two questions, then where the learner stands."""

import os
import sys
from datetime import UTC, datetime, timedelta

import pytest

from lstm_drills import paths
from lstm_drills.progress import open_progress

pexpect = pytest.importorskip("pexpect")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")


def terminal(tmp_path, *arguments):
    env = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LSTM_DRILLS_LANG")}
    return pexpect.spawn(
        sys.executable, ["-m", "lstm_drills", *arguments],
        env={**env, "PYTHONPATH": str(paths.PACKAGE.parent), "LC_ALL": "C.UTF-8"},
        encoding="utf-8", timeout=20, dimensions=(30, 80), cwd=tmp_path,
    )  # fmt: skip


def end(child) -> int:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


def test_the_welcome_of_a_pipe_has_four_lines_and_asks_nothing(run):
    lines = run().out.splitlines()
    assert lines[4] == ""
    assert all(lines[:4])
    assert "lstm-drills check 3.0" in lines[6]


@POSIX
def test_the_first_time_language_and_date_are_asked_and_kept(tmp_path):
    child = terminal(tmp_path)
    child.expect_exact("[1]:")
    child.sendline("2")
    child.expect_exact("按回车")
    child.sendline("next week")
    child.expect_exact("按回车")
    assert "next week" in child.before, "what is no date is refused with a sentence"
    day = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
    child.sendline(day)
    assert end(child) == 0
    assert "lstm-drills check 3.0" in child.before
    with open_progress(paths.progress_file()) as progress:
        assert progress.setting("interview-date") == day
    again = terminal(tmp_path)
    assert end(again) == 0
    assert "面试" in again.before and day in again.before, "the language and the date are kept"


@POSIX
def test_enter_twice_is_enough(tmp_path):
    child = terminal(tmp_path)
    child.expect_exact("[1]:")
    child.sendline("")
    child.expect_exact("open):")
    child.sendline("")
    assert end(child) == 0
    assert not paths.progress_file().exists()
    again = terminal(tmp_path)
    assert end(again) == 0
    assert "[1]:" not in again.before, "the language is asked once"


@POSIX
def test_ctrl_c_leaves_at_once(tmp_path):
    child = terminal(tmp_path)
    child.expect_exact("[1]:")
    child.sendintr()
    assert end(child) == 130


def answered(run, *arguments):
    """One question answered, rightly or not."""
    return run("quiz", "3.1", "--type", "true-false", "-n", "1", *arguments, typed="t\n" + "\n" * 9)


def test_where_the_learner_stands(run):
    run("check", "3.0")
    assert answered(run).code == 0
    shown = run().out
    assert "Drills passed   1 of" in shown
    assert "Weakest topic" in shown
    assert "lstm-drills start 3.1" in shown


def test_the_interview_is_counted_down_and_its_day_makes_all_due(run):
    today = datetime.now(UTC).date()
    answered(run, "--interview-date", today + timedelta(days=9))
    assert "in 9 days" in run().out or "in 8 days" in run().out
    run("quiz", "3.1", "-n", "1", "--interview-date", today - timedelta(days=3), typed=":q\n")
    shown = run().out
    assert "--interview-date none" in shown.replace("\n", " ")
    assert "lstm-drills quiz --due" in shown


def test_the_chosen_language_yields_to_option_and_variable(run, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "language").write_text("zh\n", encoding="utf-8")
    assert "准备面试" in run(LSTM_DRILLS_LANG="").out
    assert "interview" in run("--lang", "en", LSTM_DRILLS_LANG="").out
    assert "interview" in run(LSTM_DRILLS_LANG="en").out
    (tmp_path / "home" / "language").write_bytes(b"\xff\xfe")
    assert run(LSTM_DRILLS_LANG="", LC_ALL="C").code == 0
