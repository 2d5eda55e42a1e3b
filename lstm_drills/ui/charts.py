"""Numbers drawn with signs of a terminal: curves, bars, shades. Pure; what cannot stand behind a word stands at the line's end.

Every curve has a letter of its own, so that nothing hangs on colour, and no line has a right-hand border.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite

from lstm_drills.ui.styled import Styled

BLOCK, EIGHTHS = "█", "▏▎▍▌▋▊▉"
SHADES, ASCII_SHADES = " ░▒▓█", " .:*#"
LEVEL = "-"


@dataclass(frozen=True, slots=True)
class Line:
    """A curve: ``sign`` is drawn in ``style`` at its values; the first is at the left edge, the last at place ``until`` of 1."""

    sign: str
    values: Sequence[float]
    style: str = ""
    until: float = 1.0


@dataclass(frozen=True, slots=True)
class Axis:
    """Vertical: from ``low`` at the bottom to ``high`` at the top, ``label`` says what a height is called."""

    low: float
    high: float
    label: Callable[[float], str]
    rows: int = 12
    every: int = 3

    def row(self, value: float) -> int:
        """The row of a value, 0 at the top; what lies outside is drawn at the edge."""
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return round((1 - min(max(share, 0.0), 1.0)) * (self.rows - 1))

    def height(self, row: int) -> float:
        return self.high - (self.high - self.low) * row / (self.rows - 1)


def curves(lines: Sequence[Line], axis: Axis, width: int, levels: Sequence[float] = ()) -> list[Styled]:
    """A chart of ``axis.rows`` lines, at most ``width`` cells wide; ``levels`` are dashed. Later lines lie above earlier ones."""
    labels = ["" if row % axis.every else axis.label(axis.height(row)) for row in range(axis.rows)]
    margin = max(map(len, labels)) + 1
    room = max(width - margin, 8)
    signs = [[" "] * room for _ in range(axis.rows)]
    styles = [[""] * room for _ in range(axis.rows)]
    for level in levels:
        signs[axis.row(level)] = [LEVEL if place % 2 == 0 else " " for place in range(room)]
    for line in lines:
        for row, column in _places(line, axis, room):
            signs[row][column], styles[row][column] = line.sign, line.style
    return [
        _joined(f"{label:>{margin - 1}} ", row_signs, row_styles)
        for label, row_signs, row_styles in zip(labels, signs, styles, strict=True)
    ]


def _places(line: Line, axis: Axis, room: int) -> list[tuple[int, int]]:
    """(row, column) of every sign of a line; where it jumps, the rows between are filled."""
    drawn = max(1, round(room * line.until)) if line.values else 0
    places: list[tuple[int, int]] = []
    before: int | None = None
    for column in range(drawn):
        value = line.values[round(column * (len(line.values) - 1) / max(1, drawn - 1))]
        if not isfinite(value):
            before = None
            continue
        row = axis.row(value)
        first = row if before is None else before + (1 if row > before else -1 if row < before else 0)
        places += [(between, column) for between in range(min(first, row), max(first, row) + 1)]
        before = row
    return places


def _joined(head: str, signs: Sequence[str], styles: Sequence[str]) -> Styled:
    line = Styled(head, "dim")
    end = len("".join(signs).rstrip())
    start = 0
    while start < end:
        stop = start
        while stop < end and styles[stop] == styles[start]:
            stop += 1
        line.append("".join(signs[start:stop]), styles[start])
        start = stop
    return line


def bar(share: float, room: int, *, blocks: bool = True) -> str:
    """A bar of ``share`` (0 to 1) of ``room`` cells; something always shows."""
    eighths = round(min(max(share, 0.0), 1.0) * room * 8)
    whole, rest = divmod(max(eighths, 1), 8)
    if not blocks:
        return "#" * max(whole, 1)
    return BLOCK * whole + (EIGHTHS[rest - 1] if rest else "")


def shade(value: float, *, blocks: bool = True) -> str:
    """One of five shades for a value from 0 to 1."""
    ramp = SHADES if blocks else ASCII_SHADES
    return ramp[min(int(min(max(value, 0.0), 1.0) * len(ramp)), len(ramp) - 1)]


def can_draw_blocks(encoding: str | None) -> bool:
    """Whether an output has the signs of blocks and shades."""
    try:
        (BLOCK + EIGHTHS + SHADES).encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
