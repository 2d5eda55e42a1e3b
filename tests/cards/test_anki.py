"""A deck, imported by Anki's own library: twice gives no double, a changed text is changed, every card can be drawn."""

import re

import pytest

from lstm_drills.cards.anki import back, front, guid, write_deck
from lstm_drills.cards.cards import cards
from lstm_drills.content import questions
from lstm_drills.messages import LANGUAGES

pytest.importorskip("genanki")
CATALOGUE = questions.load()
FOUND = cards(CATALOGUE, CATALOGUE.entries, "en")
EARLY, LATER = 1_700_000_000.0, 1_700_086_400.0


def imported(collection, path):
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    options = ImportAnkiPackageOptions(with_scheduling=False, with_deck_configs=False)
    return collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options))


@pytest.fixture
def collection(tmp_path):
    pytest.importorskip("anki", reason="Anki's own library is not here: decks are written and not imported")
    from anki.collection import Collection

    found = Collection(str(tmp_path / "collection.anki2"))
    yield found
    found.close()


def test_importing_twice_doubles_nothing_and_a_changed_text_is_changed(collection, tmp_path):
    write_deck(FOUND, "en", tmp_path / "one.apkg", EARLY)
    imported(collection, tmp_path / "one.apkg")
    assert (collection.note_count(), collection.card_count()) == (len(FOUND), len(FOUND))
    imported(collection, tmp_path / "one.apkg")
    assert (collection.note_count(), collection.card_count()) == (len(FOUND), len(FOUND))
    import dataclasses

    mended = [dataclasses.replace(FOUND[0], prompt="A mended prompt?"), *FOUND[1:]]
    write_deck(mended, "en", tmp_path / "two.apkg", LATER)
    imported(collection, tmp_path / "two.apkg")
    assert (collection.note_count(), collection.card_count()) == (len(FOUND), len(FOUND))
    assert len(collection.find_notes('"A mended prompt?"')) == 1
    assert len(collection.models.all_names_and_ids()) == len({m.name for m in collection.models.all_names_and_ids()})


def test_both_languages_live_side_by_side(collection, tmp_path):
    for language in LANGUAGES:
        write_deck(cards(CATALOGUE, CATALOGUE.entries[:20], language), language, tmp_path / f"{language}.apkg", EARLY)
        imported(collection, tmp_path / f"{language}.apkg")
    assert collection.note_count() == 40
    assert {"LSTM Drills", "LSTM 面试题"} <= {deck.name for deck in collection.decks.all_names_and_ids()}


def test_anki_draws_every_card(collection, tmp_path):
    write_deck(FOUND, "en", tmp_path / "one.apkg", EARLY)
    imported(collection, tmp_path / "one.apkg")
    for card_id in collection.find_cards(""):
        card = collection.get_card(card_id)
        assert "{{" not in card.question() and len(card.answer()) > len(card.question())


def test_a_note_is_known_by_its_question_and_language():
    guids = {guid(card.id, language) for card in FOUND for language in LANGUAGES}
    assert len(guids) == 2 * len(FOUND)
    assert guid("2.1/a", "en") == "lstm-drills/en/2.1/a", "known in learners' collections: it must never change"


@pytest.mark.parametrize("language", LANGUAGES)
def test_code_is_escaped_and_only_known_tags_are_used(language):
    for card in cards(CATALOGUE, CATALOGUE.entries, language):
        text = front(card, language) + back(card, language)
        tags = set(re.findall(r"</?([a-zA-Z0-9]+)", text))
        assert tags <= {"p", "ul", "li", "pre", "code", "strong", "h2"}, card.id
        if card.code:
            assert "<pre>" in text, card.id
