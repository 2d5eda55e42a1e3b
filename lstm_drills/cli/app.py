"""The program: its options and its commands. Each command parses, calls, shows and exits."""

from collections.abc import Sequence
from typing import Annotated

import typer

from lstm_drills import __version__
from lstm_drills.cli import drills
from lstm_drills.cli.edge import Edge
from lstm_drills.cli.help import help_of
from lstm_drills.cli.words import LanguageOption


def build(arguments: Sequence[str] = ()) -> typer.Typer:
    """The program with its commands, or with the one alone that the arguments name: typer describes each of them at every start."""
    app = typer.Typer(
        cls=Edge, pretty_exceptions_enable=False, help=help_of("program"),
        rich_markup_mode=None,  # rich's own help costs 165 ms
        context_settings={"help_option_names": ["-h", "--help"]},
    )  # fmt: skip
    app.callback(invoke_without_command=True)(root)
    name = next(iter(arguments), "")
    if not drills.add_command(app, name):
        from lstm_drills.cli import interview, labs, quiz, seeing

        if not seeing.add_command(app, name) and not labs.add_command(app, name):
            for room in (drills, seeing, labs, quiz, interview):
                room.add_commands(app)
    return app


def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help=help_of("version"))] = False,
    lang: LanguageOption = None,
) -> None:
    if version:
        typer.echo(f"lstm-drills {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        from lstm_drills.cli import home

        home.show_home()
