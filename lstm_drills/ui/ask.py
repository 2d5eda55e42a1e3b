"""One way to ask: the standard library's input(), with line editing where readline is there.

It costs nothing at start-up, edits Chinese right, works with an input method, a pipe, a screen reader and over ssh.
"""

import contextlib
import sys
import unicodedata
from dataclasses import dataclass
from typing import Literal

CommandName = Literal[
    "hint", "skip", "undo", "language", "quit", "help", "end", "again", "hard", "good", "easy", "follow-up", "unknown"
]
COMMANDS: dict[str, CommandName] = {
    "h": "hint", "hint": "hint", "s": "skip", "skip": "skip", "u": "undo", "undo": "undo", "l": "language",
    "lang": "language", "q": "quit", "quit": "quit", "exit": "quit", "e": "end", "end": "end", "?": "help", "help": "help",
    "f": "follow-up", "again": "again", "hard": "hard", "good": "good", "easy": "easy",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Command:
    """Something that begins with a colon."""

    name: CommandName
    typed: str


class NoMoreInput(Exception):
    """The learner can say nothing more; what was acknowledged is stored already."""


class EndOfInput(NoMoreInput):
    """Ctrl-D, or the end of a pipe."""


class Interrupted(NoMoreInput):
    """Ctrl-C."""


def ask(prompt: str) -> str | Command:
    """One line as typed, without its end; or a command. Raises EndOfInput and Interrupted."""
    interactive = _prepared()
    try:
        typed = input(prompt)
    except EOFError:
        raise EndOfInput from None
    except KeyboardInterrupt:
        raise Interrupted from None
    except RuntimeError:  # the standard input is lost
        raise EndOfInput from None
    if not interactive:
        print()  # a pipe has no echo: what follows must not stand behind the prompt
    return understood(typed)


def understood(typed: str) -> str | Command:
    """A command where the text begins with a colon, of either width; else the text itself."""
    folded = unicodedata.normalize("NFKC", typed).strip()
    if not folded.startswith(":"):
        return typed
    word = folded[1:].strip().casefold()
    return Command(COMMANDS.get(word, "unknown"), f":{word}")


def _prepared() -> bool:
    """Whether a person types here. Undecodable bytes become replacement signs, which are no answer to anything."""
    stream = sys.stdin
    if stream is None or stream.closed:
        raise EndOfInput
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None and stream.errors == "strict":
        reconfigure(errors="replace")
    if not stream.isatty():
        return False
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401  line editing and history for input()
    return True
