"""``interview``: at the keyboard by lines of input, and once on a real terminal with an interruption in the middle."""

import io
import itertools
import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from lstm_drills import paths
from lstm_drills.cli import interview_code, interview_keys, interviewing
from lstm_drills.cli.interview_loop import Code, Graded, Loop
from lstm_drills.content import questions
from lstm_drills.interview import store
from lstm_drills.interview.sitting import Item, Start
from lstm_drills.messages import LANGUAGES
from lstm_drills.ui.ask import EndOfInput, Interrupted, understood
from lstm_drills.ui.debrief import DebriefScreen
from lstm_drills.ui.interview import InterviewScreen
from lstm_drills.ui.styled import Terminal

EXAMPLE = Path(__file__).parents[1] / "content" / "banks" / "example.yaml"
SUBMISSIONS = Path(__file__).parents[1] / "submissions"
CATALOGUE = questions.load([EXAMPLE])
KINDS = {"short": "whiteboard", "bug": "reading", "output": "reading"}


def key_of(type_):
    return next(entry.key for entry in CATALOGUE.entries if entry.type == type_)


class Sat:
    """An interview over these items, played by lines; ``shown`` is everything printed. Each look at the clock is a second."""

    def __init__(self, monkeypatch, tmp_path, items, lines, *, minutes=30, language="en", width=72, plain=False):
        self.stream = io.StringIO()
        self.prompts = []
        start = Start("1", "2026-12-01T08:00:00+00:00", "junior", 7, minutes, tuple(items))
        self.book = store.begin(tmp_path / "interviews", start)
        self.screen = InterviewScreen(Terminal(self.stream, width, colour=False), language, plain)
        self.lines = iter(lines)
        monkeypatch.setattr(interview_keys, "ask", self._ask)
        ticks = itertools.count()
        submitted = iter([None, Graded("code", 0.5, {"verdict": "failed", "passed": 1, "rungs": 2})])
        self.loop = Loop(
            self.screen, CATALOGUE, self.book, lambda item: Code(lambda: None, lambda: next(submitted)), lambda: next(ticks)
        )  # fmt: skip
        self.ending = self.loop.run()

    def _ask(self, prompt):
        self.prompts.append(prompt)
        typed = next(self.lines, EndOfInput)
        if isinstance(typed, type):
            raise typed
        return understood(typed)

    @property
    def shown(self):
        return self.stream.getvalue()

    @property
    def answers(self):
        return self.book.state.answers


SINGLE = Item("concept", key_of("single"), 60)
SHORT = Item("whiteboard", key_of("short"), 150)
PROJECT = Item("project", "lstm-you-built", 240)
CODE = Item("code", "3.1", 480)


def followed():
    for entry in CATALOGUE.entries:
        if CATALOGUE.question(entry.key).follow_up is not None:
            return Item("follow-up", entry.key, 75)
    raise AssertionError("the example bank has no follow-up")


def test_nothing_is_said_until_the_end(monkeypatch, tmp_path):
    sat = Sat(monkeypatch, tmp_path, [SINGLE], ["A", "3"])
    assert sat.ending == "finished"
    assert sat.answers[0].confidence == 3
    assert sat.answers[0].score is not None
    for word in ("Right", "Not right", "Why", "The answer"):
        assert word not in sat.shown


def test_own_words_are_marked_afterwards(monkeypatch, tmp_path):
    lines = ["first words", "2", "more words", "1", "line one", "line two", "", "4", "1", "2", "1 3"]
    sat = Sat(monkeypatch, tmp_path, [SHORT, followed(), PROJECT], lines)
    assert sat.ending == "finished"
    assert [answer.typed for answer in sat.answers] == ["first words", "more words", "line one\nline two"]
    points = len(CATALOGUE.question(SHORT.key).answer.points)
    assert [answer.score for answer in sat.answers] == [pytest.approx(1 / points), 1.0, pytest.approx(2 / 6)]
    assert sat.answers[2].ticks == (0, 2)
    assert sat.shown.index("What an interviewer listens for") > sat.shown.index("That was the last question")
    marking = " ".join(sat.shown[sat.shown.index("That was the last question") :].split())
    assert "the state is the sum of all that was written" in marking


def test_code_is_asked_for_again_until_there_is_something_to_grade(monkeypatch, tmp_path):
    sat = Sat(monkeypatch, tmp_path, [CODE], ["", "", "2"])
    assert (sat.answers[0].score, sat.answers[0].typed, dict(sat.answers[0].note)["passed"]) == (0.5, "code", 1)


def test_skipping_ending_and_what_an_interview_does_not_have(monkeypatch, tmp_path):
    sat = Sat(monkeypatch, tmp_path, [SINGLE, SHORT, PROJECT], [":h", ":u", ":nonsense", ":?", ":s", ":e"])
    assert sat.ending == "finished"
    assert [answer.skipped for answer in sat.answers] == [True]
    assert sat.book.state.ended
    assert "no hints" in sat.shown and "no command :nonsense" in sat.shown and "skip this question" in sat.shown


@pytest.mark.parametrize(
    ("end", "ending"), [(":q", "left"), (EndOfInput, "left"), (Interrupted, "interrupted")], ids=["q", "eof", "ctrl-c"]
)
def test_leaving_keeps_what_was_answered_and_stops_the_clock(monkeypatch, tmp_path, end, ending):
    sat = Sat(monkeypatch, tmp_path, [SINGLE, SHORT], ["A", "3", end])
    assert sat.ending == ending
    again = store.read(sat.book.path)
    assert again.state == sat.book.state
    assert (len(again.state.answers), again.state.breaks, again.state.phase) == (1, 1, "asking")
    assert 0 < again.state.used < 30


