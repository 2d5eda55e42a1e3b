"""Export and import: logs of several machines merge to the same one, in any order and any number of times."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_drills.errors import ProgressError
from lstm_drills.messages import LANGUAGES, message, say
from lstm_drills.progress import Imported, open_progress
from lstm_drills.progress.codec import FORMS, TABLES
from lstm_drills.progress.exchange import export_lines, import_lines
from lstm_drills.reviews import Review, Setting, new_id

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
RECORDS = st.one_of(*(st.from_type(kind) for kind in FORMS))  # as the conftest describes them
GOOD = {
    "kind": "reviews", "uuid": "019cec37-b600-7328-9fd3-6fbfef5d5568", "question": "2.1/a", "prompt_hash": "p",
    "answer_hash": "a", "session": "s", "position": 0, "rating": "good", "correct": True, "score": 1, "typed": "b",
    "hinted": False, "overridden": False, "seconds": 2.5, "day": "2026-03-14", "at": "2026-03-14T20:00:00+08:00",
    "before": None, "after": '{"card_id": 7, "difficulty": 5.0, "reviewed": "2026-03-14", "stability": 2.5}',
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("machines")


def machine(folder, *logs: list[str]) -> list[str]:
    """What a machine exports after it imported the logs one after the other."""
    file = folder / f"{new_id(NOON)}.db"
    with open_progress(file) as progress:
        for lines in logs:
            import_lines(progress, lines)
        exported = list(export_lines(progress.log()))
    file.unlink()
    return exported


@settings(max_examples=25, deadline=None)
@given(st.lists(RECORDS, max_size=6, unique_by=lambda record: record.uuid), st.data())
def test_a_merge_is_commutative_associative_and_idempotent(folder, records, data):
    source = folder / f"{new_id(NOON)}.db"
    with open_progress(source) as progress:
        progress.append(*records)
        everything = list(export_lines(progress.log()))
    source.unlink()
    here = [line for line in everything if data.draw(st.booleans())]
    there = [line for line in everything if line not in here or data.draw(st.booleans())]
    assert machine(folder, here, there) == machine(folder, there, here) == everything
    assert machine(folder, everything, here, everything) == everything
    assert machine(folder, machine(folder, here), machine(folder, there)) == everything
    assert machine(folder, here + there) == everything


def test_an_import_says_what_was_new(file):
    with open_progress(file) as progress:
        progress.set_setting("retention", "0.9", NOON)
        progress.set_setting("retention", "0.8", NOON + timedelta(minutes=1))
        lines = list(export_lines(progress.log()))
    with open_progress(file.with_name("other.db")) as other:
        assert import_lines(other, [lines[0], "", "  \n"]) == Imported(new=1, known=0)
        assert import_lines(other, [line + "\r\n" for line in lines]) == Imported(new=1, known=1)
        assert other.setting("retention") == "0.8"


def test_an_export_is_readable_text(file):
    with open_progress(file) as progress:
        progress.append(Setting(new_id(NOON), "goal", "遗忘门", NOON))
        (line,) = export_lines(progress.log())
    assert "遗忘门" in line
    assert json.loads(line)["kind"] == "settings"


def test_a_good_line_is_a_row(file):
    with open_progress(file) as progress:
        import_lines(progress, [json.dumps(GOOD)])
        (row,) = progress.reviews()
    assert (row.at, row.at.tzinfo, row.score, type(row.score)) == (NOON, UTC, 1.0, float)


def changed(**fields: object) -> str:
    return json.dumps(GOOD | fields)


def without(field: str) -> str:
    return json.dumps({key: value for key, value in GOOD.items() if key != field})


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("not json", "this is no JSON object"),
        ('["a list"]', "this is no JSON object"),
        ("[" * 100_000, "this is no JSON object"),
        ('{"kind": "reviews"', "this is no JSON object"),
        ("{}", f'"kind" must be one of {", ".join(TABLES.values())}'),
        (changed(kind="photos"), '"kind" must be one of'),
        (changed(kind=["reviews"]), '"kind" must be one of'),
        (without("rating"), 'the field "rating" is missing'),
        (changed(colour="red"), 'the field "colour" is unknown'),
        (changed(uuid="1"), '"uuid" must be an id such as'),
        (changed(uuid=None), '"uuid" must be an id such as'),
        (changed(question=""), '"question" must be a text that is not empty'),
        (changed(question=7), '"question" must be a text'),
        (changed(position=-1), '"position" must be a whole number'),
        (changed(position=1.0), '"position" must be a whole number'),
        (changed(position=True), '"position" must be a whole number'),
        (changed(position=2**63), '"position" must be a whole number'),
        (changed(rating="great"), '"rating" must be again, hard, good, easy or null'),
        (changed(rating=["good"]), '"rating" must be again, hard, good, easy or null'),
        (changed(correct=1), '"correct" must be true or false'),
        (changed(score="1"), '"score" must be a number'),
        (changed(score=float("nan")), '"score" must be a number'),
        (changed(score=True), '"score" must be a number'),
        (changed(score=10**400), '"score" must be a number'),
        (changed(day="14.3.2026"), '"day" must be a day such as'),
        (changed(day="9999-12-31"), '"day" must be a day such as'),
        (changed(at="2026-03-14T12:00:00"), '"at" must be a time with its zone'),
        (changed(at="0001-01-01T00:00:00+23:00"), '"at" must be a time with its zone'),
        (changed(at=0), '"at" must be a time with its zone'),
        (changed(after="{}"), '"after" must be the text of a card'),
        (changed(after="[" * 100_000), '"after" must be the text of a card'),
        (changed(before=7), '"before" must be the text of a card'),
        ('{"kind": "sessions", "uuid": "019cec37-b600-7328-9fd3-6fbfef5d5568", "seed": "7", "queue": "a", "filters": {}, '
         '"at": "2026-03-14T12:00:00Z"}', '"queue" must be a list of texts'),
        (json.dumps(GOOD | {"typed": "something else"}), "exists already and says something else"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_named_and_nothing_is_imported(file, line, said):
    with open_progress(file) as progress:
        import_lines(progress, [json.dumps(GOOD)])
        before = progress.log()
        new = changed(uuid="019cec37-b600-7328-9fd3-000000000000")
        with pytest.raises(ProgressError) as raised:
            import_lines(progress, [new, "", line, new])
        assert progress.log() == before
    english, _ = (say(message(raised.value.message_id, **raised.value.parameters), language) for language in LANGUAGES)
    assert english.startswith("line 3: ")
    assert said in english
    assert "nothing was imported" in english


def test_a_fault_of_the_lines_reader_is_none_of_the_record(file):
    def lines():
        yield json.dumps(GOOD)
        raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")

    with open_progress(file) as progress:
        with pytest.raises(UnicodeDecodeError):
            import_lines(progress, lines())
        assert progress.rows(Review) == ()


def test_every_row_is_one_line_whoever_splits_them(file):
    with open_progress(file) as progress:
        progress.append(Setting(new_id(NOON), "goal", "a\u2028b\u2029c\x85d\x0be\x0cf\ng\rh\x1ei", NOON))
        (line,) = export_lines(progress.log())
    assert line.splitlines() == [line]
    with open_progress(file.with_name("other.db")) as other:
        import_lines(other, [line])
        assert other.setting("goal") == "a\u2028b\u2029c\x85d\x0be\x0cf\ng\rh\x1ei"
