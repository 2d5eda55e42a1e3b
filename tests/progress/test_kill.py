"""Nothing that was acknowledged is ever lost: processes are killed at random moments, and write at the same time."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import lstm_drills
from lstm_drills.progress import open_progress
from lstm_drills.reviews import Log, live, of_session, remaining

DRIVER = Path(__file__).with_name("answering.py")
KILLS = int(os.environ.get("LSTM_DRILLS_KILLS", "200"))
STARTING_SECONDS = 0.06  # about what a process needs until its first answer: half of the kills fall into that time
ANSWERING_SECONDS = 0.01  # some twenty answers


def start(file: Path, sessions: int) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(Path(lstm_drills.__file__).parents[1])}
    # -S: the driver needs the standard library and our package alone, and starts sooner
    command = [sys.executable, "-S", str(DRIVER), str(file), str(sessions)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True, encoding="utf-8")


def acknowledged(output: str) -> dict[str, set[str]]:
    """The ids of the complete lines, by kind of row."""
    found: dict[str, set[str]] = {"answer": set(), "undo": set(), "session": set()}
    for line in output.splitlines(keepends=True):
        if line.endswith("\n"):
            what, uuid = line.split()
            found[what].add(uuid)
    return found


def stored(log: Log) -> dict[str, set[str]]:
    kinds = {"answer": log.reviews, "undo": log.undos, "session": log.sessions}
    return {what: {row.uuid for row in rows} for what, rows in kinds.items()}


def test_after_every_kill_all_acknowledged_rows_are_there_and_the_session_goes_on(tmp_path):
    file = tmp_path / "progress.db"
    rng = random.Random(20260314)
    promised: dict[str, set[str]] = {"answer": set(), "undo": set(), "session": set()}
    for number in range(KILLS):
        with start(file, sessions=1000) as process:
            first = ""
            if number % 2:
                first = process.stdout.readline()
                time.sleep(rng.uniform(0, ANSWERING_SECONDS))
            else:
                time.sleep(rng.uniform(0, 2 * STARTING_SECONDS))
            process.kill()
            output = first + process.stdout.read()
        for what, uuids in acknowledged(output).items():
            promised[what] |= uuids
        with open_progress(file) as progress:
            log = progress.log()
        there = stored(log)
        for what, uuids in promised.items():
            assert uuids <= there[what]
        assert_sessions_are_in_order(log)
    assert len(promised["answer"]) > KILLS
    assert list(tmp_path.glob("*damaged*")) == []


def assert_sessions_are_in_order(log: Log) -> None:
    """Each session but the last was finished before the next began, and every question was asked once, in order."""
    counting = live(log.reviews, log.undos)
    for session in log.sessions[-3:]:  # no process touched those before since they were last looked at
        asked = [review.question for review in of_session(counting, session.uuid)]
        assert (*asked, *remaining(session, counting)) == session.queue
        assert session == log.sessions[-1] or not remaining(session, counting)


def test_processes_that_write_at_once_lose_nothing(tmp_path):
    file = tmp_path / "new" / "progress.db"  # the file is created by all of them at once, too
    outputs = [process.communicate(timeout=120)[0] for process in [start(file, sessions=3) for _ in range(4)]]
    with open_progress(file) as progress:
        there = stored(progress.log())
    found = [acknowledged(output) for output in outputs]
    for what in there:
        assert set().union(*(uuids[what] for uuids in found)) == there[what]
    assert len(there["session"]) == 12
    assert len(there["answer"]) >= 12 * 50
