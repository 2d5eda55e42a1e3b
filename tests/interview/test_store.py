"""An interview's file: what was acknowledged is there, a torn last line is none, damage is named."""

import json

import pytest

from lstm_drills.errors import DrillsError
from lstm_drills.interview import store
from lstm_drills.interview.sitting import Answered, Ended, Item, Left, Marked, Start, Sure

QUEUE = (Item("concept", "2.1/a", 60), Item("project", "p", 240))
START = Start("0193", "2026-12-01T08:00:00+00:00", "junior", 7, 5, QUEUE)
EVENTS = [
    Answered("门控\u2028A\x85\x0b", 20.5, 20.5, 1.0, note={"passed": 1}), Sure(3, 22), Left(30), Answered("", 1, 60), Sure(1, 61),
    Ended(62), Marked(1, 0.5, (0, 2)),
]  # fmt: skip


def test_every_prefix_that_was_acknowledged_is_read_back(tmp_path):
    book = store.begin(tmp_path, START)
    assert store.read(book.path).state == book.state
    for event in EVENTS:
        book.add(event)
        again = store.read(book.path)
        assert again.state == book.state
        assert again.start == START


@pytest.mark.parametrize("cut", [1, 5, 30])
def test_a_torn_last_line_is_no_line_and_the_next_event_takes_its_place(tmp_path, cut):
    book = store.begin(tmp_path, START)
    book.add(EVENTS[0])
    safe = book.state
    book.add(EVENTS[1])
    book.path.write_bytes(book.path.read_bytes()[:-cut])
    again = store.read(book.path)
    assert again.state == safe
    again.add(Sure(4, 23))
    assert store.read(book.path).state.answers[0].confidence == 4


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (1, "{}"),
        (2, "not json"),
        (2, '{"event": "sure", "confidence": 9, "used": 1}'),
        (3, '{"event": "flown"}'),
        (3, "[]"),
    ],
)
def test_a_damaged_line_is_named_and_the_file_kept(tmp_path, line, text):
    book = store.begin(tmp_path, START)
    book.add(EVENTS[0])
    book.add(EVENTS[1])
    lines = book.path.read_text(encoding="utf-8").split("\n")[:-1]
    lines[line - 1] = text
    damaged = "\n".join(lines) + "\n"
    book.path.write_text(damaged, encoding="utf-8")
    with pytest.raises(DrillsError) as raised:
        store.read(book.path)
    assert raised.value.message_id == "interview.damaged"
    assert raised.value.parameters["line"] == line
    assert book.path.read_text(encoding="utf-8") == damaged


def test_what_cannot_come_now_is_not_kept(tmp_path):
    book = store.begin(tmp_path, START)
    before = book.path.read_bytes()
    with pytest.raises(ValueError, match=r"."):
        book.add(Sure(1, 1))
    assert book.path.read_bytes() == before


def test_the_newest_comes_first_and_one_never_begun_is_none(tmp_path):
    for number in (1, 3, 2):
        store.begin(tmp_path, START._replace(id=f"id-{number}"))
    (tmp_path / "id-9.jsonl").write_bytes(b'{"event": "star')
    assert [book.start.id for book in store.newest_first(tmp_path)] == ["id-3", "id-2", "id-1"]


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DrillsError) as raised:
        store.begin(tmp_path / "file" / "deeper", START)
    assert raised.value.message_id == "interview.cannot-write"


def test_lines_are_json_a_person_can_read(tmp_path):
    book = store.begin(tmp_path, START)
    book.add(EVENTS[0])
    first, second = book.path.read_text(encoding="utf-8").split("\n")[:-1]
    assert json.loads(first)["version"] == 1
    assert "门控" in second
