"""Cards as a table of comma-separated values (RFC 4180). Pure."""

import csv
import io
from collections.abc import Iterable

from lstm_drills.cards.cards import Card

COLUMNS = (
    "id", "section", "level", "type", "topics", "prompt", "code", "choices", "answer", "why_wrong", "explanation", "follow_up",
    "follow_up_answer", "references",
)  # fmt: skip
MARK = "\ufeff"  # a spreadsheet takes the file for UTF-8 by it
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would compute a cell that begins so


def table(cards: Iterable[Card]) -> str:
    """With a line of column names; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for card in cards:
        cells = (
            card.id, card.section, str(card.level), card.type, " ".join(card.topics), card.prompt, card.code,
            "\n".join(card.choices), "\n".join(card.answer), "\n".join(card.whys), card.explanation, card.follow_up,
            card.follow_up_answer, "\n".join(card.references),
        )  # fmt: skip
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return MARK + stream.getvalue()
