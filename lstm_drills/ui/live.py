"""Curves that grow while a network learns, drawn anew in the same place."""

import os
import shutil
import sys

from lstm_drills.labs.memory import LossCurves
from lstm_drills.messages import message
from lstm_drills.ui.charts import bar
from lstm_drills.ui.labs import LabScreen
from lstm_drills.ui.screen import ACTION, QUIET, WIDEST
from lstm_drills.ui.styled import Styled, Terminal
from lstm_drills.ui.wrap import cells

BAR = 16


class Live:
    """Draws on a terminal alone; nothing where the output is none. A window that is made narrower breaks no drawing."""

    def __init__(self, screen: LabScreen) -> None:
        self.screen = screen
        self.moves = not screen.plain and moves(screen.terminal)
        self.drawn: list[Styled] = []

    def show(self, found: LossCurves) -> None:
        """The chart, and below it how far it has come."""
        if not self.moves:
            return
        self.screen.width = min(shutil.get_terminal_size().columns, WIDEST)
        words = self.screen.words(message("labs.memory-progress", updates=found.updates, of=found.of))
        leave = self.screen.words(message("labs.memory-leave"))
        filled = bar(found.updates / found.of, BAR, blocks=self.screen.blocks)
        line = Styled(filled + " " * (BAR - len(filled)), ACTION).append(f" {words}")
        if cells(line.plain) + 2 + cells(leave) < self.screen.width:
            line.append(f"  {leave}", QUIET)
        self._draw([*self.screen.memory_lines(found), line])

    def clear(self) -> None:
        """Take the drawing away, so that what stays can be printed in its place."""
        if self.drawn:
            self._draw([])

    def _draw(self, lines: list[Styled]) -> None:
        terminal = self.screen.terminal
        text = "".join(f"{line.escaped() if terminal.colour else line.plain}\n" for line in lines)
        # a line that was drawn in a wider window takes several rows now
        rows = sum(max(1, -(-len(line.plain) // self.screen.width)) for line in self.drawn)
        self.drawn = lines
        terminal.stream.write((f"\x1b[{rows}F\x1b[J" if rows else "") + text)
        terminal.stream.flush()


def moves(terminal: Terminal) -> bool:
    """Whether the cursor can be sent back: also where colours are not wanted."""
    if os.environ.get("TERM", "").lower() in ("dumb", "unknown") or not terminal.stream.isatty():
        return False
    return sys.platform != "win32" or terminal.colour
