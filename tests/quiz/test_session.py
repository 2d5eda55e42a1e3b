"""The session: its steps, what undo gives back, and that a state is the fold of its steps."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_drills.content import question_types as q
from lstm_drills.messages import Text
from lstm_drills.quiz import session
from lstm_drills.quiz.asked import ask
from lstm_drills.quiz.marking import Mark, Unclear

TEXT = Text("x", "x")
POINTS = (q.Point("a", TEXT, (("addition",),)), q.Point("b", TEXT, (("gate",),)))
ANSWERS = {"s/1": q.TrueFalse(True), "s/2": q.Short(POINTS, TEXT), "s/3": q.TrueFalse(False)}
QUEUE = tuple(ANSWERS)


def asked(key: str):
    return ask(q.Question(key, "s", "short", 1, ("other",), TEXT, ANSWERS[key], TEXT), "7")


def answered(state: session.State, typed: str) -> session.State:
    return session.answer(state, asked(state.current), typed)[0]


def test_a_session_from_beginning_to_end():
    state = session.start("7", QUEUE)
    assert (state.current, state.number, state.phase) == ("s/1", 1, "question")
    state = answered(state, "t")
    assert (state.current, state.number, state.phase) == ("s/1", 1, "feedback")
    state = session.proceed(state)
    assert (state.current, state.number) == ("s/2", 2)
    state = answered(state, "by addition")
    assert state.phase == "ticking"
    assert [finding.suggested for finding in session.findings(state, asked("s/2"))] == [True, False]
    state, result = session.tick(state, asked("s/2"), "")
    assert isinstance(result, Mark)
    assert result.score == 0.5
    state = session.proceed(state)
    state = session.proceed(answered(state, "t"))
    assert (state.phase, state.current) == ("over", None)
    assert [(s.key, s.rating) for s in state.steps] == [("s/1", "good"), ("s/2", "again"), ("s/3", "again")]
    assert state.steps[1].typed == "by addition"


def test_what_is_unclear_changes_nothing():
    state = session.start("7", QUEUE)
    after, result = session.answer(state, asked("s/1"), "perhaps")
    assert isinstance(result, Unclear)
    assert after is state
    state = answered(session.skip(state), "words")
    after, result = session.tick(state, asked("s/2"), "9")
    assert isinstance(result, Unclear)
    assert after is state


def test_a_hint_makes_a_right_answer_hard_and_only_this_one():
    state = answered(session.hint(session.start("7", QUEUE)), "t")
    assert (state.steps[0].rating, state.steps[0].hinted) == ("hard", True)
    assert not session.proceed(state).hinted


@pytest.mark.parametrize(
    ("score", "hinted", "rating"),
    [
        (1, False, "good"),
        (1, True, "hard"),
        (0.8, False, "hard"),
        (0.8, True, "hard"),
        (0.7, False, "again"),
        (0, True, "again"),
    ],
)
def test_ratings(score, hinted, rating):
    assert session.rating_of(Mark(score), hinted) == rating


def test_skipping_records_nothing_and_goes_on():
    state = session.skip(session.start("7", QUEUE))
    assert state.steps[0].rating is None
    assert state.current == "s/2"
    assert session.skip(session.skip(state)).phase == "over"


def test_undo_works_across_the_end():
    over = session.proceed(answered(session.start("7", ["s/1"]), "f"))
    assert over.phase == "over"
    again, step = session.undo(over)
    assert step.key == "s/1"
    assert again.as_bytes() == session.start("7", ["s/1"]).as_bytes()


def test_nothing_to_undo():
    state = session.start("7", QUEUE)
    assert session.undo(state) == (state, None)


def test_a_free_answer_can_be_taken_back_before_its_ticks():
    state = session.skip(session.start("7", QUEUE))
    assert session.undo(answered(state, "words")) == (state, None)


def test_a_question_of_an_earlier_session_comes_first_again():
    state = session.put_first(session.start("7", QUEUE), "s/9")
    assert (state.current, state.remaining) == ("s/9", ("s/9", *QUEUE))
    assert session.put_first(session.start("7", []), "s/9").current == "s/9"


def test_the_learner_may_override_a_rating():
    state = session.rated(answered(session.start("7", QUEUE), "t"), "easy")
    assert state.steps[-1].rating == "easy"
    assert state.phase == "feedback"


def test_an_empty_session_is_over():
    assert session.start("7", []).phase == "over"
    assert session.start("7", []).current is None


MOVES = st.lists(st.sampled_from(["t", "f", "words", "addition gate", "1", "", ":h", ":s", ":u", "go"]), max_size=25)


def played(moves: list[str]) -> list[session.State]:
    state = session.start("7", QUEUE)
    states = [state]
    for move in moves:
        if move == ":u":
            state = session.undo(state)[0]
        elif move == "go":
            state = session.proceed(state)
        elif state.phase in ("question", "ticking") and move == ":h":
            state = session.hint(state)
        elif state.phase == "question":
            state = session.skip(state) if move == ":s" else answered(state, move)
        elif state.phase == "ticking":
            state = session.tick(state, asked(state.current), move)[0]
        states.append(state)
    return states


@settings(max_examples=200, deadline=None)
@given(MOVES)
def test_undo_restores_the_state_to_the_byte(moves):
    state = played(moves)[-1]
    if state.phase != "question":
        return
    before = state.as_bytes()
    after = session.skip(state)
    assert session.undo(after)[0].as_bytes() == before
    for typed in ("t", "addition"):
        after, _ = session.answer(state, asked(state.current), typed)
        if after.phase == "ticking":
            after, _ = session.tick(after, asked(state.current), "all")
        if after.phase == "feedback":
            assert session.undo(after)[0].as_bytes() == before
            assert session.undo(session.proceed(after))[0].as_bytes() == before


@settings(max_examples=200, deadline=None)
@given(MOVES)
def test_a_state_is_the_fold_of_its_steps(moves):
    state = played(moves)[-1]
    again = session.resumed("7", QUEUE, state.steps)
    assert again.remaining == state.remaining
    assert again.steps == state.steps
    assert again.current == session.proceed(state).current or state.phase == "over"


@given(MOVES)
def test_the_same_moves_give_the_same_session(moves):
    assert [state.as_bytes() for state in played(moves)] == [state.as_bytes() for state in played(moves)]