def test_leaving_while_marking_costs_no_time(monkeypatch, tmp_path):
    sat = Sat(monkeypatch, tmp_path, [SHORT], ["words", "2", ":q"])
    assert (sat.ending, sat.book.state.phase, sat.book.state.breaks) == ("left", "marking", 0)


def test_the_last_answer_counts_when_the_time_is_up(monkeypatch, tmp_path):
    sat = Sat(monkeypatch, tmp_path, [SINGLE] * 2, ["A", "3", "A", "3"], minutes=0.05)
    assert sat.ending == "finished"
    assert len(sat.answers) == 1 and sat.answers[0].late
    assert "time is up" in sat.shown


def test_the_other_language_puts_the_question_anew(monkeypatch, tmp_path):
    sat = Sat(monkeypatch, tmp_path, [SINGLE], [":l", "A", "3"])
    prompt = CATALOGUE.question(SINGLE.key).prompt
    assert prompt.zh.split("`")[0][:6] in sat.shown
    assert prompt.en.split("`")[0][:6] in sat.shown


def columns(line):
    """As a terminal counts them whose blocks are narrow, which bars are drawn for."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [50, 80])
def test_lines_fit_the_screen(monkeypatch, tmp_path, language, width):
    lines = [":?", "first words", "2", "more words", "1", "", "4", "1", "2", "1 3"]
    sat = Sat(monkeypatch, tmp_path, [SHORT, followed(), PROJECT], lines, language=language, width=width)
    screen = DebriefScreen(Terminal(sat.stream, width, colour=False), language)
    screen.debrief(interviewing._debrief(sat.book, CATALOGUE))
    assert [line for line in sat.shown.splitlines() if columns(line) > width] == []


# --- grading ----------------------------------------------------------------------------------------------------------
def test_a_part_of_a_drill_counts_its_own_cases_alone():
    part = interview_code.CODE_PARTS["3.3-one-step"]
    score, note = interview_code._graded(part, SUBMISSIONS / "3.3" / "right" / "per_gate.py", 7)
    assert (score, note["verdict"], note["rungs"]) == (1.0, "passed", 2)
    score, note = interview_code._graded(part, SUBMISSIONS / "3.3" / "wrong" / "forget_gate_with_hidden.py", 7)
    assert (score, note["verdict"]) == (0.0, "failed")


# --- the program ------------------------------------------------------------------------------------------------------
def program(tmp_path, *arguments, typed=""):
    settings = {
        "LSTM_DRILLS_HOME": str(tmp_path / "home"), "LSTM_DRILLS_WORKSPACE": str(tmp_path / "work"),
        "LSTM_DRILLS_LANG": "en", "PYTHONPATH": str(paths.PACKAGE.parent), "PYTHONIOENCODING": "utf-8",
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-m", "lstm_drills", "interview", *arguments], env={**os.environ, **settings}, cwd=tmp_path,
        input=typed, capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip


def test_a_piped_interview_ends_with_its_input_and_goes_on(tmp_path):
    begun = program(tmp_path, "--minutes", "5", "--seed", "7", typed=":s\n")
    assert begun.returncode == 0, begun.stderr
    assert "--resume goes on" in " ".join(begun.stdout.split())
    ended = program(tmp_path, "--resume", "--json", "--html", "page.html", "--markdown", "page.md", typed=":e\n")
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    assert (found["seed"], found["reached"], found["skipped"], found["breaks"]) == (7, 1, 1, 1)
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (tmp_path / "page.md").read_text(encoding="utf-8").startswith("# ")
    assert program(tmp_path, "--last").stdout.count("Interview debrief") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--resume"], "no interview to go on with"),
        (["--last"], "no interview is finished"),
        (["--resume", "--last"], "choose one"),
        (["--last", "--seed", "3"], "--seed is settled"),
        (["--minutes", "2"], "5 to 180"),
        (["--blueprint", "junor"], "did you mean junior"),
        (["--html", "there.html"], "exists already"),
        (["--html", "no/such.html"], "no folder"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(tmp_path, arguments, words):
    (tmp_path / "there.html").write_text("mine")
    done = program(tmp_path, *arguments)
    assert done.returncode == 2
    assert words in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert (tmp_path / "there.html").read_text() == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_ctrl_c_on_a_terminal_saves_and_the_interview_goes_on(tmp_path):
    pexpect = pytest.importorskip("pexpect")
    settings = {
        "LSTM_DRILLS_HOME": str(tmp_path / "home"), "LSTM_DRILLS_WORKSPACE": str(tmp_path / "work"),
        "LSTM_DRILLS_LANG": "zh", "PYTHONPATH": str(paths.PACKAGE.parent), "TERM": "xterm", "PYTHONIOENCODING": "utf-8",
    }  # fmt: skip

    def begin(*arguments):
        return pexpect.spawn(
            sys.executable, ["-m", "lstm_drills", "interview", *arguments], env={**os.environ, **settings},
            cwd=str(tmp_path), encoding="utf-8", timeout=30, dimensions=(50, 80),
        )  # fmt: skip

    child = begin("--minutes", "5", "--seed", "7", "--blueprint", "junior")
    child.expect_exact("第 1 题")
    child.expect_exact("> ")
    child.sendintr()
    child.expect_exact("已保存")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    child = begin("--resume")
    child.expect_exact("继续面试")
    child.expect_exact("> ")
    child.sendline(":e")
    child.expect_exact("面试到此结束")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
