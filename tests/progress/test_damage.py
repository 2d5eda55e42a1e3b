"""What can be wrong with the file or the disk: one sentence, and nothing of the learner's is overwritten."""

import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

import lstm_drills
from lstm_drills.errors import ProgressError
from lstm_drills.messages import LANGUAGES, message, say
from lstm_drills.progress import database, open_progress
from lstm_drills.reviews import Log, Setting, new_id

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
ROWS = 155


def sentence(error: ProgressError) -> str:
    """The sentence in English; both languages can say it."""
    chinese, english = (say(message(error.message_id, **error.parameters), language) for language in LANGUAGES[::-1])
    assert "\n" not in english + chinese
    return english


def rows_of(log: Log) -> int:
    return sum(len(rows) for rows in log)


def read(file: Path) -> Log:
    with open_progress(file) as progress:
        return progress.log()


def assert_set_aside(file: Path, damaged: bytes, error: ProgressError) -> Log:
    """The file was kept to the byte and named, and what the next command opens works."""
    kept = Path(str(error.parameters["kept"]))
    assert kept.read_bytes() == damaged
    assert str(kept) in sentence(error)
    after = read(file)
    assert rows_of(after) == error.parameters.get("count", 0)
    return after


@pytest.mark.parametrize("size", [0, 1, 99, 100, 511, 4095, 4096, 8192, 30000, -4096, -1])
def test_a_truncated_file_is_set_aside(filled, size):
    damaged = filled.read_bytes()[: size or None] if size else b""
    filled.write_bytes(damaged)
    with pytest.raises(ProgressError) as raised:
        read(filled)
    assert_set_aside(filled, damaged, raised.value)


@pytest.mark.parametrize("size", [-1, -4000])
def test_a_file_that_has_lost_nothing_but_zeros_is_set_aside(file, size):
    assert rows_of(read(file)) == 0
    whole = file.read_bytes()
    assert not any(whole[size:])  # the last page is an empty table's
    file.write_bytes(whole[:size])
    with pytest.raises(ProgressError) as raised:
        read(file)
    assert_set_aside(file, whole[:size], raised.value)


def test_a_file_whose_last_pages_stand_in_its_journal_is_whole(file):
    with open_progress(file) as progress:
        before = file.stat().st_size
        for number in range(300):
            progress.append(Setting(new_id(NOW), "retention", str(number), NOW))
        assert file.stat().st_size == before
        assert rows_of(read(file)) == 300


def test_rows_that_can_still_be_read_are_rescued(filled):
    before = read(filled)
    damaged = filled.read_bytes()[:-4096]
    filled.write_bytes(damaged)
    with pytest.raises(ProgressError) as raised:
        read(filled)
    assert raised.value.message_id == "progress.damaged-rescued"
    after = assert_set_aside(filled, damaged, raised.value)
    assert rows_of(after) > 50
    assert set(after.reviews) <= set(before.reviews)


@pytest.mark.parametrize(
    "content", [b"not a database at all\n" * 500, b"\0" * 8192, b"SQLite format 3\0" + b"x" * 5000]
)
def test_what_is_no_database_is_set_aside(file, content):
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(ProgressError) as raised:
        read(file)
    assert raised.value.message_id == "progress.damaged"
    assert_set_aside(file, content, raised.value)


def test_an_earlier_damaged_file_is_not_overwritten(file):
    file.parent.mkdir()
    for number in range(3):
        file.write_bytes(bytes([number]) * 5000)
        with pytest.raises(ProgressError):
            read(file)
    kept = sorted(path for path in file.parent.iterdir() if "damaged" in path.name)
    assert [path.read_bytes()[0] for path in kept] == [0, 1, 2]


