"""Lines of a terminal: Latin text breaks at blanks, Chinese between signs; none begins with closing punctuation."""

import unicodedata
from collections.abc import Iterator

CLOSING = frozenset("，。、；：？！）】》」』〉〕”’…—·％,.;:?!)]}%»'\"")
OPENING = frozenset("（【《「『〈〔“‘([{«")
FIRST_WIDE, LAST_WIDE, FIRST_SUPPLEMENTARY = "\u1100", "\uffdc", "\U00020000"
NARROWEST = 8  # cells: below it nothing useful can be shown


def cells(text: str) -> int:
    """The width on screen. Signs of ambiguous width count double beside Chinese, where fonts draw them so."""
    chinese = any(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return sum(_width(sign, chinese) for sign in text)


def wrap(text: str, width: int) -> list[str]:
    """The text as lines of at most ``width`` cells; line breaks in it stay. Nothing but blanks at breaks is lost."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _paragraph(paragraph, max(width, NARROWEST))
    return lines


def _paragraph(text: str, width: int) -> list[str]:
    chinese = any(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    lines: list[str] = []
    line, used = "", 0
    for blank, unit in _units(text):
        size = sum(_width(sign, chinese) for sign in unit)
        gap = len(blank) if line else 0
        if line and used + gap + size > width:
            lines.append(line)
            line, used, gap = "", 0, 0
        line += (" " * gap) + unit
        used += gap + size
        while used > width:
            head, line = _cut(line, width, chinese)
            lines.append(head)
            used = sum(_width(sign, chinese) for sign in line)
    return [*lines, line] if line or not lines else lines


def _units(text: str) -> Iterator[tuple[str, str]]:
    """What may not be broken, each with the blanks before it."""
    blank, unit, pending = "", "", ""
    for piece in _pieces(text):
        if piece.isspace():
            if unit:
                yield blank, unit
                unit, blank = "", ""
            pending = piece
            continue
        glued = unit and not pending and (piece[0] in CLOSING or unit[-1] in OPENING)
        if unit and not glued:
            yield blank, unit
            unit = ""
        if not unit:
            blank = pending
        unit += piece
        pending = ""
    if unit:
        yield blank, unit


def _pieces(text: str) -> Iterator[str]:
    """Runs of blanks, runs of Latin signs, single Chinese ones. (A regular expression takes 2 ms to compile.)"""
    run = ""
    for sign in text:
        wide = FIRST_WIDE <= sign <= LAST_WIDE or sign >= FIRST_SUPPLEMENTARY
        if run and (wide or sign.isspace() != run.isspace()):
            yield run
            run = ""
        if wide:
            yield sign
        else:
            run += sign
    if run:
        yield run


def _cut(line: str, width: int, chinese: bool) -> tuple[str, str]:
    used = 0
    for place, sign in enumerate(line):
        used += _width(sign, chinese)
        if used > width:
            return line[:place], line[place:]
    return line, ""


def _width(sign: str, chinese: bool) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Cf", "Mn", "Me"):
        return 0
    kind = unicodedata.east_asian_width(sign)
    return 2 if kind in "WF" or (kind == "A" and chinese) else 1
