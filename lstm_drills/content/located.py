"""Authors' YAML with the place of everything: what is wrong is said as ``file:line:column: what, and what to do``.

Scalars stay text (a bare ``2.10`` is no number and a bare ``no`` no truth value); the schema converts them. A reader
collects problems instead of raising at the first one, and gives a harmless stand-in for what it could not read.
"""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from lstm_drills.content.names import nearest
from lstm_drills.content.parsing import Node, parse, where
from lstm_drills.errors import ContentError
from lstm_drills.messages import LANGUAGES, Language, Message, Sayable, Text, message, say

INTEGER = re.compile(r"-?[0-9]{1,15}", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong at a place of an author's file; line and column count from 1."""

    file: Path
    line: int
    column: int
    message: Message = field(compare=False)

    def sentence(self, language: Language) -> str:
        """``questions/2.3.yaml:12:5: unknown key ...``, the path as seen from the current folder."""
        colon = "：" if language == "zh" else ": "
        return f"{shown(self.file)}:{self.line}:{self.column}{colon}{say(self.message, language)}"


class BrokenContent(ContentError):
    """Everything that is wrong with the files that were asked for, at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        sentences = {language: "\n".join(p.sentence(language) for p in self.problems) for language in LANGUAGES}
        super().__init__("banks.broken", count=len(self.problems), problems=Text(**sentences))


def shown(path: Path) -> str:
    """The path relative to the current folder where that is shorter."""
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):  # the folder is gone; another drive
        return str(path)
    return str(path) if relative.startswith("..") else relative


class Reader:
    """One file: its root node (None when it cannot be parsed or is empty) and the problems found so far."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.root, faults = parse(file)
        self.problems = [Problem(file, line, column, what) for line, column, what in faults]

    # --- problems -----------------------------------------------------------------------------------------------------
    def problem(self, node: Node | None, message_id: str, **parameters: Sayable | int | Sequence[str]) -> None:
        """Record that something is wrong at a node (None: at the top of the file)."""
        line, column = (1, 1) if node is None else where(node)
        self.problems.append(Problem(self.file, line, column, message(f"banks.{message_id}", **parameters)))

    def unknown(self, node: Node, message_id: str, word: str, candidates: Iterable[str], **parameters: Sayable) -> None:
        """A word that is none of the candidates, with the one that was probably meant or else all of them."""
        candidates = list(candidates)
        close = nearest(word, candidates)
        advice = message("banks.did-you-mean", word=close) if close else message("banks.one-of", words=candidates[:30])
        if not candidates:
            advice = message("banks.none-exist")
        self.problem(node, message_id, word=word, advice=advice, **parameters)

    # --- values -------------------------------------------------------------------------------------------------------
    def fields(self, node: Node | None, required: Iterable[str], optional: Iterable[str] = ()) -> dict[str, Node]:
        """A mapping's values by key; unknown, repeated and missing keys are recorded. Not a mapping: {}."""
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            self.problem(node, "not-a-mapping", keys=list(required) or list(optional))
            return {}
        allowed = dict.fromkeys((*required, *optional))
        found: dict[str, Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else None
            if name is None:
                self.problem(key, "key-is-no-word")
            elif name in found:
                self.problem(key, "repeated-key", key=name)
            elif name not in allowed:
                self.unknown(key, "unknown-key", name, (word for word in allowed if word not in found))
            else:
                found[name] = value
        for name in required:
            if name not in found:
                self.problem(node, "missing-key", key=name)
        return found

    def string(self, node: Node | None, may_be_empty: bool = False) -> str:
        """A scalar as its author wrote it; a list is a problem, and so is nothing unless it may be."""
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.problem(node, "not-text")
            return ""
        value: str = node.value
        if may_be_empty:
            return value
        if not value.strip() or (node.style is None and value in ("~", "null")):
            self.problem(node, "empty")
        return value

    def text(self, node: Node | None) -> Text:
        """``{en: ..., zh: ...}``, both filled."""
        if isinstance(node, yaml.ScalarNode):
            self.problem(node, "one-language")
            return Text("", "")
        values = self.fields(node, LANGUAGES)
        return Text(self.string(values.get("en")).strip(), self.string(values.get("zh")).strip())

    def items(self, node: Node | None, at_least: int = 0) -> list[Node]:
        """A list's nodes."""
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.problem(node, "not-a-list")
            return []
        values: list[Node] = node.value
        if len(values) < at_least:
            self.problem(node, "too-few", count=at_least)
        return values

    def strings(self, node: Node | None, at_least: int = 0) -> tuple[str, ...]:
        return tuple(self.string(item) for item in self.items(node, at_least))

    def unique(self, node: Node | None, at_least: int = 0) -> dict[str, Node]:
        """A list of words that differ, each with its node."""
        words: dict[str, Node] = {}
        for item in self.items(node, at_least):
            word = self.string(item)
            if word in words:
                self.problem(item, "repeated-word", word=word)
            words.setdefault(word, item)
        return words

    def pairs(self, node: Node | None) -> list[tuple[str, Node]]:
        """A mapping whose keys are the author's own words."""
        if node is None:
            return []
        if not isinstance(node, yaml.MappingNode):
            self.problem(node, "not-a-free-mapping")
            return []
        found: dict[str, Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or not key.value.strip():
                self.problem(key, "key-is-no-word")
            elif key.value in found:
                self.problem(key, "repeated-key", key=key.value)
            else:
                found[key.value] = value
        return list(found.items())

    def one_of(self, node: Node | None, allowed: Iterable[str]) -> str:
        """One of a few words."""
        value = self.string(node)
        if node is not None and value and value not in allowed:
            self.unknown(node, "unknown-word", value, allowed)
        return value

    def integer(self, node: Node | None, low: int, high: int) -> int:
        """A whole number within both bounds."""
        if node is None:
            return low
        value = self.string(node)
        if not INTEGER.fullmatch(value) or not low <= int(value) <= high:
            if value:
                self.problem(node, "not-a-whole-number", low=low, high=high, got=value)
            return low
        return int(value)


def finish(*readers: Reader, also: Iterable[Problem] = ()) -> None:
    """Raise BrokenContent when anything was found."""
    found = [*(problem for reader in readers for problem in reader.problems), *also]
    if found:
        raise BrokenContent(found)
