"""The quiz on a real (pseudo-)terminal: Chinese typed and taken back, 50 columns, every way to leave, a kill."""

import os
import signal
import sys
from pathlib import Path

import pytest

from lstm_drills import paths
from lstm_drills.progress import open_progress
from lstm_drills.ui.wrap import CLOSING

pexpect = pytest.importorskip("pexpect")
pyte = pytest.importorskip("pyte")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")

EXAMPLE = str(Path(__file__).parents[1] / "content" / "banks" / "example.yaml")
COLUMNS = 50


class Player:
    """A learner at a terminal; ``screen`` is what they see."""

    def __init__(
        self, tmp_path: Path, *arguments: str, language: str = "zh", environment: dict[str, str] | None = None
    ):
        home = str(tmp_path / "home")
        settings = {
            "LSTM_DRILLS_HOME": home,
            "LSTM_DRILLS_LANG": language,
            "TERM": "xterm",
            "PYTHONIOENCODING": "utf-8",
        }
        env = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")}
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "lstm_drills", "quiz", "--bank", EXAMPLE, *arguments],
            env={**env, **settings, "PYTHONPATH": str(paths.PACKAGE.parent), **(environment or {})},
            encoding="utf-8", timeout=20, dimensions=(60, COLUMNS), cwd=tmp_path,
        )  # fmt: skip
        self.screen = pyte.Screen(COLUMNS, 60)
        self.stream = pyte.Stream(self.screen)
        self.written = ""

    def expect(self, words: str) -> None:
        self.child.expect_exact(words)
        text = self.child.before + self.child.after
        self.written += text
        self.stream.feed(text)

    def end(self) -> int:
        self.child.expect(pexpect.EOF)
        self.written += self.child.before
        self.stream.feed(self.child.before)
        self.child.close()
        return self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display if line.strip()]


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LSTM_DRILLS_HOME", str(tmp_path / "home"))
    return tmp_path


def kept():
    with open_progress(paths.progress_file()) as progress:
        return [(row.question, row.rating, row.typed) for row in progress.reviews()]


def test_chinese_is_typed_taken_back_and_marked(home):
    player = Player(home, "--type", "cloze")
    player.expect("用分号隔开 > ")
    player.child.send("遗忘门窗\x7f\x7f；细胞状态\r")
    player.expect("退出 > ")
    assert any("答对了。" in line for line in player.lines)
    assert kept() == [("9.9/name-the-gate", "good", "遗忘；细胞状态")]
    player.child.send("\r")
    assert player.end() == 0
    assert any("完成：答对 1 题" in line for line in player.lines)


def test_narrow_lines_keep_the_rules_of_chinese_punctuation(home):
    player = Player(home, "--type", "single", "--type", "short")
    player.expect("> ")
    player.child.send(":h\r:?\r:l\r:l\r:q\r")
    assert player.end() == 0
    assert player.lines
    for line in player.lines:
        assert line.strip()[0] not in CLOSING - {":"}, line
        assert not any(sign in line for sign in "│┃║┌└")


@pytest.mark.parametrize(("keys", "code"), [("\x03", 130), ("\x04", 0), (":q\r", 0)])
def test_every_way_to_leave_saves_and_says_how_to_go_on(home, keys, code):
    player = Player(home, "--type", "true-false", "--type", "cloze", "--seed", "1", language="en")
    player.expect("> ")
    first = "f\r" if "t or f" in player.written else "forget; cell state\r"
    player.child.send(first)
    player.expect("leave > ")
    player.child.send("\r")
    player.expect("> ")
    player.child.send(keys)
    assert player.end() == code
    assert any("Saved. Questions left: 1." in line for line in player.lines)
    assert len(kept()) == 1
    assert "Traceback" not in player.written


def test_an_answer_whose_feedback_is_on_screen_survives_a_kill(home):
    player = Player(home, "--type", "true-false", language="en")
    player.expect("> ")
    player.child.send("f\r")
    player.expect("Right.")
    player.child.kill(signal.SIGKILL)
    player.end()
    assert kept() == [("9.9/cell-state-bounded", "good", "f")]


def test_colours_come_and_go(home):
    coloured = Player(home, "--type", "true-false", language="en")
    coloured.expect("> ")
    coloured.child.send(":q\r")
    coloured.end()
    assert "\x1b[2m" in coloured.written
    plain = Player(home, "--type", "true-false", language="en", environment={"NO_COLOR": "1"})
    plain.expect("> ")
    plain.child.send(":q\r")
    plain.end()
    assert "\x1b[2m" not in plain.written
