"""The read banks, kept for the next start (see ``disposable``).

The first line holds the key, the second the index, each further line one question, found by its place: 10,000 questions
cost what the index costs. The key covers the bytes of every file that was read and of the code that read them.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lstm_drills import paths
from lstm_drills.content import disposable
from lstm_drills.content.collection import no_collection
from lstm_drills.content.disposable import BROKEN, as_data, from_data, line
from lstm_drills.content.question_types import KINDS, Question

if TYPE_CHECKING:
    from lstm_drills.content.questions import Catalogue


def key(files: Sequence[Path]) -> str:
    """Changes with every byte that the banks are made of."""
    exercises = paths.exercises_folder()
    return disposable.key([
        *files,
        *(paths.questions_folder() / name for name in ("topics.yaml", "references.yaml")),
        *sorted(file for pattern in ("*/*.yaml", "*/*.py") for file in exercises.glob(pattern)),
        paths.PACKAGE / "messages" / "quiz.py",
    ])  # fmt: skip


def read(files: Sequence[Path], wanted: str, again: "Callable[[], Catalogue]") -> "Catalogue | None":
    """The catalogue, or None; ``again`` reads the banks themselves when the cache turns out to be broken later."""
    from lstm_drills.content.questions import Catalogue, Entry

    place = disposable.place("banks", of=files)
    try:
        with place.open("rb") as stream, no_collection():
            if json.loads(stream.readline()) != wanted:
                return None
            index = json.loads(stream.readline())
            start = stream.tell()
            rows = index["entries"]
            entries = tuple([Entry(row[0], row[1], row[2], row[3], tuple(row[4]), row[5], row[6]) for row in rows])
            bodies = {row[0]: (start + row[7], row[8]) for row in rows}
            names = ("sections", "topics", "references")
            sections, topics, references = ({k: from_data(v, KINDS) for k, v in index[name]} for name in names)
    except BROKEN:
        return None
    spare: list[Catalogue] = []

    def question(name: str) -> Question:
        offset, length = bodies[name]
        try:
            with place.open("rb") as stream:
                stream.seek(offset)
                found = from_data(json.loads(stream.read(length)), KINDS)
            if isinstance(found, Question) and found.key == name:
                return found
        except BROKEN:
            pass
        if not spare:
            spare.append(again())
        return spare[0].question(name)

    return Catalogue(entries, sections, topics, references, question)


def write(files: Sequence[Path], its_key: str, catalogue: "Catalogue") -> None:
    """Keep the catalogue."""
    rows, bodies, offset = [], [], 0
    for entry in catalogue.entries:
        body = line(as_data(catalogue.question(entry.key)))
        row = [entry.key, entry.section, entry.type, entry.level, entry.topics, entry.fingerprint, entry.generated]
        rows.append([*row, offset, len(body)])
        bodies.append(body)
        offset += len(body)
    named = {"sections": catalogue.sections, "topics": catalogue.topics, "references": catalogue.references}
    index = {"entries": rows} | {name: [[k, as_data(v)] for k, v in part.items()] for name, part in named.items()}
    disposable.keep(disposable.place("banks", of=files), [its_key, index, *bodies])
