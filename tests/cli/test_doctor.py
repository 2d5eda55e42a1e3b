"""``doctor``: what it finds on a sound machine, and what it says of a broken one."""

import json
import sys

import pytest

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="permissions are others there")


def findings(ran):
    return {(one["group"], one["name"]): one for one in json.loads(ran.out)["findings"]}


def test_a_sound_machine(run):
    ran = run("doctor", "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["healthy"] is True
    found = findings(ran)
    assert found["versions", "numpy"]["value"][0].isdigit()
    assert found["grader", "process"]["state"] == "good"
    assert int(found["content", "exercises"]["value"]) >= 3
    assert found["record", "progress"]["state"] == "absent"


@pytest.mark.parametrize(("language", "words"), [("en", "Nothing is broken."), ("zh", "一切正常。")])
def test_the_page_in_both_languages(run, language, words):
    ran = run("doctor", "--lang", language, COLUMNS="50")
    assert ran.code == 0
    assert ran.out.rstrip().endswith(words)


@POSIX
def test_a_home_that_cannot_be_written_is_named_with_what_to_do(run):
    ran = run("doctor", LSTM_DRILLS_HOME="/proc/nowhere")
    assert ran.code == 1
    assert "Nothing can be written to /proc/nowhere" in ran.out
    assert "LSTM_DRILLS_HOME" in ran.out


def test_a_damaged_record_is_named(run, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "progress.db").write_bytes(b"no database at all" * 100)
    ran = run("doctor", "--json")
    assert ran.code == 1
    found = findings(ran)["record", "progress"]
    assert found["state"] == "broken"
    assert "progress.db" in found["advice"]


def test_a_terminal_without_utf_8_is_noted(run):
    found = findings(run("doctor", "--json", PYTHONIOENCODING="latin-1"))
    assert found["terminal", "encoding"]["state"] == "warning"
