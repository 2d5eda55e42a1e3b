"""The cheat sheet, on the terminal and as one self-contained page to print."""

from collections.abc import Sequence
from html import escape

from lstm_drills.messages import Language, message, say
from lstm_drills.messages.cheatsheet import TO_SAY, Block
from lstm_drills.ui.screen import ACTION, HEADING, QUIET, Screen
from lstm_drills.ui.styled import Styled

STYLE = """
:root { color-scheme: light dark; }
body {
  font: 10pt/1.35 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  margin: 1.2em auto; padding: 0 1em; max-width: 60em;
}
h1 { font-size: 1.4em; margin: 0 0 .4em; }
main { columns: 26em 2; column-gap: 2em; }
section { break-inside: avoid; margin: 0 0 .8em; }
h2 { font-size: 1em; margin: 0; border-bottom: 1px solid; }
pre { font: .85em/1.3 ui-monospace, Consolas, monospace; margin: .3em 0; white-space: pre-wrap; }
ul, ol { margin: 0; padding-left: 1.2em; }
@media print { body { font-size: 8pt; margin: 0; } @page { margin: 10mm; } }
"""


class CheatSheetScreen(Screen):
    """All blocks below each other."""

    def sheet(self, blocks: Sequence[Block], *, weak_first: bool) -> None:
        self.say(message("cheatsheet.title"), HEADING)
        if weak_first:
            self.say(message("cheatsheet.weak-first"), QUIET)
        for block in blocks:
            self.blank()
            self.say(block.title, HEADING)
            self.lines(Styled(f"  {line}", ACTION) for line in block.formulas.split("\n"))
            for point in block.points:
                self.say(point, first="  - ")
        self.blank()
        self.say(message("cheatsheet.to-say"), HEADING)
        for number, text in enumerate(TO_SAY, 1):
            self.say(text, first=f"  {number:>2} ")


def page(blocks: Sequence[Block], language: Language) -> str:
    """HTML without scripts or anything from elsewhere; light and dark, and small enough for one sheet of paper."""
    title = escape(say(message("cheatsheet.title"), language))
    sections = []
    for block in blocks:
        points = "".join(f"<li>{escape(point.in_language(language))}</li>" for point in block.points)
        head = escape(block.title.in_language(language))
        sections.append(f"<section><h2>{head}</h2><pre>{escape(block.formulas)}</pre><ul>{points}</ul></section>")
    said = "".join(f"<li>{escape(text.in_language(language))}</li>" for text in TO_SAY)
    head = escape(say(message("cheatsheet.to-say"), language))
    sections.append(f"<section><h2>{head}</h2><ol>{said}</ol></section>")
    meta = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    return (
        f'<!doctype html>\n<html lang="{language}"><head>{meta}<title>{title}</title><style>{STYLE}</style></head>\n'
        f"<body><h1>{title}</h1><main>{''.join(sections)}</main></body></html>\n"
    )
