"""The README shows only what runs: its console blocks are compared line by line, its other commands are run.

``python tests/test_readme.py`` writes what the program says now into the console blocks.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
SETUP = re.compile(r"```sh\n(.*?)```", re.DOTALL)
INLINE = re.compile(r"`(lstm-drills(?: [^`]*)?)`")
STANDS_FOR_SOMETHING = ("FILE", " N")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def ran(command: str, folder: Path, where: Path) -> tuple[int, str]:
    """Exit code and output of a command of the README, at 80 columns and without a keyboard."""
    words = [sys.executable, "-m", "lstm_drills", *shlex.split(command)[1:]]
    settings = {
        "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "80", "LSTM_DRILLS_LANG": "en",
        "LSTM_DRILLS_HOME": str(folder / "home"), "LSTM_DRILLS_WORKSPACE": str(folder / "workspace"),
    }  # fmt: skip
    done = subprocess.run(
        words, env={**os.environ, **settings}, cwd=where, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


def session(block: str, folder: Path) -> str:
    """A console block as it is when its commands run now."""
    commands = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
    return "\n".join(f"$ {command}\n{ran(command, folder, ROOT)[1]}" for command in commands)


@pytest.mark.parametrize("name", READMES)
def test_what_the_console_shows_is_what_the_program_says(name, tmp_path):
    blocks = CONSOLE.findall(text_of(name))
    assert len(blocks) >= 2
    for number, block in enumerate(blocks):
        assert session(block, tmp_path / str(number)) == block


@pytest.mark.parametrize("name", READMES)
def test_every_command_in_the_text_can_be_run(name, tmp_path):
    commands = [command for command in INLINE.findall(text_of(name)) if not command.endswith(STANDS_FOR_SOMETHING)]
    assert len(commands) > 10
    for command in dict.fromkeys(commands):
        if command == "lstm-drills validate":
            continue  # runs for minutes; the validation has tests of its own
        code, output = ran(command, tmp_path, tmp_path)
        assert code in (0, 1), f"{command}: {output}"


def test_both_languages_show_the_same_commands():
    english, chinese = (text_of(name) for name in READMES)
    assert SETUP.findall(english) == SETUP.findall(chinese)
    assert len(SETUP.findall(english)) == 2
    assert INLINE.findall(english) == INLINE.findall(chinese)
    assert re.findall(r"`([A-Z_]+)`", english) == re.findall(r"`([A-Z_]+)`", chinese)


def test_continuous_integration_runs_the_set_up_commands():
    """They install packages, so no test here does; .ci/run takes them out of the README by their first words."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "README.md" in script
    assert all(command.startswith("python3 -m venv .venv && ") for command in SETUP.findall(text_of("README.md")))


def update(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        places = iter(range(1000))
        new = CONSOLE.sub(
            lambda found: f"```console\n{session(found[1], Path(folder) / str(next(places)))}```", text_of(name)
        )
    (ROOT / name).write_text(new, encoding="utf-8")


if __name__ == "__main__":
    for readme in READMES:
        update(readme)
