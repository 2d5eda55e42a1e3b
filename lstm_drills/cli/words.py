"""The arguments and options that several commands have."""

from collections.abc import Iterable
from typing import Annotated

import typer

from lstm_drills import paths
from lstm_drills.cli.help import help_of
from lstm_drills.messages import LANGUAGES


# --- for the shell's completion: the names of folders and files are enough, and no content is loaded --------------------
def exercise_ids(incomplete: str) -> list[str]:
    return _ids((folder.name.partition("-")[0] for folder in paths.exercises_folder().iterdir()), incomplete)


def section_ids(incomplete: str) -> list[str]:
    return _ids((bank.stem for bank in paths.questions_folder().glob("*.yaml")), incomplete)


def topic_names(incomplete: str) -> list[str]:
    """The keys of topics.yaml, which stand at the beginning of its lines."""
    lines = (paths.questions_folder() / "topics.yaml").read_text(encoding="utf-8").splitlines()
    names = (line.partition(":")[0] for line in lines if line[:1].isalpha())
    return [name for name in names if name.startswith(incomplete)]


def type_names(incomplete: str) -> list[str]:
    from lstm_drills.content.question_types import TYPES

    return [name for name in TYPES if name.startswith(incomplete)]


def export_words(context: typer.Context, incomplete: str) -> list[str]:
    """A format, then a file, which the shell knows, then sections."""
    given = context.params.get("words") or ()
    if len(given) == 0:
        return [name for name in ("anki", "csv") if name.startswith(incomplete)]
    return section_ids(incomplete) if len(given) > 1 else []


def _languages(incomplete: str) -> list[str]:
    return [language for language in LANGUAGES if language.startswith(incomplete)]


def _ids(names: Iterable[str], incomplete: str) -> list[str]:
    """Those that are ids, in the order of their numbers."""
    known = {name for name in names if name.replace(".", "").isdecimal() and name.startswith(incomplete)}
    return sorted(known, key=lambda name: [int(part) for part in name.split(".")])


# read from the command line before it is parsed (see language.py); declared so that it is accepted and documented
LanguageOption = Annotated[
    str | None, typer.Option("--lang", metavar="en|zh", help=help_of("lang"), autocompletion=_languages)
]
ExerciseArgument = Annotated[
    str, typer.Argument(metavar="ID", help=help_of("exercise"), show_default=False, autocompletion=exercise_ids)
]
JsonOption = Annotated[bool, typer.Option("--json", help=help_of("json"))]