@pytest.mark.parametrize("seed", [*range(60), 2439])  # 2439: a name in the schema that is no UTF-8
def test_damage_anywhere_is_noticed_or_harmless(filled, seed):
    """A run of bytes is overwritten: either it is said, or every row still reads as it was written."""
    before = read(filled)
    rng = random.Random(seed)
    damaged = bytearray(filled.read_bytes())
    place, length = rng.randrange(len(damaged)), rng.choice([1, 4, 40, 400, 4000])
    damaged[place : place + length] = rng.choice([rng.randbytes(length), bytes(length), b"a" * length])
    damaged = damaged[: filled.stat().st_size]
    filled.write_bytes(damaged)
    try:
        after = read(filled)
    except ProgressError as error:
        assert error.message_id in {
            "progress.damaged",
            "progress.damaged-rescued",
            "progress.not-ours",
            "progress.newer",
        }
        if error.message_id.startswith("progress.damaged"):
            after = assert_set_aside(filled, bytes(damaged), error)
            assert all(
                set(getattr(after, name)) <= set(getattr(before, name)) for name in ("reviews", "undos", "judged")
            )
        else:
            assert filled.read_bytes() == damaged
            sentence(error)
    else:
        assert after == before


def test_a_row_changed_behind_our_back_is_damage_found_while_reading(filled):
    with sqlite3.connect(filled) as connection:
        connection.execute("UPDATE reviews SET rating = 'easy' WHERE position = 70")
    connection.close()
    with open_progress(filled) as progress, pytest.raises(ProgressError) as raised:
        progress.reviews()
    assert raised.value.parameters["count"] == ROWS - 1
    assert rows_of(read(filled)) == ROWS - 1


def test_a_file_of_a_newer_version_is_left_alone(filled):
    connection = sqlite3.connect(filled)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    content = filled.read_bytes()
    with pytest.raises(ProgressError) as raised:
        read(filled)
    assert raised.value.message_id == "progress.newer"
    assert "99" in sentence(raised.value)
    assert filled.read_bytes() == content
    assert [path.name for path in filled.parent.iterdir()] == [filled.name]


def test_another_programs_database_is_left_alone(file):
    file.parent.mkdir()
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE photos (name TEXT)")
    connection.close()
    content = file.read_bytes()
    with pytest.raises(ProgressError) as raised:
        read(file)
    assert raised.value.message_id == "progress.not-ours"
    assert file.read_bytes() == content


def test_an_older_file_is_brought_up_to_date(filled, monkeypatch, tmp_path):
    before = read(filled)
    step = tmp_path / "step.sql"
    step.write_text(
        "CREATE TABLE later (\n  uuid TEXT\n);\nCREATE INDEX later_uuid ON later (uuid);\n", encoding="utf-8"
    )
    monkeypatch.setattr(database, "STEPS", (*database.STEPS, str(step)))
    assert read(filled) == before
    connection = sqlite3.connect(filled)
    assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    assert connection.execute("SELECT count(*) FROM later").fetchone() == (0,)
    connection.close()


def test_an_update_that_fails_changes_nothing(filled, monkeypatch, tmp_path):
    step = tmp_path / "step.sql"
    step.write_text("CREATE TABLE later (uuid TEXT);\nCREATE TABLE later (uuid TEXT);\n", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(database, "STEPS", (*database.STEPS, str(step)))
        with pytest.raises(sqlite3.OperationalError, match="already exists"):
            read(filled)
    assert rows_of(read(filled)) == ROWS


def test_a_folder_that_is_a_file_is_said(tmp_path):
    (tmp_path / "home").write_text("no folder", encoding="utf-8")
    with pytest.raises(ProgressError) as raised:
        read(tmp_path / "home" / "progress.db")
    assert raised.value.message_id == "progress.cannot-open"
    assert str(tmp_path / "home") in sentence(raised.value)


def test_a_folder_in_the_place_of_the_file_is_said(file):
    file.mkdir(parents=True)
    with pytest.raises(ProgressError) as raised:
        read(file)
    assert raised.value.message_id == "progress.cannot-open"


def test_a_full_disk_keeps_what_was_saved(filled):
    with open_progress(filled) as progress:
        before = progress.log()
        pages = progress._connection.execute("PRAGMA page_count").fetchone()[0]
        progress._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(ProgressError) as raised:
            for _ in range(200):
                progress.append(Setting(new_id(NOW), "language", "zh" * 500, NOW))
        assert raised.value.message_id == "progress.disk-full"
        assert "full" in sentence(raised.value)
        progress._connection.execute("PRAGMA max_page_count = 100000")
        progress.append(Setting(new_id(NOW), "language", "zh", NOW))
    after = read(filled)
    assert after.reviews == before.reviews
    assert after.settings[-1].value == "zh"


def test_a_lock_that_is_held_is_waited_for_and_then_said(filled, monkeypatch):
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0.05)
    holder = sqlite3.connect(filled, isolation_level=None)
    with open_progress(filled) as progress:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(ProgressError) as raised:
            progress.set_setting("language", "zh", NOW)
        assert raised.value.message_id == "progress.busy"
        sentence(raised.value)
        holder.execute("ROLLBACK")
        progress.set_setting("language", "zh", NOW)
        assert progress.setting("language") == "zh"
    holder.close()


