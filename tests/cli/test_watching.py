"""``watch`` on a real (pseudo-)terminal: saves, keys, the way out."""

import os
import sys
from pathlib import Path

import pytest

from lstm_drills import paths

pexpect = pytest.importorskip("pexpect")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")

SUBMISSIONS = Path(__file__).resolve().parents[1] / "submissions" / "3.1"
RIGHT = SUBMISSIONS / "right" / "per_gate.py"
WRONG = sorted((SUBMISSIONS / "wrong").glob("*.py"))[0]
KEYS = "q quit"


class Watcher:
    def __init__(self, tmp_path, *arguments, **environment):
        self.workspace = tmp_path / "workspace"
        env = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
        self.child = pexpect.spawn(
            sys.executable, ["-m", "lstm_drills", "watch", *arguments],
            env={**env, "TERM": "xterm", "PYTHONPATH": str(paths.PACKAGE.parent), **environment},
            encoding="utf-8", timeout=30, dimensions=(50, 80), cwd=tmp_path,
        )  # fmt: skip

    def save(self, source: Path, name: str = "3_1_lstm_unit.py") -> None:
        temporary = self.workspace / ".saving"
        temporary.write_bytes(source.read_bytes())
        temporary.replace(self.workspace / name)

    def page(self) -> str:
        """All that is shown up to the line of keys, once the cause was looked for."""
        self.child.expect_exact(KEYS)
        while "Looking for the cause" in self.child.before:
            self.child.expect_exact(KEYS)
        return self.child.before

    def end(self) -> int:
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus


def test_a_save_is_graded_and_a_passing_drill_waits_for_n(tmp_path):
    watcher = Watcher(tmp_path, "3.1")
    assert "not started" in watcher.page()
    watcher.save(WRONG)
    page = watcher.page()
    assert "run 2" in page and "failed at rung" in page and "Diagnosis:" in page
    watcher.save(RIGHT)
    page = watcher.page()
    assert "3.1 passed" in page and "all 14 rungs, was" in page and "Press n" in page
    watcher.child.send("d")
    page = watcher.page()
    assert "passes now:" in page and "no longer found:" in page and "\x1b[32m+" in page
    watcher.child.send("n")
    assert "3.2" in watcher.page()
    watcher.child.send("q")
    assert watcher.end() == 0
    assert "lstm-drills watch 3.2" in watcher.child.before


def test_keys_run_again_and_show_hint_and_statement(tmp_path):
    watcher = Watcher(tmp_path, "3.1")
    watcher.page()
    watcher.child.send("r")
    assert "run 2" in watcher.page()
    watcher.child.send("h")
    assert "hint 1 of" in watcher.page()
    watcher.child.send("h")
    assert "hint 2 of" in watcher.page()
    watcher.child.send("s")
    assert "c_t" in watcher.page()
    watcher.child.send("d")
    assert "Nothing changed" in watcher.page()
    watcher.child.send("q")
    assert watcher.end() == 0


def test_ctrl_c_leaves_the_terminal_as_it_was_and_no_process_behind(tmp_path):
    watcher = Watcher(tmp_path)
    watcher.page()
    watcher.child.sendintr()
    assert watcher.end() == 130
    assert "Traceback" not in watcher.child.before


def test_plain_never_clears_and_speaks_chinese(tmp_path):
    watcher = Watcher(tmp_path, "3.1", "--plain", "--lang", "zh", NO_COLOR="1")
    watcher.child.expect_exact("q 退出")
    assert "\x1b[" not in watcher.child.before
    assert "还没有开始" in watcher.child.before
    watcher.child.send("q")
    assert watcher.end() == 0


def test_an_endless_loop_is_stopped_and_the_watch_goes_on(tmp_path):
    endless = tmp_path / "endless.py"
    endless.write_text(
        "def lstm_unit(input_, prev_hidden, prev_cell, weights):\n    while True:\n        pass\n", "utf-8"
    )
    watcher = Watcher(tmp_path, "3.1")
    watcher.page()
    watcher.save(endless)
    assert "Stopped after" in watcher.page()
    watcher.save(RIGHT)
    assert "3.1 passed" in watcher.page()
    watcher.child.send("q")
    watcher.end()


def test_without_a_terminal_it_is_driven_by_a_pipe(run):
    assert run("watch", "3.1", typed="").code == 0, "the end of input ends it"
    ran = run("watch", "3.1", typed="dq")
    assert ran.code == 0
    assert "There is no earlier run" in ran.out
