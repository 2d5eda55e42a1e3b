"""The arguments and options that several commands have."""

from typing import Annotated

import typer

from lstm_drills.cli.help import help_of

# read from the command line before it is parsed (see language.py); declared so that it is accepted and documented
LanguageOption = Annotated[str | None, typer.Option("--lang", metavar="en|zh", help=help_of("lang"))]
ExerciseArgument = Annotated[str, typer.Argument(metavar="ID", help=help_of("exercise"), show_default=False)]
JsonOption = Annotated[bool, typer.Option("--json", help=help_of("json"))]
