"""The command ``interview``: parse, call, exit. What it does stands in ``interviewing``, loaded when it runs."""

from pathlib import Path
from typing import Annotated

import typer

from lstm_drills.cli.language import current
from lstm_drills.cli.words import LanguageOption
from lstm_drills.messages import message, say


def add_commands(app: typer.Typer) -> None:
    """Register the command."""
    app.command("interview", help=_help("help"))(interview)


def _help(name: str, **parameters: object) -> str:
    return say(message(f"interview.{name}", **parameters), current())


def _blueprints(incomplete: str) -> list[str]:
    return [name for name in ("junior", "senior", "research") if name.startswith(incomplete)]


BlueprintOption = Annotated[
    str | None,
    typer.Option(
        "--blueprint", metavar="junior|senior|research", help=_help("help-blueprint"), autocompletion=_blueprints
    ),
]
MinutesOption = Annotated[
    int | None, typer.Option("--minutes", metavar="N", help=_help("help-minutes", least=5, most=180, usual=30))
]
SeedOption = Annotated[int | None, typer.Option("--seed", metavar="N", min=0, help=_help("help-seed"))]
MarkdownOption = Annotated[Path | None, typer.Option("--markdown", metavar="FILE", help=_help("help-markdown"))]
HtmlOption = Annotated[Path | None, typer.Option("--html", metavar="FILE", help=_help("help-html"))]


def interview(
    minutes: MinutesOption = None,
    blueprint: BlueprintOption = None,
    seed: SeedOption = None,
    resume: Annotated[bool, typer.Option("--resume", help=_help("help-resume"))] = False,
    last: Annotated[bool, typer.Option("--last", help=_help("help-last"))] = False,
    markdown: MarkdownOption = None,
    html: HtmlOption = None,
    as_json: Annotated[bool, typer.Option("--json", help=_help("help-json"))] = False,
    plain: Annotated[bool, typer.Option("--plain", help=_help("help-plain"))] = False,
    lang: LanguageOption = None,
) -> None:
    from lstm_drills.cli import interviewing

    wanted = interviewing.Wanted(minutes, blueprint, seed)
    outputs = interviewing.Outputs(markdown, html, as_json, plain)
    raise typer.Exit(interviewing.run(wanted, outputs, resume=resume, last=last))
