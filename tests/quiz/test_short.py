"""Free answers: what is detected, what is negated, what contradicts; nothing depends on more than the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_drills.content.question_types import Point, Short
from lstm_drills.content.rubric import PhraseError, folded, loosened, phrase_pattern
from lstm_drills.messages import Text
from lstm_drills.quiz.short import detect

TEXT = Text("x", "x")
ADDITIVE = Point(
    "additive",
    TEXT,
    (("additive|addition|adds|sum", "cell"), ("加法|相加",)),
    ("purely multiplicative", "solves ... exploding"),
)
RUBRIC = Short((ADDITIVE, Point("gate", TEXT, (("forget gate",), ("遗忘门",)))), TEXT)


@pytest.mark.parametrize(
    ("said", "found", "negated", "contradicted"),
    [
        ("The cell is updated by addition.", True, False, False),
        ("ADDITIVE cell-state path", True, False, False),
        ("the sum of the cells", False, False, False),  # cells is another word than cell
        ("summary of the cell", False, False, False),
        ("细胞状态用加法更新", True, False, False),
        ("细胞状态不用加法更新", True, True, False),
        ("The cell is not additive", True, True, False),
        ("It isn't an additive cell", True, True, False),
        ("not gated, but the cell is additive", True, False, False),
        ("the cell is additive, and it is purely multiplicative", True, False, True),
        ("it solves the exploding gradients", False, False, True),
        ("it solves vanishing. exploding needs clipping", False, False, False),
        ("it never solves exploding", False, False, False),
        ("", False, False, False),
    ],
)
def test_what_is_detected(said, found, negated, contradicted):
    finding = detect(RUBRIC, said)[0]
    assert (bool(finding.found), finding.negated, finding.contradiction is not None) == (found, negated, contradicted)
    assert finding.suggested == (found and not negated and not contradicted)


def test_the_learners_own_words_are_shown():
    assert detect(RUBRIC, "We have ADDITION in the Cell; 遗忘门 too")[0].found == ("addition", "cell")
    assert detect(RUBRIC, "ＦＯＲＧＥＴ　ＧＡＴＥ")[1].found == ("forget gate",)


@pytest.mark.parametrize("phrase", ["", "a||b", "|", "...", "a ... ", "*", "a ... b ... c ... d ... e"])
def test_phrases_that_find_nothing_or_everything_are_refused(phrase):
    with pytest.raises(PhraseError):
        phrase_pattern(phrase)


@pytest.mark.parametrize(
    ("phrase", "said", "found"),
    [
        ("vanish*", "vanishing", True),
        ("vanish", "vanishing", False),
        ("gate ... zero", "the gate is then zero", True),
        ("gate ... zero", "zero at the gate", False),
        ("gate ... zero", "the gate opens. zero", False),
        ("LSTM", "用LSTM层", True),
        ("c_{t-1}", "c_{t−1} stays", True),
        ("x²", "x2", False),
        ("a.b", "axb", False),
    ],
)
def test_phrases(phrase, said, found):
    assert bool(phrase_pattern(phrase).search(loosened(said))) == found


@given(st.text(max_size=300))
def test_detection_is_total(said):
    assert len(detect(RUBRIC, said)) == 2
    assert detect(RUBRIC, said) == detect(RUBRIC, said)


def test_a_very_long_answer_ends_soon():
    assert detect(RUBRIC, "solves " * 100_000)[0].contradiction is None


def test_folding_keeps_superscripts_and_unites_minus_signs():
    assert folded("Ａ１　x² −1 －2 –3") == "A1 x² -1 -2 -3"
