"""The one place where errors end: an expected one is a sentence and exit code 2, ours is a report and 3, Ctrl-C is 130."""

import os
import re
import shutil
import sys
from typing import Any, NoReturn

from typer import Abort
from typer._click import Command
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)

from lstm_drills import __version__
from lstm_drills.cli.help import Group
from lstm_drills.cli.language import current, language_of
from lstm_drills.content.names import nearest
from lstm_drills.errors import DrillsError
from lstm_drills.messages import Message, Sayable, message, say
from lstm_drills.ui.wrap import wrap

COULD_NOT, OURS, INTERRUPTED, READER_GONE = 2, 3, 130, 141
NUMBER = re.compile(r"'(.*)' is not a valid (int|integer|float|number)")
RANGE = re.compile(r"(.*) is not in the range (.*?)\.?$")
EXTRA = re.compile(r"Got unexpected extra argument\S* \((.*)\)")
IDENTIFIER = re.compile(r"[0-9]+\.[0-9]+")


class _ReaderGone(Exception):
    """Whoever read our output has closed the pipe."""


class Edge(Group):
    """The program's commands with its error edge. ``main`` sees the errors of root options too, ``invoke`` does not."""

    def main(self, *arguments: Any, **settings: Any) -> Any:
        _replace_what_cannot_be_printed()
        try:
            language_of(sys.argv[1:], os.environ)
            code = super().main(*arguments, **{**settings, "standalone_mode": False})
            sys.stdout.flush()
        except DrillsError as error:
            _end(Message(error.message_id, error.parameters), COULD_NOT)
        except ClickException as error:
            _end(usage_sentence(error), COULD_NOT)
        except (KeyboardInterrupt, Abort):
            _end("", INTERRUPTED)
        except (_ReaderGone, BrokenPipeError):
            # the interpreter must not try to flush again what cannot be written
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            _end("", READER_GONE)
        except Exception:
            import traceback

            sys.stderr.write(traceback.format_exc())
            sys.stderr.write(f"lstm-drills {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n")
            _end(message("cli.bug"), OURS)
        raise SystemExit(code)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:  # typer would exit with 1, a verdict of ours
            raise _ReaderGone from error

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and name not in self.commands:
            close = nearest(name, self.commands)
            if IDENTIFIER.fullmatch(name):
                raise DrillsError("cli.no-such-command-id", name=name)
            if close is None:
                raise DrillsError("cli.no-such-command", name=name)
            raise DrillsError("cli.no-such-command-near", name=name, suggestion=close)
        return super().resolve_command(ctx, args)


def usage_sentence(error: ClickException) -> Sayable:
    """What is wrong with the command line, in our words, and which help page to read."""
    problem = _usage_problem(error)
    context = error.ctx if isinstance(error, UsageError) else None
    if context is None or isinstance(error, NoArgsIsHelpError):
        return problem
    return message("cli.usage", problem=problem, command=context.command_path)


def _usage_problem(error: ClickException) -> Sayable:
    said = error.format_message()
    match error:
        case NoSuchOption(option_name=name, possibilities=close) if close:
            return message("cli.usage-no-such-option-near", name=name, suggestions=sorted(close))
        case NoSuchOption(option_name=name):
            return message("cli.usage-no-such-option", name=name)
        case BadOptionUsage(option_name=name) if "requires" in said:
            return message("cli.usage-needs-value", name=name)
        case MissingParameter(param=parameter, ctx=context) if parameter and context:
            return message("cli.usage-missing", name=parameter.make_metavar(context))
        case BadParameter(param=parameter, ctx=context) if parameter and context:
            name = parameter.opts[-1] if parameter.param_type_name == "option" else parameter.make_metavar(context)
            return message("cli.usage-bad-value", name=name, problem=_value_problem(error.message))
    extra = EXTRA.search(said)
    return message("cli.usage-extra", words=extra[1]) if extra else said


def _value_problem(said: str) -> Sayable:
    if found := NUMBER.search(said):
        return message("cli.usage-not-a-number", value=found[1])
    if found := RANGE.search(said):
        return message("cli.usage-not-in-range", value=found[1], range=found[2])
    return said


def _end(sentence: Sayable, code: int) -> NoReturn:
    if sentence:
        text = say(sentence, current())
        if sys.stderr.isatty():
            text = "\n".join(wrap(text, shutil.get_terminal_size().columns))
        sys.stderr.write(f"{text}\n")
    raise SystemExit(code)


def _replace_what_cannot_be_printed() -> None:
    """A terminal that has no Chinese shows question marks; it must not end the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(errors="replace")
