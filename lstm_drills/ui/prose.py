"""Authors' texts and code as lines for a terminal: paragraphs, lists, blocks of code, `code` and **strong** words."""

import io
import keyword
import re
from dataclasses import dataclass

from lstm_drills.ui.styled import Styled
from lstm_drills.ui.wrap import wrap

INLINE = re.compile(r"`([^`\n]+)`|\*\*([^*\n]+)\*\*")
FENCE = re.compile(r"^\s*```")
ITEM = re.compile(r"^(\s*)([-*]|[0-9]+\.)\s+")
TOKEN = re.compile(
    r"(?P<comment>#.*)|(?P<string>'[^'\n]*'|\"[^\"\n]*\")|(?P<number>\b[0-9][\w.]*)|(?P<word>[^\W\d]\w*)", re.ASCII
)
CODE_STYLE, STRONG_STYLE = "cyan", "bold"
STYLES = {"comment": "dim", "string": "green", "number": "cyan", "keyword": "magenta"}
UNWRAPPED = 10**6


@dataclass(frozen=True, slots=True)
class Inline:
    """A text without its marks, and where the styles are: (start, end, style)."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


def inline(text: str) -> Inline:
    """Take `code` and **strong** marks out."""
    plain, spans, last = "", [], 0
    for found in INLINE.finditer(text):
        plain += text[last : found.start()]
        words = found[1] or found[2]
        spans.append((len(plain), len(plain) + len(words), CODE_STYLE if found[1] else STRONG_STYLE))
        plain += words
        last = found.end()
    return Inline(plain + text[last:], tuple(spans))


def paragraph(text: str, width: int, first: str = "", rest: str | None = None, style: str = "") -> list[Styled]:
    """One paragraph; ``first`` stands before its first line, ``rest`` (else as many blanks) before the others."""
    rest = " " * len(first) if rest is None else rest
    parsed = inline(text)
    lines, place = [], 0
    for number, line in enumerate(wrap(parsed.text, width - len(first))):
        place = parsed.text.find(line, place)
        styled = Styled(line, style)
        for start, end, span_style in parsed.spans:
            styled.stylize(span_style, max(0, start - place), max(0, end - place))
        place += len(line)
        lines.append(Styled(rest if number else first).append_text(styled))
    return lines


def prose(text: str, width: int, indent: str = "") -> list[Styled]:
    """A text of paragraphs, lists and ``` blocks; an empty line between blocks."""
    lines: list[Styled] = []
    buffer: list[str] = []
    fenced = False

    def flush() -> None:
        if buffer:
            lines.extend(_block(buffer, width, indent))
            buffer.clear()

    for line in text.strip("\n").split("\n"):
        if FENCE.match(line):
            flush()
            fenced = not fenced
        elif fenced:
            lines.append(highlighted(line, f"{indent}  "))
        elif not line.strip():
            flush()
            if lines and lines[-1].plain.strip():
                lines.append(Styled(""))
        elif ITEM.match(line):
            flush()
            buffer.append(line)
        else:
            buffer.append(line)
    flush()
    return lines


def _block(lines: list[str], width: int, indent: str) -> list[Styled]:
    item = ITEM.match(lines[0])
    first = indent
    if item:
        sign = "-" if item[2] in "-*" else item[2]
        first = f"{indent}{item[1]}{sign} "
        lines = [lines[0][item.end() :], *lines[1:]]
    joined = ""
    for line in (line.strip() for line in lines):
        # Chinese lines join without a blank
        wide = bool(joined) and bool(line) and ord(joined[-1]) > 0x2E7F and ord(line[0]) > 0x2E7F
        joined += line if wide or not joined else f" {line}"
    return paragraph(joined, width, first, " " * len(first))


def highlighted(line: str, indent: str = "") -> Styled:
    """A line of Python; a small highlighter of our own, since pygments costs more than the whole start."""
    styled = Styled(indent)
    start = len(indent)
    styled.append(line)
    for found in TOKEN.finditer(line):
        kind = found.lastgroup or ""
        if kind == "word":
            kind = "keyword" if keyword.iskeyword(found[0]) else ""
        if kind:
            styled.stylize(STYLES[kind], start + found.start(), start + found.end())
    return styled


def code_lines(code: str, indent: str = "  ", numbered: bool = False) -> list[Styled]:
    """A block of code, its lines numbered from 1 where they are asked about."""
    lines = io.StringIO(code).read().split("\n")
    digits = len(str(len(lines)))
    shown = []
    for number, line in enumerate(lines, start=1):
        head = f"{indent}{number:>{digits}}  " if numbered else indent
        shown.append(highlighted(line, head))
        if numbered:
            shown[-1].stylize("dim", 0, len(head))
    return shown
