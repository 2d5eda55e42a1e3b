"""The log of reviews: rows in, the same rows out; what counts is worked out from them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_drills.progress import open_progress
from lstm_drills.progress.codec import FORMS, as_row, from_row
from lstm_drills.reviews import (
    Review,
    SessionStart,
    Setting,
    Undo,
    in_utc,
    live,
    local_day,
    new_id,
    of_session,
    read_state,
    remaining,
)

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
STATE = '{"card_id": 7, "difficulty": 5.0, "reviewed": "2026-03-14", "stability": 2.5}'
RECORDS = st.one_of(*(st.from_type(kind) for kind in FORMS))  # as the conftest describes them


def review(number: int, question: str = "2.1/a", session: str = "s", **changed: object) -> Review:
    now = NOON + timedelta(minutes=number)
    row = Review(
        new_id(now), question, "p", "a", session, number, "good", True, 1.0, "typed", False, False, 2.0, now.date(), now
    )
    return row._replace(**changed)


@pytest.fixture
def progress(file):
    with open_progress(file) as opened:
        yield opened


def test_every_row_comes_back_as_it_was_written(tmp_path_factory):
    file = tmp_path_factory.mktemp("rows") / "progress.db"
    with open_progress(file) as progress:

        @given(RECORDS)
        def comes_back(record):
            progress.append(record)
            (found,) = progress.rows(type(record), uuid=record.uuid)
            assert found == record
            assert type(found) is type(record)
            assert [type(value) for value in found] == [type(value) for value in record]

        comes_back()


@given(RECORDS, st.data())
def test_a_row_with_another_value_is_not_read(record, data):
    row = list(as_row(record))
    place = data.draw(st.integers(0, len(row) - 2))
    changed = data.draw(
        st.one_of(st.text(), st.integers(), st.none()).filter(lambda value: str(value) != str(row[place]))
    )
    row[place] = changed
    with pytest.raises(Exception, match=r".*") as raised:
        from_row(type(record), tuple(row))
    assert raised.typename == "DamagedRow"


def test_the_forms_are_those_of_the_records():
    assert all(tuple(forms) == kind._fields for kind, forms in FORMS.items())


def test_half_a_character_does_not_cost_the_answer(progress):
    progress.append(review(0, typed="forget gate \udce9"))
    assert progress.reviews()[0].typed == "forget gate ?"


def test_several_rows_are_added_all_or_none(progress):
    first = review(0)
    progress.append(first)
    with pytest.raises(Exception, match="UNIQUE"):
        progress.append(review(1), first)
    assert progress.reviews() == (first,)


def test_an_undone_review_counts_no_longer_and_stays_in_the_log(progress):
    rows = [review(number) for number in range(3)]
    progress.append(*rows)
    progress.undo(rows[2], NOON)
    assert progress.reviews() == (rows[0], rows[1])
    assert len(progress.rows(Review)) == 3


def test_another_rating_takes_the_place_of_the_first(progress):
    old = review(0)
    progress.append(old)
    new = review(0, rating="easy", overridden=True)
    progress.replace(old, new, NOON)
    assert progress.reviews() == (new,)


def test_an_interrupted_session_has_the_same_questions_left_in_the_same_order(file):
    queue = ("2.1/a", "2.3/b", "2.2/c", "3.1/d", "2.1/e")
    session = SessionStart(new_id(NOON), "7", queue, {"sections": ["2"]}, NOON)
    with open_progress(file) as progress:
        progress.append(session)
        progress.append(review(0, "2.1/a", session.uuid))
        progress.append(review(1, "2.3/b", session.uuid, rating=None))  # skipped
        progress.append(review(2, "2.2/c", session.uuid))
        progress.append(review(3, "3.1/d", "another session"))
        progress.undo(progress.reviews()[2], NOON)
    with open_progress(file) as progress:
        assert progress.rows(SessionStart) == (session,)
        rows = progress.reviews()
        assert [row.question for row in of_session(rows, session.uuid)] == ["2.1/a", "2.3/b"]
        assert remaining(session, rows) == ("2.2/c", "3.1/d", "2.1/e")


def test_settings_are_the_last_ones(progress):
    assert progress.setting("retention") is None
    progress.set_setting("retention", "0.9", NOON)
    progress.set_setting("retention", "0.8", NOON + timedelta(minutes=1))
    progress.set_setting("language", "zh", NOON + timedelta(minutes=2))
    assert progress.setting("retention") == "0.8"
    progress.set_setting("retention", None, NOON + timedelta(minutes=3))
    assert progress.setting("retention") is None
    assert len(progress.rows(Setting)) == 4


def test_times_are_kept_in_utc(progress):
    shanghai = timezone(timedelta(hours=8))
    progress.record_verdict("3.1", "passed", datetime(2026, 3, 15, 2, tzinfo=shanghai), seed=1)
    (row,) = progress.verdicts("3.1")
    assert row.at == datetime(2026, 3, 14, 18, tzinfo=UTC)
    assert row.at.tzinfo is UTC
    assert row.day == local_day(row.at)


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        in_utc(datetime(2026, 3, 14))  # noqa: DTZ001


def test_one_moment_is_seen_while_another_process_writes(file):
    with open_progress(file) as reader, open_progress(file) as writer:
        writer.append(review(0))
        first = reader.log()
        writer.append(review(1))
        assert len(first.reviews) == 1
        assert len(reader.log().reviews) == 2


@given(st.lists(st.from_type(Undo).map(lambda undo: undo.at), min_size=2, max_size=20))
def test_ids_are_unique_and_sort_by_time(moments):
    moments = sorted(moments)
    ids = [new_id(moment) for moment in moments]
    assert len(set(ids)) == len(ids)
    milliseconds = [int(moment.timestamp() * 1000) for moment in moments]
    for earlier, later, first, second in zip(milliseconds, milliseconds[1:], ids, ids[1:], strict=False):
        assert first < second or earlier == later


def test_live_reviews_are_in_order_of_time():
    rows = [review(number) for number in (3, 1, 2)]
    assert [row.position for row in live(rows, [])] == [1, 2, 3]


@pytest.mark.parametrize(
    "text",
    ["", "7", "[]", "{}", '{"card_id": 7}', STATE.replace("7", "true"), STATE.replace("2.5", '"2.5"'),
     STATE.replace("2.5", "NaN"), STATE.replace("2.5", "-1.0"), STATE.replace("2026-03-14", "yesterday")],
)  # fmt: skip
def test_what_is_no_state_of_a_card_is_refused(text):
    assert read_state(STATE).text() == STATE
    with pytest.raises(ValueError, match=r".*"):
        read_state(text)
