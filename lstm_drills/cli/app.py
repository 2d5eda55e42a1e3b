"""The program: its options and its commands. Each command parses, calls, shows and exits."""

from typing import Annotated

import typer

from lstm_drills import __version__
from lstm_drills.cli import drills, quiz
from lstm_drills.cli.edge import Edge
from lstm_drills.cli.help import help_of
from lstm_drills.cli.words import LanguageOption

# rich's own help costs 165 ms
app = typer.Typer(
    cls=Edge, rich_markup_mode=None, pretty_exceptions_enable=False, help=help_of("program"),
    context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip
drills.add_commands(app)
quiz.add_commands(app)


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help=help_of("version"))] = False,
    lang: LanguageOption = None,
) -> None:
    if version:
        typer.echo(f"lstm-drills {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        drills.show_home()
