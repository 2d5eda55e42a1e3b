"""``export``: the record as JSON lines, or the questions as cards to take along."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lstm_drills.cli.language import current
from lstm_drills.cli.quiz_commands import Desk
from lstm_drills.content import questions
from lstm_drills.errors import DrillsError
from lstm_drills.messages import message, say
from lstm_drills.progress.exchange import export_lines
from lstm_drills.quiz import picking
from lstm_drills.quiz.picking import Wanted

EXAMPLES = {"anki": "cards.apkg", "csv": "questions.csv"}


@dataclass(frozen=True, slots=True)
class Filters:
    """Which questions become cards; empty: all."""

    topics: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    types: tuple[str, ...] = ()


def export(words: Sequence[str], filters: Filters) -> None:
    """words: nothing, or a file for the record; or a format, a file and sections."""
    form, *rest = words or [""]
    if form in EXAMPLES:
        _cards(form, rest, filters)
        return
    if rest or filters != Filters():
        raise DrillsError("cards.only-cards")
    _record(Path(form) if form else None)


def _record(file: Path | None) -> None:
    with Desk(current()).progress() as progress:
        text = "".join(f"{line}\n" for line in export_lines(progress.log()))
    if file is None:
        sys.stdout.write(text)
        return
    _write(file, text)
    sys.stderr.write(say(message("quiz.exported", count=text.count("\n"), path=str(file)), current()) + "\n")


def _cards(form: str, words: Sequence[str], filters: Filters) -> None:
    if not words:
        raise DrillsError("cards.no-file", format=form, example=EXAMPLES[form])
    file, sections = Path(words[0]), tuple(words[1:])
    from lstm_drills.cards.cards import cards

    catalogue = questions.load()
    wanted = Wanted(sections, filters.topics, filters.levels, filters.types)
    picking.check(wanted, catalogue)
    found = cards(catalogue, picking.matching(catalogue.entries, wanted), current())
    if not found:
        raise DrillsError("cards.none")
    if form == "csv":
        from lstm_drills.cards.table import table

        _write(file, table(found))
    else:
        from lstm_drills.cards.anki import write_deck

        _must_be_new(file)
        write_deck(found, current(), file, Desk(current()).now().timestamp())
    lines = [message("cards.written", path=str(file), count=len(found))]
    if form == "anki":
        lines.append(message("cards.import-anki"))
    sys.stderr.write("".join(say(line, current()) + "\n" for line in lines))


def _write(file: Path, text: str) -> None:
    _must_be_new(file)
    try:
        file.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise DrillsError("quiz.cannot-write", path=str(file), reason=error.strerror or str(error)) from error


def _must_be_new(file: Path) -> None:
    if file.exists():
        raise DrillsError("quiz.file-exists", path=str(file))
