"""An author's text as HTML: paragraphs, lists, `code`, **strong** words and blocks of code; everything else is text."""

import html
import re

INLINE = re.compile(r"`([^`\n]+)`|\*\*([^*\n]+)\*\*")
BLOCK = re.compile(r"^[ \t]*```[^\n]*\n(.*?)\n[ \t]*```[ \t]*$", re.DOTALL | re.MULTILINE)
BULLET = "- "


def prose(text: str) -> str:
    """The whole text; no sign of it can become markup."""
    made = []
    for place, part in enumerate(BLOCK.split(text.strip("\n"))):
        if place % 2:
            made.append(f"<pre>{html.escape(part)}</pre>")
        else:
            made += [_paragraph(lines) for lines in re.split(r"\n\s*\n", part) if lines.strip()]
    return "".join(made)


def inline(text: str) -> str:
    """A part of a line."""
    made, last = "", 0
    for found in INLINE.finditer(text):
        made += html.escape(text[last : found.start()])
        made += f"<code>{html.escape(found[1])}</code>" if found[1] else f"<strong>{html.escape(found[2])}</strong>"
        last = found.end()
    return made + html.escape(text[last:])


def _paragraph(text: str) -> str:
    """Lines before a first bullet are a paragraph; a bullet goes on until the next."""
    head, *items = re.split(rf"^[ \t]*{BULLET}", text, flags=re.MULTILINE)
    made = f"<p>{inline(head.strip())}</p>" if head.strip() else ""
    if items:
        made += "<ul>" + "".join(f"<li>{inline(item.strip())}</li>" for item in items) + "</ul>"
    return made
