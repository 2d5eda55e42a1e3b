"""Words with styles, and a terminal to print them on. Rich does the same and more; loading it takes a third of the time
in which the quiz's first question shows. What is made here can be printed by rich too.
"""

import os
import shutil
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Self, TextIO

if TYPE_CHECKING:
    from rich.text import Text as RichText

CODES = {
    "bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "magenta": "35", "cyan": "36",
}  # fmt: skip
RESET = "\x1b[0m"
USUAL_SIZE = (80, 24)


class Styled:
    """A line of text, and styles (such as ``"bold green"``) over parts of it: (start, end, style)."""

    __slots__ = ("plain", "spans")

    def __init__(self, text: str = "", style: str = "") -> None:
        self.plain = ""
        self.spans: list[tuple[int, int, str]] = []
        self.append(text, style)

    def append(self, text: str, style: str = "") -> Self:
        start = len(self.plain)
        self.plain += text
        self.stylize(style, start, len(self.plain))
        return self

    def append_text(self, other: "Styled") -> Self:
        start = len(self.plain)
        self.plain += other.plain
        self.spans += [(start + first, start + last, style) for first, last, style in other.spans]
        return self

    def stylize(self, style: str, start: int, end: int) -> None:
        """Style a part; an empty one is no part."""
        end = min(end, len(self.plain))
        if style and start < end:
            self.spans.append((start, end, style))

    def escaped(self) -> str:
        """The text with a terminal's escape sequences."""
        edges = sorted({0, len(self.plain), *(edge for start, end, _ in self.spans for edge in (start, end))})
        parts = []
        for start, end in pairwise(edges):
            words = {
                word for first, last, style in self.spans if first <= start and end <= last for word in style.split()
            }
            codes = ";".join(code for word, code in CODES.items() if word in words)
            part = self.plain[start:end]
            parts.append(f"\x1b[{codes}m{part}{RESET}" if codes else part)
        return "".join(parts)

    def __rich__(self) -> "RichText":
        from rich.text import Text as RichText

        text = RichText(self.plain)
        for start, end, style in self.spans:
            text.stylize(style, start, end)
        return text


class Terminal:
    """Prints lines. Colours stay away from pipes, dumb terminals and whoever set NO_COLOR."""

    def __init__(self, stream: TextIO | None = None, width: int | None = None, colour: bool | None = None) -> None:
        self.stream = stream or sys.stdout
        self.width = width or shutil.get_terminal_size(USUAL_SIZE).columns
        self.colour = _has_colour(self.stream) if colour is None else colour

    def print(self, line: Styled | None = None) -> None:
        """One line; without one, an empty line."""
        text = "" if line is None else line.escaped() if self.colour else line.plain
        self.stream.write(f"{text}\n")


def _has_colour(stream: TextIO) -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM", "").lower() in ("dumb", "unknown"):
        return False
    return stream.isatty() and (sys.platform != "win32" or _understands_escapes())


def _understands_escapes() -> bool:
    """Windows consoles understand escape sequences once they are told to."""
    import ctypes

    windows = getattr(ctypes, "windll", None)
    if windows is None:
        return False
    output, processed_and_escapes = -11, 0x1 | 0x4
    handle = windows.kernel32.GetStdHandle(output)
    return bool(windows.kernel32.SetConsoleMode(handle, processed_and_escapes))
