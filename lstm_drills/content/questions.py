"""The question banks. Loading is validating: all are sound, or everything that is wrong with them is raised at once.

The second start reads a cache keyed by the banks' bytes, and of it only what is asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lstm_drills import paths
from lstm_drills.content import bank_cache
from lstm_drills.content.question_types import Question, QuestionType, Reference, Section
from lstm_drills.errors import ContentError
from lstm_drills.messages import Text

if TYPE_CHECKING:
    from lstm_drills.content.located import Problem

TOPICS = "topics.yaml"
REFERENCES = "references.yaml"


class Entry(NamedTuple):
    """What is known of a question without reading it. generated: made from an exercise's misconception."""

    key: str
    section: str
    type: QuestionType
    level: int
    topics: tuple[str, ...]
    fingerprint: str
    generated: bool = False


class Catalogue(NamedTuple):
    """Everything that the banks hold but the questions' bodies, which ``read`` fetches one at a time."""

    entries: tuple[Entry, ...]
    sections: Mapping[str, Section]
    topics: Mapping[str, Text]
    references: Mapping[str, Reference]
    read: Callable[[str], Question]

    def question(self, key: str) -> Question:
        """The question of that key (section/id). Raises KeyError."""
        return self.read(key)


def bank_files(folder: Path | None = None) -> list[Path]:
    """The banks of a folder, the product's own by default."""
    folder = folder or paths.questions_folder()
    return sorted(file for file in folder.glob("*.yaml") if file.name not in (TOPICS, REFERENCES))


def load(files: Sequence[Path] = ()) -> Catalogue:
    """The banks given, by default all of the product's. Raises ContentError with every problem of every file."""
    chosen = [file.resolve() for file in files] or bank_files()
    if not chosen:
        raise ContentError("banks.no-banks", folder=str(paths.questions_folder()))
    key = bank_cache.key(chosen)
    cached = bank_cache.read(chosen, key, lambda: _fresh(chosen))
    if cached is not None:
        return cached
    fresh = _fresh(chosen)
    bank_cache.write(chosen, key, fresh)
    return fresh


def problems(files: Sequence[Path] = ()) -> list["Problem"]:
    """Everything that is wrong with the banks given (a folder stands for its banks), and with what they refer to."""
    from lstm_drills.content import assembly

    chosen: list[Path] = []
    for file in files:
        chosen += bank_files(file) if file.is_dir() else [file]
    return assembly.assemble(chosen or bank_files())[1]


def _fresh(files: Sequence[Path]) -> Catalogue:
    from lstm_drills.content import assembly
    from lstm_drills.content.located import finish

    catalogue, found = assembly.assemble(files)
    finish(also=found)
    return catalogue
