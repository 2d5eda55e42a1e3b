"""Labelled texts of the learner's own: a file of TSV, CSV or JSON lines, a label and a text in each."""

import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lstm_drills.datasets.vocabulary import Words
from lstm_drills.datasets.words import words_of
from lstm_drills.errors import DrillsError
from lstm_drills.messages import Message, Text, message

# more takes minutes to read and hours to train on
MAX_MEGABYTES = 50
MAX_CLASSES = 50
# so that the held-out fifth says something
MIN_TEXTS = 50
MIN_TEXTS_A_CLASS = 10
EXAMPLE = '{"label": "good", "text": "I would read it again."}'
HEADER = {"label", "text"}


@dataclass(frozen=True, slots=True)
class LabelledTexts:
    """Texts as words, ``labels[n]`` the place of text n's class in ``names``; no text occurs twice with one label."""

    texts: tuple[Words, ...]
    labels: tuple[int, ...]
    names: tuple[Text, ...]


def read_file(path: Path) -> LabelledTexts:
    """The labelled texts of a file that ends in .tsv, .csv or .jsonl, in UTF-8 with or without a byte order mark.

    TSV and CSV have the label first and the text second, or say otherwise in a first line of the two words label and text;
    of an object's keys in JSON lines only these two count. Empty lines are passed over. Raises DrillsError with the file and
    the line that is wrong, and for fewer than two classes, MIN_TEXTS texts or MIN_TEXTS_A_CLASS texts of a class.
    """
    readers = {".tsv": _tab_separated, ".csv": _comma_separated, ".jsonl": _json_lines}
    read = readers.get(path.suffix.lower())
    if not path.is_file():
        raise DrillsError("datasets.file-missing", path=str(path))
    if read is None:
        raise DrillsError("datasets.file-ending", path=str(path))
    pairs = []
    for number, label, text in read(path, _lines(path)):
        words = words_of(text)
        if not label.strip():
            raise DrillsError("datasets.line-no-label", path=str(path), line=number)
        if not words:
            raise DrillsError("datasets.line-no-text", path=str(path), line=number)
        pairs.append((label.strip(), words))
    return labelled(str(path), pairs)


def labelled(path: str, pairs: Sequence[tuple[str, Words]]) -> LabelledTexts:
    """Labels become numbers in their alphabet's order. Raises DrillsError, with ``path``, for what cannot be learnt from."""
    distinct = list(dict.fromkeys(pairs))
    counts = Counter(label for label, _ in distinct)
    if len(counts) < 2:
        raise DrillsError("datasets.one-class", path=path, found=len(counts))
    if len(counts) > MAX_CLASSES:
        raise DrillsError("datasets.too-many-classes", path=path, found=len(counts), limit=MAX_CLASSES)
    rarest = min(sorted(counts), key=lambda label: counts[label])
    if counts[rarest] < MIN_TEXTS_A_CLASS:
        found = {"label": rarest, "found": counts[rarest], "least": MIN_TEXTS_A_CLASS}
        raise DrillsError("datasets.rare-class", path=path, **found)
    if len(distinct) < MIN_TEXTS:
        raise DrillsError("datasets.too-few-texts", path=path, found=len(distinct), least=MIN_TEXTS)
    names = sorted(counts)
    place = {name: index for index, name in enumerate(names)}
    return LabelledTexts(
        tuple(words for _, words in distinct),
        tuple(place[label] for label, _ in distinct),
        tuple(Text(name, name) for name in names),
    )


def _lines(path: Path) -> list[str]:
    """The lines of a file without their ends; only \\n, \\r\\n and \\r end a line."""
    try:
        size = path.stat().st_size
        if size > MAX_MEGABYTES << 20:
            raise DrillsError(
                "datasets.file-too-large", path=str(path), megabytes=-(-size // (1 << 20)), limit=MAX_MEGABYTES
            )
        content = path.read_bytes()
    except OSError as error:
        raise DrillsError("datasets.file-unreadable", path=str(path), reason=error.strerror or str(error)) from error
    content = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return content.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DrillsError("datasets.line-not-utf8", path=str(path), line=line) from error


def _tab_separated(path: Path, lines: list[str]) -> Iterator[tuple[int, str, str]]:
    rows = ((number, line.split("\t")) for number, line in enumerate(lines, 1) if line.strip())
    return _label_first(path, rows, message("datasets.advice-tsv"))


def _comma_separated(path: Path, lines: list[str]) -> Iterator[tuple[int, str, str]]:
    return _label_first(path, _csv_rows(path, lines), message("datasets.advice-csv"))


def _csv_rows(path: Path, lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line where it begins: a quoted text may go over several."""
    reader = csv.reader((line + "\n" for line in lines), strict=True)
    begins = 1
    try:
        for row in reader:
            if any(field.strip() for field in row):
                yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise DrillsError("datasets.line-csv", path=str(path), line=begins, reason=str(error)) from error


def _label_first(path: Path, rows: Iterator[tuple[int, list[str]]], advice: Message) -> Iterator[tuple[int, str, str]]:
    label, text = 0, 1
    for place, (number, row) in enumerate(rows):
        if len(row) != 2:
            raise DrillsError("datasets.line-fields", path=str(path), line=number, found=len(row), advice=advice)
        fields = [field.strip().lower() for field in row]
        if place == 0 and set(fields) == HEADER:
            label, text = fields.index("label"), fields.index("text")
            continue
        yield number, row[label], row[text]


def _json_lines(path: Path, lines: list[str]) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = str(error).partition(":")[0]
            raise DrillsError(
                "datasets.line-json", path=str(path), line=number, reason=reason, example=EXAMPLE
            ) from error
        label, text = (found.get("label"), found.get("text")) if isinstance(found, dict) else (None, None)
        if not isinstance(label, str | int) or not isinstance(text, str):
            raise DrillsError("datasets.line-object", path=str(path), line=number, example=EXAMPLE)
        yield number, str(label), text