def test_a_short_lock_is_only_waited_for(filled):
    holder = sqlite3.connect(filled, isolation_level=None, check_same_thread=False)
    with open_progress(filled) as progress:
        holder.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.1, holder.execute, ["ROLLBACK"])
        release.start()
        progress.set_setting("language", "zh", NOW)
        release.join()
    holder.close()


WRITE = """
import os
import sys
from datetime import datetime, UTC
from pathlib import Path
from lstm_drills.errors import ProgressError
from lstm_drills.progress import open_progress
if os.geteuid() == 0:  # root may write everything: be somebody else, now that everything is imported
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    with open_progress(Path(sys.argv[1])) as progress:
        progress.set_setting("language", "zh", datetime(2026, 3, 15, tzinfo=UTC))
except ProgressError as error:
    print(error.message_id)
else:
    print("written")
"""


def write_as_nobody(file: Path) -> str:
    """What a process says that has no special rights, also where the tests run as root."""
    environment = {**os.environ, "PYTHONPATH": str(Path(lstm_drills.__file__).parents[1])}
    command = [sys.executable, "-S", "-B", "-c", WRITE, str(file)]
    done = subprocess.run(command, check=False, env=environment, cwd="/", capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    return done.stdout.strip()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions of files are others on this platform")
@pytest.mark.parametrize(
    ("folder_mode", "file_mode", "said"),
    [
        (0o777, 0o666, "written"),
        (0o777, 0o444, "progress.read-only"),
        (0o555, 0o444, "progress.read-only"),
        (0o555, None, "progress.cannot-open"),
        (0o000, 0o666, "progress.cannot-open"),
    ],
)
def test_what_may_not_be_written_is_said(filled, folder_mode, file_mode, said):
    with tempfile.TemporaryDirectory() as open_to_all:
        Path(open_to_all).chmod(0o755)
        folder = Path(open_to_all) / "home"
        folder.mkdir()
        file = folder / "progress.db"
        if file_mode is not None:
            file.write_bytes(filled.read_bytes())
            file.chmod(file_mode)
        folder.chmod(folder_mode)
        try:
            assert write_as_nobody(file) == said
        finally:
            folder.chmod(0o755)
        if file_mode is not None:
            assert rows_of(read(file)) == ROWS + (said == "written")


def test_a_file_that_appears_while_ours_is_built_is_kept(filled):
    content = filled.read_bytes()
    database._create(filled)
    assert filled.read_bytes() == content
    assert [path.name for path in filled.parent.iterdir()] == [filled.name]


LEAF = 10  # the first byte of a page that holds rows and points to no other page


def leaf_in_the_middle(file: Path) -> int:
    """Where a page of rows begins, none of them among the first or last."""
    with open_progress(file) as progress:
        uuids = [row.uuid.encode() for row in progress.reviews() if 60 <= row.position < 90]
    content = file.read_bytes()
    pages = (content.index(uuid) // 4096 * 4096 for uuid in uuids)
    return next(page for page in pages if content[page] == LEAF)


def test_damage_is_noticed_before_anything_is_written_and_both_sides_of_it_are_rescued(filled):
    place = leaf_in_the_middle(filled)
    damaged = bytearray(filled.read_bytes())
    damaged[place : place + 4096] = bytes(4096)
    filled.write_bytes(damaged)
    with pytest.raises(ProgressError) as raised:
        open_progress(filled)
    after = assert_set_aside(filled, bytes(damaged), raised.value)
    assert {0, 149} < {row.position for row in after.reviews} < set(range(150))


def test_a_table_that_is_missing_is_damage(filled):
    connection = sqlite3.connect(filled)
    connection.execute("ALTER TABLE undos RENAME TO undone")
    connection.close()
    with pytest.raises(ProgressError) as raised:
        open_progress(filled)
    assert raised.value.parameters["count"] == ROWS - 1
