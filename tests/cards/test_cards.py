"""Questions as cards: everything that is asked and answered is on them, the same on every export."""

import csv
import io
import re

import pytest

from lstm_drills.cards.cards import Card, cards
from lstm_drills.cards.table import COLUMNS, table
from lstm_drills.content import questions
from lstm_drills.messages import LANGUAGES

CATALOGUE = questions.load()
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request):
    return request.param, cards(CATALOGUE, CATALOGUE.entries, request.param)


def test_one_card_a_question_in_one_language(made):
    language, found = made
    assert [card.id for card in found] == [entry.key for entry in CATALOGUE.entries]
    if language == "en":
        mixed = [card.id for card in found if CHINESE.search(card.explanation)]
        assert len(mixed) < 5, "an example in Chinese here and there, no more"
    else:
        assert all(CHINESE.search(card.prompt) for card in found)


def test_nothing_that_a_card_needs_is_empty(made):
    for card in made[1]:
        assert card.prompt.strip() and card.explanation.strip() and card.answer and all(card.answer), card.id
        if card.type in ("single", "multiple", "order", "match"):
            assert len(card.choices) >= 2, card.id
        if card.type in ("bug", "output"):
            assert card.code, card.id
        if card.type == "single":
            assert len(card.whys) == len(card.choices) - 1, card.id
        assert not re.search(r"\{\{\d\}\}", card.prompt), card.id


def test_the_right_letter_leads_to_the_right_choice(made):
    for card in made[1]:
        if card.type == "single":
            letter = card.answer[0].split()[0]
            assert any(
                line.split()[0] == letter and line.split(maxsplit=1)[1] in card.answer[0] for line in card.choices
            )
            assert all(why.split()[0].rstrip(":：") != letter for why in card.whys)


def test_every_export_gives_the_same(made):
    language, found = made
    assert cards(CATALOGUE, CATALOGUE.entries, language) == found


def test_the_table_reads_back_whole(made):
    found = made[1]
    text = table(found)
    assert text.startswith("\ufeffid,")
    rows = list(csv.DictReader(io.StringIO(text[1:], newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [row["id"] for row in rows] == [card.id for card in found]
    for row, card in zip(rows, found, strict=True):
        assert row["code"].removeprefix("'") == card.code
        assert row["answer"].removeprefix("'").split("\n") == "\n".join(card.answer).split("\n")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@a", "\t=1"])
def test_no_cell_is_a_formula(cell):
    card = Card("2.1/a", "2.1", "", 1, "single", (), cell, cell, (cell,), (cell,), (), cell, cell, cell, ())
    row = next(csv.DictReader(io.StringIO(table([card])[1:], newline="")))
    for name in ("prompt", "code", "choices", "answer", "explanation", "follow_up", "follow_up_answer"):
        assert row[name] == f"'{cell}"
