"""``export``: the record, a deck, a table; what exists is never overwritten."""

import csv
import io
import os
import subprocess
import sys

import pytest

from lstm_drills import paths


def export(tmp_path, *words, language="en"):
    settings = {
        "LSTM_DRILLS_HOME": str(tmp_path / "home"), "LSTM_DRILLS_LANG": language, "PYTHONIOENCODING": "utf-8",
        "PYTHONPATH": str(paths.PACKAGE.parent),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "lstm_drills", "export", *words], env={**os.environ, **settings}, cwd=tmp_path,
        capture_output=True, encoding="utf-8", timeout=60, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, " ".join(done.stderr.split())


def rows_of(path):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_a_table_of_some_questions(tmp_path):
    assert export(tmp_path, "csv", "mine.csv", "2.3", "--type", "single")[0] == 0
    rows = rows_of(tmp_path / "mine.csv")
    assert rows
    assert {(row["section"], row["type"]) for row in rows} == {("2.3", "single")}


def test_a_deck_in_chinese(tmp_path):
    pytest.importorskip("genanki")
    code, words = export(tmp_path, "anki", "mine.apkg", "2.3", language="zh")
    assert code == 0, words
    assert (tmp_path / "mine.apkg").read_bytes()[:2] == b"PK"
    assert "不会重复" in words


def test_the_record_goes_to_the_screen_or_a_file(tmp_path):
    assert export(tmp_path)[0] == 0
    assert export(tmp_path, "record.jsonl")[0] == 0
    assert (tmp_path / "record.jsonl").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["anki"], "lstm-drills export anki cards.apkg"),
        (["csv", "there.csv"], "there.csv"),
        (["anki", "there.csv"], "there.csv"),
        (["there.csv"], "there.csv"),
        (["record.jsonl", "2.3"], "choose cards"),
        (["--topic", "gradients"], "choose cards"),
        (["csv", "x.csv", "2.33"], "did you mean"),
        (["csv", "x.csv", "1", "--level", "3", "--type", "order", "--topic", "time-series"], "leave a filter out"),
        (["csv", "no/such/x.csv"], "no/such/x.csv"),
        (["anki", "no/such/x.apkg"], "no/such/x.apkg"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_overwritten(tmp_path, words, said):
    (tmp_path / "there.csv").write_text("mine")
    code, error = export(tmp_path, *words)
    assert code == 2
    assert said in error
    assert (tmp_path / "there.csv").read_text() == "mine"
