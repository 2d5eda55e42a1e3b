"""Help texts in the learner's language, and the option that every command has."""

from typing import Annotated

import typer

from lstm_drills.cli.language import current
from lstm_drills.messages import message, say


def help_of(name: str) -> str:
    """``help_of("check")``: the catalogue's ``cli.help-check``."""
    return say(message(f"cli.help-{name}"), current())


# read from the command line before it is parsed (see language.py); declared so that it is accepted and documented
LanguageOption = Annotated[str | None, typer.Option("--lang", metavar="en|zh", help=help_of("lang"))]
ExerciseArgument = Annotated[str, typer.Argument(metavar="ID", help=help_of("exercise"), show_default=False)]
JsonOption = Annotated[bool, typer.Option("--json", help=help_of("json"))]
