"""What every screen of the drills is made of: paragraphs, labelled paragraphs, places, and commands to run next."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from lstm_drills.messages import Language, Sayable, message, say
from lstm_drills.ui.prose import paragraph, prose
from lstm_drills.ui.styled import Styled, Terminal
from lstm_drills.ui.wrap import cells

WIDEST = 88  # cells; longer lines are hard to read
HEADING, QUIET, ACTION, CAUTION = "bold", "dim", "cyan", "yellow"
LEAST_ROOM = 20  # cells; with less beside it, a text goes below


class Screen:
    """Prints in one language, from top to bottom; no boxes, nothing redrawn."""

    def __init__(self, language: Language, terminal: Terminal | None = None) -> None:
        self.language: Language = language
        self.terminal = terminal or Terminal()
        self.width = min(self.terminal.width, WIDEST)

    def words(self, what: Sayable) -> str:
        """The sentence in the learner's language."""
        return say(what, self.language)

    def lines(self, lines: Iterable[Styled]) -> None:
        for line in lines:
            self.terminal.print(line)

    def blank(self) -> None:
        self.terminal.print()

    def say(self, what: Sayable, style: str = "", first: str = "") -> None:
        """One paragraph; ``first`` stands before its first line."""
        self.lines(paragraph(self.words(what), self.width, first, style=style))

    def prose(self, what: Sayable, indent: str = "") -> None:
        """A text of several paragraphs, lists and blocks of code."""
        self.lines(prose(self.words(what), self.width, indent))

    def labelled(self, label: Sayable, what: Sayable) -> None:
        """``Diagnosis: ...`` as one paragraph, the label in its style."""
        head = self.words(label)
        lines = paragraph(f"{head}{self.words(what)}", self.width)
        lines[0].stylize(HEADING, 0, len(head))
        self.lines(lines)

    def place(self, path: Path) -> None:
        """A path, never broken, so that it can be copied."""
        self.terminal.print(Styled(f"  {path}", ACTION))

    def commands(self, rows: Sequence[tuple[str, Sayable]]) -> None:
        """Commands to run next, each with what it does."""
        widest = max(cells(command) for command, _ in rows)
        room = self.width - widest - 4
        for command, what in rows:
            if room >= LEAST_ROOM:
                texts = paragraph(self.words(what), room)
                head = f"  {command}{' ' * (widest - cells(command))}  "
                for number, text in enumerate(texts):
                    start = Styled(" " * cells(head)) if number else Styled(head, ACTION)
                    self.lines([start.append_text(text)])
            else:
                self.lines([Styled(f"  {command}", ACTION)])
                self.say(what, QUIET, first="    ")

    def message(self, name: str, style: str = "", **parameters: object) -> None:
        """A paragraph of the command line's own catalogue."""
        self.say(message(f"cli.{name}", **parameters), style)
