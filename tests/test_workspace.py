"""The learner's folder: found from where they stand, and nothing in it is ever lost."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lstm_drills import workspace
from lstm_drills.content.exercises import exercise
from lstm_drills.errors import DrillsError

NOW = datetime(2026, 3, 14, 12, 0, 0, tzinfo=UTC)


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    """A current folder, and no workspace named by the environment."""
    monkeypatch.delenv("LSTM_DRILLS_WORKSPACE")
    folder = tmp_path / "somewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_start_makes_a_visible_folder_and_copies_the_stub(place):
    started = workspace.start(exercise("3.3"))
    assert started.created
    assert started.new_workspace == place / "lstm-drills-workspace"
    assert started.path == place / "lstm-drills-workspace" / "3_3_lstm_backward.py"
    assert started.path.read_bytes() == exercise("3.3").stub.read_bytes()


def test_the_file_can_be_imported_by_its_name(place):
    """A learner wants ``from 3_2...`` in no case, but pytest, editors and linters want a legal file name."""
    assert workspace.start(exercise("3.1")).path.stem.replace("_", "").isalnum()


def test_start_never_overwrites(place):
    path = workspace.start(exercise("3.3")).path
    path.write_text("mine", encoding="utf-8")
    again = workspace.start(exercise("3.3"))
    assert not again.created
    assert again.new_workspace is None
    assert path.read_text(encoding="utf-8") == "mine"


def test_it_is_found_from_inside_and_from_beside(place, monkeypatch):
    folder = workspace.start(exercise("3.1")).path.parent
    deep = folder / "notes" / "march"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert workspace.current() == folder
    beside = place / "other"
    beside.mkdir()
    monkeypatch.chdir(beside)
    assert workspace.current() == folder
    assert workspace.start(exercise("3.2")).path.parent == folder


def test_a_folder_without_the_marker_is_no_workspace(place):
    (place / "lstm-drills-workspace").mkdir()
    assert workspace.current() is None


def test_the_variable_overrides(place, tmp_path, monkeypatch):
    workspace.start(exercise("3.1"))
    monkeypatch.setenv("LSTM_DRILLS_WORKSPACE", str(tmp_path / "mine"))
    assert workspace.current() == tmp_path / "mine"
    assert workspace.started(exercise("3.1")) is None
    started = workspace.start(exercise("3.1"))
    assert started.path.parent == tmp_path / "mine"
    assert started.new_workspace is None, "it is where the variable says, from everywhere"


def test_reset_keeps_what_was_written_and_undo_brings_it_back(place):
    path = workspace.start(exercise("3.1")).path
    path.write_text("mine", encoding="utf-8")
    found, backup = workspace.reset(exercise("3.1"), NOW)
    assert found == path
    assert backup.read_text(encoding="utf-8") == "mine"
    assert path.read_bytes() == exercise("3.1").stub.read_bytes()
    assert workspace.undo_reset(exercise("3.1"), NOW) == path
    assert path.read_text(encoding="utf-8") == "mine"
    with pytest.raises(DrillsError) as caught:
        workspace.undo_reset(exercise("3.1"), NOW)
    assert caught.value.message_id == "workspace.no-backup"


def test_two_resets_in_one_second_keep_both(place):
    path = workspace.start(exercise("3.1")).path
    kept = []
    for text in ("first", "second"):
        path.write_text(text, encoding="utf-8")
        kept.append(workspace.reset(exercise("3.1"), NOW)[1])
    assert [backup.read_text(encoding="utf-8") for backup in kept] == ["first", "second"]
    workspace.undo_reset(exercise("3.1"), NOW)
    assert path.read_text(encoding="utf-8") == "second"


def test_undo_keeps_what_was_written_after_the_reset(place):
    path = workspace.start(exercise("3.1")).path
    path.write_text("before", encoding="utf-8")
    workspace.reset(exercise("3.1"), NOW)
    path.write_text("after", encoding="utf-8")
    workspace.undo_reset(exercise("3.1"), NOW)
    assert path.read_text(encoding="utf-8") == "before"
    workspace.undo_reset(exercise("3.1"), NOW)
    assert path.read_text(encoding="utf-8") == "after"


def test_backups_of_one_exercise_are_not_brought_back_to_another(place):
    workspace.start(exercise("3.1"))
    workspace.start(exercise("3.2"))
    workspace.reset(exercise("3.1"), NOW)
    with pytest.raises(DrillsError, match="no-backup"):
        workspace.undo_reset(exercise("3.2"), NOW)


def test_reset_without_a_start(place):
    with pytest.raises(DrillsError, match="nothing-to-reset"):
        workspace.reset(exercise("3.1"), NOW)


def test_a_file_in_the_folders_place(place, monkeypatch):
    (place / "taken").write_text("a file", encoding="utf-8")
    monkeypatch.setenv("LSTM_DRILLS_WORKSPACE", str(place / "taken"))
    with pytest.raises(DrillsError, match="cannot-write"):
        workspace.start(exercise("3.1"))
    assert (place / "taken").read_text(encoding="utf-8") == "a file"


@pytest.mark.parametrize(("name", "said"), [("none.py", "no-such-file"), (".", "is-a-folder")])
def test_a_file_that_cannot_be_graded(place, name, said):
    with pytest.raises(DrillsError, match=said):
        workspace.readable(place / name)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not delete a folder in use")
def test_a_current_folder_that_is_gone(place):
    os.rmdir(place)  # noqa: PTH106
    with pytest.raises(DrillsError, match="no-current-folder"):
        workspace.current()
