"""Where errors end: ours, an interrupt, a reader that has gone."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENDLESS = "def lstm_backward(*arguments, **named):\n    while True:\n        pass\n"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of POSIX")


def begin(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "lstm_drills", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        encoding="utf-8", env={**os.environ, "PYTHONPATH": str(ROOT), **environment}, start_new_session=True,
    )  # fmt: skip


def test_a_bug_of_ours_is_said_to_be_ours_and_exits_with_3(run, tmp_path):
    broken = tmp_path / "sitecustomize.py"
    broken.write_text(
        "import lstm_drills.workspace\n"
        "def fail():\n    raise RuntimeError('a bug')\n"
        "lstm_drills.workspace.current = fail\n",
        encoding="utf-8",
    )
    ran = run("where", PYTHONPATH=f"{ROOT}{os.pathsep}{tmp_path}")
    assert ran.code == 3
    assert "RuntimeError: a bug" in ran.err
    assert "Python 3" in ran.err
    assert ran.err.splitlines()[-1].startswith("This is a bug of LSTM Drills, not of yours.")


@POSIX
def test_ctrl_c_while_the_code_runs_ends_the_child_too(tmp_path):
    file = tmp_path / "endless.py"
    file.write_text(ENDLESS, encoding="utf-8")
    program = begin("check", "3.3", str(file))
    deadline = time.monotonic() + 20
    while not (children := children_of(program.pid)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert children
    time.sleep(0.5)  # until the submission runs
    os.killpg(program.pid, signal.SIGINT)
    out, err = program.communicate(timeout=20)
    assert program.returncode == 130
    assert "Traceback" not in out + err
    assert not any(is_running(child) for child in children)


def children_of(parent: int) -> list[int]:
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, encoding="utf-8", check=True)
    pairs = [line.split() for line in listed.stdout.splitlines()]
    return [int(child) for child, its_parent in pairs if int(its_parent) == parent]


def is_running(process: int) -> bool:
    listed = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, encoding="utf-8", check=False
    )
    return listed.stdout.strip() not in ("", "Z", "Zs")


@POSIX
@pytest.mark.parametrize("command", ["list", "show 3.3", "where", "check --help"])
def test_a_reader_that_has_gone_is_no_error(command):
    program = begin(*command.split())
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    with program.stderr:
        assert program.stderr.read() == ""
    assert program.wait(timeout=20) == 141
