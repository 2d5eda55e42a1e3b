"""An interview as a state machine: which event can come when, time, and that a prefix of the events is a state of its own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_drills.interview.sitting import (
    Answered,
    Ended,
    Item,
    Left,
    Marked,
    Start,
    Sure,
    begin,
    resumed,
    without_gone,
)  # fmt: skip

QUEUE = (Item("concept", "2.1/a", 60), Item("whiteboard", "2.1/b", 150), Item("project", "p", 240))
START = Start("1", "2026-12-01T08:00:00+00:00", "junior", 7, 5, QUEUE)


def test_a_whole_interview():
    state = begin(START)
    assert (state.phase, state.place, state.left) == ("asking", 0, 300)
    state = state.after(Answered("A", 20, 20, 1.0))
    assert (state.phase, state.place) == ("confidence", 0)
    state = state.after(Sure(3, 22))
    assert (state.phase, state.place, state.left) == ("asking", 1, 278)
    state = state.after(Answered("words", 60, 90)).after(Sure(2, 92)).after(Answered("", 5, 97, skipped=True))
    assert (state.phase, state.unmarked) == ("marking", 1)
    state = state.after(Marked(1, 0.5, (0, 2)))
    assert (state.phase, state.unmarked) == ("over", None)
    assert [answer.score for answer in state.answers] == [1.0, 0.5, None]


@pytest.mark.parametrize("event", [Sure(3, 1), Marked(0, 1.0), Marked(5, 1.0)], ids=lambda event: type(event).__name__)
def test_what_cannot_come_now_is_refused(event):
    with pytest.raises(ValueError, match=r"."):
        begin(START).after(event)


@pytest.mark.parametrize("confidence", [0, 5])
def test_a_confidence_is_one_of_four(confidence):
    with pytest.raises(ValueError, match="waits"):
        begin(START).after(Answered("A", 1, 1, 1.0)).after(Sure(confidence, 2))


def test_two_answers_to_one_question_are_refused():
    with pytest.raises(ValueError, match="asked"):
        begin(START).after(Answered("A", 1, 1, 1.0)).after(Answered("B", 1, 2, 1.0))


def test_a_skipped_answer_is_neither_asked_for_its_confidence_nor_marked():
    state = begin(START)
    for _ in QUEUE:
        state = state.after(Answered("", 1, 1, skipped=True))
    assert state.phase == "over"


def test_an_answer_after_the_time_counts_and_is_the_last():
    state = begin(START).after(Answered("A", 400, 400, 1.0))
    assert state.answers[0].late
    assert state.phase == "confidence"
    assert state.after(Sure(1, 401)).phase == "over"


def test_ending_early_leaves_the_rest_unasked_and_still_marks():
    state = begin(START).after(Answered("A", 1, 1, 1.0)).after(Sure(1, 2)).after(Answered("w", 1, 3)).after(Ended(4))
    assert (state.phase, state.unmarked) == ("marking", 1)


def test_the_clock_stands_still_while_the_learner_is_away():
    state = begin(START).after(Left(50)).after(Left(50))
    assert (state.left, state.breaks, state.phase) == (250, 2, "asking")


def test_questions_that_are_gone_are_asked_no_more():
    state = begin(START).after(Answered("A", 1, 1, 1.0)).after(Sure(1, 2))
    assert [item.key for item in without_gone(state, {"2.1/a"}).queue] == ["2.1/a", "p"]


USED = st.floats(0, 400)
SCORES = st.sampled_from([None, 0.0, 0.5, 1.0])
EVENTS = st.one_of(
    st.builds(Answered, st.text(max_size=3), st.floats(0, 50), USED, SCORES, st.booleans(), st.just({})),
    st.builds(Sure, st.integers(1, 4), USED),
    st.builds(Left, USED),
    st.builds(Ended, USED),
    st.builds(Marked, st.integers(0, 3), st.floats(0, 1), st.just(())),
)


@settings(deadline=None)
@given(st.lists(EVENTS, max_size=15))
def test_any_events_lead_to_the_state_of_those_that_were_possible(events):
    state, kept = begin(START), []
    for event in events:
        try:
            following = state.after(event)
        except ValueError:
            continue
        kept.append(event)
        assert following.used >= state.used
        assert len(following.answers) - len(state.answers) in (0, 1)
        assert 0 <= following.place <= len(QUEUE)
        state = following
        assert resumed(START, kept) == state
