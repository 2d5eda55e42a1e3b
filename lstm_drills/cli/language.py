"""Which language to speak: ``--lang``, then ``LSTM_DRILLS_LANG``, then the one the learner chose, then the locale."""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache

from lstm_drills import paths
from lstm_drills.errors import DrillsError
from lstm_drills.messages import LANGUAGES, Language

VARIABLE = "LSTM_DRILLS_LANG"
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
OPTION = "--lang"


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language of this run. Help texts need it before the command line is parsed, so the option is looked for here.

    Raises DrillsError for a language that the program does not speak.
    """
    asked = _option(arguments)
    if asked is None:
        asked = environment.get(VARIABLE) or None
    if asked is None:
        return _chosen() or _of_locale(environment)
    known: dict[str, Language] = {language: language for language in LANGUAGES}
    spoken = known.get(asked.replace("_", "-").partition("-")[0].lower())
    if spoken is None:
        raise DrillsError("cli.unknown-language", language=asked)
    return spoken


def _option(arguments: Sequence[str]) -> str | None:
    for index, argument in enumerate(arguments):
        if argument == "--":
            return None
        if argument == OPTION and index + 1 < len(arguments):
            return arguments[index + 1]
        if argument.startswith(f"{OPTION}="):
            return argument.partition("=")[2]
    return None


def choose(language: Language) -> Language:
    """Keep the learner's choice for all further runs. A home that cannot be written forgets it."""
    with suppress(OSError):
        paths.home().mkdir(parents=True, exist_ok=True)
        paths.language_file().write_text(f"{language}\n", encoding="utf-8")
    _chosen.cache_clear()
    return language


@cache
def _chosen() -> Language | None:
    try:
        kept = paths.language_file().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return next((language for language in LANGUAGES if language == kept), None)


def _of_locale(environment: Mapping[str, str]) -> Language:
    name = next((environment[variable] for variable in LOCALE_VARIABLES if environment.get(variable)), "")
    if not name and sys.platform == "win32":
        import locale

        name = locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def current() -> Language:
    """The language of this process's command line; English where a language is asked for that nobody speaks."""
    try:
        return language_of(sys.argv[1:], os.environ)
    except DrillsError:
        return "en"
