"""The catalogue: every message in English and Chinese, side by side.

Below ``cli`` and ``ui`` the program speaks in messages (an id with parameters) and in texts (both languages at once, as
authors write them). Only here do they become a sentence. An id is ``room.name``; the room is a module of this package that
holds ``TEXTS``, loaded when first asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
ROOMS = (
    "cheatsheet", "cli", "doctor", "home", "plan", "watch", "workspace", "progress", "grader", "diagnosis", "cell", "sequence", "backward", "gradients",
    "training", "datasets", "hints", "validate", "quiz", "quiz_help", "quiz_stats", "banks", "stats", "labs", "seeing",
    "interview", "cards", "frameworks",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence in both languages."""

    en: str
    zh: str

    def in_language(self, language: Language) -> str:
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Message:
    """An id of the catalogue and what fills its gaps; a parameter may itself be a message or a text."""

    id: str
    parameters: Mapping[str, object] = field(default_factory=dict)


Sayable = Message | Text | str


def message(message_id: str, /, **parameters: object) -> Message:
    """``message("grader.timeout", seconds=10)``."""
    return Message(message_id, parameters)


@cache
def room(name: str) -> Mapping[str, Text]:
    """The texts of one room, by the part of the id after the dot."""
    texts: Mapping[str, Text] = import_module(f"lstm_drills.messages.{name}").TEXTS
    return texts


def say(what: Sayable, language: Language) -> str:
    """The sentence, in one language. Raises KeyError for an unknown id: a bug of ours."""
    if isinstance(what, str):
        return what
    if isinstance(what, Text):
        return what.in_language(language)
    room_name, _, name = what.id.partition(".")
    pattern = room(room_name)[name].in_language(language)
    return pattern.format_map({key: _spoken(value, language) for key, value in what.parameters.items()})


def _spoken(value: object, language: Language) -> object:
    if isinstance(value, Message | Text):
        return say(value, language)
    if isinstance(value, list | tuple):
        return ("、" if language == "zh" else ", ").join(str(_spoken(item, language)) for item in value)
    return value
