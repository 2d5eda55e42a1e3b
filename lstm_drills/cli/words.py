"""The arguments and options that several commands have."""

from typing import Annotated

import typer

from lstm_drills import paths
from lstm_drills.cli.help import help_of


def exercise_ids(incomplete: str) -> list[str]:
    """For the shell's completion: the folders' names are enough."""
    names = (folder.name.partition("-")[0] for folder in paths.exercises_folder().iterdir() if folder.is_dir())
    return sorted(name for name in names if name.startswith(incomplete) and name[:1].isdecimal())


# read from the command line before it is parsed (see language.py); declared so that it is accepted and documented
LanguageOption = Annotated[str | None, typer.Option("--lang", metavar="en|zh", help=help_of("lang"))]
ExerciseArgument = Annotated[
    str, typer.Argument(metavar="ID", help=help_of("exercise"), show_default=False, autocompletion=exercise_ids)
]
JsonOption = Annotated[bool, typer.Option("--json", help=help_of("json"))]
