"""The one place where errors end: an expected one is a sentence and exit code 2, ours is a report and 3, Ctrl-C is 130."""

import os
import sys
from typing import Any, NoReturn

from typer.core import TyperGroup

from lstm_drills.cli.language import current, language_of
from lstm_drills.errors import DrillsError
from lstm_drills.messages import Message, message, say

ISSUES = "https://github.com/lstm-drills/lstm-drills/issues"
COULD_NOT, OURS, INTERRUPTED = 2, 3, 130


class Edge(TyperGroup):
    """The program's group of commands with its error edge. ``main`` sees the errors of root options too, ``invoke`` does not."""

    def main(self, *arguments: Any, **settings: Any) -> Any:
        _replace_what_cannot_be_printed()
        try:
            language_of(sys.argv[1:], os.environ)
            return super().main(*arguments, **settings)
        except DrillsError as error:
            _end(say(Message(error.message_id, error.parameters), current()), COULD_NOT)
        except KeyboardInterrupt:
            _end("", INTERRUPTED)
        except BrokenPipeError:
            # whoever read our output has gone; the interpreter must not try to flush it again
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(0) from None
        except Exception:
            import traceback

            sys.stderr.write(traceback.format_exc())
            _end(say(message("cli.bug", issues=ISSUES), current()), OURS)


def _end(sentence: str, code: int) -> NoReturn:
    if sentence:
        sys.stderr.write(f"{sentence}\n")
    raise SystemExit(code)


def _replace_what_cannot_be_printed() -> None:
    """A terminal that has no Chinese shows question marks; it must not end the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(errors="replace")
