"""Cards as a deck for Anki, by genanki. Ids are permanent: importing a second time updates what changed and doubles nothing."""

import html
from collections.abc import Sequence
from pathlib import Path

from lstm_drills.cards.cards import Card
from lstm_drills.errors import DrillsError
from lstm_drills.markup import inline, prose
from lstm_drills.messages import Language, message, say

# drawn once, and never changed: by them Anki knows its own decks and its note type again
DECKS: dict[Language, int] = {"en": 1_640_713_905, "zh": 1_640_713_906}
NOTE_TYPE = 1_640_713_907
FIELDS = ("Id", "Front", "Back")
STYLE = """.card { font-family: system-ui, sans-serif; font-size: 18px; line-height: 1.5; text-align: left; max-width: 42em;
margin: 0 auto; padding: 0 .6em; color: #1a1c20; background: #fcfcfb }
.card pre, .card code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .85em;
background: #eef0f2; border-radius: 4px }
.card code { padding: .1em .3em }
.card pre { padding: .6em .8em; overflow-x: auto; white-space: pre }
.card ol, .card ul { padding-left: 1.4em }
.card .choices { list-style: none; padding-left: 0 }
.card .choices li { margin: .3em 0 }
.card h2 { font-size: .9em; margin: 1em 0 .3em; color: #5a5f66 }
.card .small { font-size: .8em; color: #5a5f66 }
.card.nightMode, .nightMode .card { color: #e4e6e9; background: #17191d }
.nightMode pre, .nightMode code { background: #262a30 }
.nightMode h2, .nightMode .small { color: #a2a8b0 }
"""


def write_deck(cards: Sequence[Card], language: Language, file: Path, timestamp: float) -> None:
    """Write the .apkg. timestamp: seconds since 1970, when the notes were last changed.

    Raises DrillsError where genanki is not installed, or the file cannot be written.
    """
    try:
        import genanki
    except ImportError as error:
        raise DrillsError("cards.needs-genanki") from error
    kind = genanki.Model(
        NOTE_TYPE,
        "LSTM Drills",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Card", "qfmt": "{{Front}}", "afmt": '{{Front}}<hr id="answer">{{Back}}'}],
        css=STYLE,
    )
    deck = genanki.Deck(DECKS[language], say(message("cards.deck"), language))
    for card in cards:
        deck.add_note(
            genanki.Note(
                model=kind,
                fields=[html.escape(card.id), front(card, language), back(card, language)],
                guid=guid(card.id, language),
                tags=[f"section-{card.section}", f"level-{card.level}", card.type, *card.topics],
            )
        )
    try:
        genanki.Package(deck).write_to_file(str(file), timestamp=timestamp)
    except OSError as error:
        raise DrillsError("quiz.cannot-write", path=str(file), reason=error.strerror or str(error)) from error


def guid(key: str, language: Language) -> str:
    """By which Anki knows a note again, whatever is written on it."""
    return f"lstm-drills/{language}/{key}"


def front(card: Card, language: Language) -> str:
    """HTML: what is asked."""
    head = f"{card.section} {card.section_title} · {say(message(f'quiz.type-{card.type}'), language)}"
    parts = [f'<p class="small">{html.escape(head)}</p>', prose(card.prompt)]
    if card.code:
        parts.append(f"<pre>{html.escape(card.code)}</pre>")
    if card.choices:
        parts.append(f'<ul class="choices">{_items(card.choices)}</ul>')
    return "".join(parts)


def back(card: Card, language: Language) -> str:
    """HTML: the answer, why, what is asked next, where it stands."""
    parts = "".join(prose(line) for line in card.answer)
    if card.whys:
        parts += f'<ul class="choices">{_items(card.whys)}</ul>'
    parts += f"<h2>{_word('why', language)}</h2>{prose(card.explanation)}"
    if card.follow_up:
        parts += f"<h2>{_word('follow-up', language)}</h2>{prose(card.follow_up)}"
    if card.follow_up_answer:
        parts += prose(card.follow_up_answer)
    references = "".join(f'<p class="small">{html.escape(reference)}</p>' for reference in card.references)
    return f'{parts}{references}<p class="small">{html.escape(card.id)}</p>'


def _items(lines: Sequence[str]) -> str:
    """Each begins with its letter or number."""
    pairs = (line.partition("  ") for line in lines)
    return "".join(f"<li><strong>{inline(letter)}</strong>&ensp;{inline(text)}</li>" for letter, _, text in pairs)


def _word(name: str, language: Language) -> str:
    return html.escape(say(message(f"quiz.{name}"), language))
