"""A disposable copy of the read banks in the learner's home: whatever is wrong with it, it is ignored and made anew.

The first line holds the key, the second the index, each further line one question, found by its place: 10,000 questions
cost what the index costs. The key covers the bytes of every file that was read and of the code that read them.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lstm_drills import paths
from lstm_drills.content.collection import no_collection
from lstm_drills.content.question_types import Question, as_data, from_data

if TYPE_CHECKING:
    from lstm_drills.content.questions import Catalogue

try:
    from _blake2 import blake2b  # hashlib would load OpenSSL, 2 ms of every start
except ImportError:
    from hashlib import blake2b

FOLDER = "cache"
BROKEN = (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError, AttributeError)


def key(files: Sequence[Path]) -> str:
    """Changes with every byte that the banks are made of."""
    exercises = paths.exercises_folder()
    sources = [
        *files,
        *(paths.questions_folder() / name for name in ("topics.yaml", "references.yaml")),
        *sorted(file for pattern in ("*/*.yaml", "*/*.py") for file in exercises.glob(pattern)),
        *sorted(Path(__file__).parent.glob("*.py")),
        paths.PACKAGE / "messages" / "quiz.py",
    ]
    digest = blake2b(digest_size=16)
    for source in sources:
        try:
            data = source.read_bytes()
        except OSError:
            data = b""
        digest.update(f"{source}\0{len(data)}\0".encode(errors="surrogatepass"))
        digest.update(data)
    return digest.hexdigest()


def read(files: Sequence[Path], wanted: str, again: "Callable[[], Catalogue]") -> "Catalogue | None":
    """The catalogue, or None; ``again`` reads the banks themselves when the cache turns out to be broken later."""
    from lstm_drills.content.questions import Catalogue, Entry

    place = _place(files)
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
            sections, topics, references = ({k: from_data(v) for k, v in index[name]} for name in names)
    except BROKEN:
        return None
    spare: list[Catalogue] = []

    def question(name: str) -> Question:
        offset, length = bodies[name]
        try:
            with place.open("rb") as stream:
                stream.seek(offset)
                found = from_data(json.loads(stream.read(length)))
            if isinstance(found, Question) and found.key == name:
                return found
        except BROKEN:
            pass
        if not spare:
            spare.append(again())
        return spare[0].question(name)

    return Catalogue(entries, sections, topics, references, question)


def write(files: Sequence[Path], its_key: str, catalogue: "Catalogue") -> None:
    """Keep the catalogue. A home that cannot be written is no reason to complain."""
    rows, bodies, offset = [], [], 0
    for entry in catalogue.entries:
        body = _line(as_data(catalogue.question(entry.key)))
        row = [entry.key, entry.section, entry.type, entry.level, entry.topics, entry.fingerprint, entry.generated]
        rows.append([*row, offset, len(body)])
        bodies.append(body)
        offset += len(body)
    named = {"sections": catalogue.sections, "topics": catalogue.topics, "references": catalogue.references}
    index = {"entries": rows} | {name: [[k, as_data(v)] for k, v in part.items()] for name, part in named.items()}
    import tempfile

    place = _place(files)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as stream:
            stream.writelines([_line(its_key), _line(index), *bodies])
    except OSError:
        return
    try:
        Path(stream.name).replace(place)
    except OSError:
        Path(stream.name).unlink(missing_ok=True)


def _line(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"


def _place(files: Sequence[Path]) -> Path:
    """One cache for each set of files."""
    name = blake2b("\0".join(map(str, files)).encode(errors="surrogatepass"), digest_size=6).hexdigest()
    return paths.home() / FOLDER / f"banks-{name}.jsonl"
