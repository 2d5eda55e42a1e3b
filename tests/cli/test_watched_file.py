"""When is a file another than before? By its content, once it has come to rest."""

import os

import pytest

from lstm_drills.cli.watched_file import WatchedFile


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "unit.py"
    path.write_text("a = 1\n", encoding="utf-8")
    return path


def looks(file, times=3):
    return [file.changed() for _ in range(times)]


def save(path, text, age):
    """Written, with a time of its own: two saves within a tick of the disk's clock are told apart by nothing else."""
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(age, age))


def test_each_new_content_is_told_once(path):
    file = WatchedFile(path)
    assert looks(file) == [False] * 3
    save(path, "a = 2\n", 1)
    assert looks(file) == [False, True, False]
    save(path, "a = 3\n", 2)
    assert looks(file) == [False, True, False]


def test_a_touch_or_the_same_content_again_is_no_change(path):
    file = WatchedFile(path)
    os.utime(path, ns=(1, 1))
    assert not any(looks(file))
    save(path, "a = 1\n", 2)
    assert not any(looks(file))


def test_a_temporary_file_that_is_renamed_is_a_save(path, tmp_path):
    file = WatchedFile(path)
    other = tmp_path / "unit.py.tmp"
    other.write_text("a = 2\n", encoding="utf-8")
    assert not any(looks(file))
    other.replace(path)
    assert any(looks(file))


def test_a_file_that_is_away_or_empty_for_a_moment_is_waited_for(path):
    file = WatchedFile(path)
    path.unlink()
    assert not any(looks(file))
    save(path, "", 1)
    assert not any(looks(file))
    save(path, "a = 2\n", 2)
    assert any(looks(file))


def test_what_is_still_being_written_is_waited_for(path):
    file = WatchedFile(path)
    save(path, "a", 1)
    assert not file.changed()
    save(path, "a = 2", 2)
    assert not file.changed()
    save(path, "a = 25\n", 3)
    assert looks(file) == [False, True, False]
