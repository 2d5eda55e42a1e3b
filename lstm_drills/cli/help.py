"""Help pages in the learner's language: typer's own words translated, Chinese wrapped by its width on screen."""

import re
from collections.abc import Sequence
from typing import Any

from typer import Context
from typer._click import Command, HelpFormatter
from typer.core import TyperGroup

from lstm_drills.cli.language import current
from lstm_drills.messages import message, say
from lstm_drills.ui.wrap import cells, wrap

# typer's own words, and ours
WORDS = {
    "Options": "options",
    "Commands": "commands",
    "Arguments": "arguments",
    "Show this message and exit.": "help",
    "Install completion for the current shell.": "install-completion",
    "Show completion for the current shell, to copy it or customize the installation.": "show-completion",
}
REQUIRED, DEFAULT = "  [required]", re.compile(r"\[default: (.*)\]$")
LEAST_ROOM = 20  # cells; with less beside it, a text goes below its name


def help_of(name: str, **parameters: object) -> str:
    """``help_of("check")``: the catalogue's ``cli.help-check`` in the language of this run."""
    return say(message(f"cli.help-{name}", **parameters), current())


class Formatter(HelpFormatter):
    """Writes the pages. typer's own counts signs, and a Chinese one takes two cells."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        head = f"{help_of('usage') if prefix is None else prefix}{prog} "
        room = self.width - cells(head)
        if room < LEAST_ROOM:
            self.write(f"{head.rstrip()}\n")
            head, room = "    ", self.width - 4
        for number, line in enumerate(wrap(args, room)):
            self.write(f"{' ' * cells(head) if number else head}{line}\n")

    def write_heading(self, heading: str) -> None:
        self.write(f"{' ' * self.current_indent}{_translated(heading)}\n")

    def write_text(self, text: str) -> None:
        for line in wrap(text, self.width - self.current_indent):
            self.write(f"{' ' * self.current_indent}{line}\n")

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        widest = min(max(cells(first) for first, _ in rows), col_max, self.width // 2)
        margin = " " * self.current_indent
        rest = margin + " " * (widest + col_spacing)
        for first, second in rows:
            lines = wrap(_translated(second), self.width - len(rest))
            head = margin + first + " " * (widest + col_spacing - cells(first))
            if cells(first) > widest:
                self.write(f"{margin}{first}\n")
                head = rest
            self.write(
                "".join(f"{(rest if number else head) + line}".rstrip() + "\n" for number, line in enumerate(lines))
            )


def _translated(text: str) -> str:
    """Without typer's English; that an argument is required shows in the usage line."""
    text = text.removesuffix(REQUIRED)
    return (
        help_of(WORDS[text]) if text in WORDS else DEFAULT.sub(lambda found: help_of("default", value=found[1]), text)
    )


class HelpContext(Context):
    """Has its help pages written by ``Formatter``."""

    formatter_class = Formatter


class Group(TyperGroup):
    """Commands whose help pages are written by ``Formatter``."""

    context_class = HelpContext

    def get_command(self, ctx: Any, cmd_name: str) -> Command | None:
        command = super().get_command(ctx, cmd_name)
        if command is not None:
            command.context_class = HelpContext
        return command
