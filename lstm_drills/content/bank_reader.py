"""A bank file as questions: reading is validating. The format is written down in questions/FORMAT.md."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lstm_drills.content.answer_reader import ANSWER_KEYS, AnswerReader
from lstm_drills.content.bugs import Excerpts
from lstm_drills.content.located import Reader
from lstm_drills.content.numeric_reader import check_numeric
from lstm_drills.content.parsing import Node
from lstm_drills.content.question_types import TYPES, Numeric, Question, QuestionType, Section
from lstm_drills.messages import LANGUAGES, Text

SECTION = re.compile(r"[0-9a-z]+(?:[.-][0-9a-z]+)*")
IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LEVELS = (1, 3)
BANK_KEYS = ("section", "title", "questions")
QUESTION_KEYS = ("id", "type", "level", "topics", "prompt", "explanation")
OPTIONAL_KEYS = ("code", "hint", "follow_up", "follow_up_answer", "references")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What banks may name."""

    topics: tuple[str, ...]
    references: tuple[str, ...]
    excerpts: Excerpts


@dataclass(frozen=True, slots=True)
class Bank:
    """One file that was read."""

    file: Path
    section: Section
    questions: tuple[Question, ...]


class BankReader(Reader):
    """Reads one bank; the problems stay in it."""

    def __init__(self, file: Path, vocabulary: Vocabulary) -> None:
        super().__init__(file)
        self.vocabulary = vocabulary
        self.one_language = False
        self.ids: dict[str, Node] = {}

    def text(self, node: Node | None) -> Text:
        """Both languages; a bank that declares one language has plain text."""
        if self.one_language and node is not None and not isinstance(node.value, list):
            value = self.string(node).strip()
            return Text(value, value)
        return super().text(node)

    def bank(self) -> Bank:
        """The bank, with stand-ins for what could not be read."""
        self.one_language = self._declares_language()
        values = self.fields(self.root, BANK_KEYS, ("lesson", "retired", "language"))
        if "language" in values:
            self.one_of(values["language"], LANGUAGES)
        section = self.string(values.get("section"))
        if section and not SECTION.fullmatch(section):
            self.problem(values["section"], "section-id", id=section)
        lesson = self.text(values["lesson"]) if "lesson" in values else None
        title = self.text(values.get("title"))
        questions = [self._question(node, section) for node in self.items(values.get("questions"), at_least=1)]
        for word, node in self.unique(values.get("retired")).items():
            if word in self.ids:
                self.problem(self.ids[word], "retired-id", id=word, line=node.start_mark.line + 1)
        return Bank(self.file, Section(section, title, lesson), tuple(q for q in questions if q))

    def _declares_language(self) -> bool:
        pairs = self.root.value if self.root is not None and isinstance(self.root.value, list) else []
        return any(isinstance(pair, tuple) and pair[0].value == "language" for pair in pairs)

    def _question(self, node: Node, section: str) -> Question | None:
        kind = self._type(node)
        if kind is None:
            return None
        required, optional = ANSWER_KEYS[kind]
        names_misconception = kind == "bug" and has_key(node, "misconception")
        needed = [key for key in QUESTION_KEYS if not (names_misconception and key in ("prompt", "explanation"))]
        spare = [key for key in (*QUESTION_KEYS, *OPTIONAL_KEYS) if key not in needed]
        values = self.fields(node, (*needed, *required), (*spare, *optional))
        answers = AnswerReader(self, kind, values, self.vocabulary.excerpts)
        answer = answers.read()
        question = Question(
            key=f"{section}/{self._identifier(values)}",
            section=section,
            type=kind,
            level=self.integer(values.get("level"), *LEVELS),
            topics=self._known(values.get("topics"), "unknown-topic", self.vocabulary.topics, at_least=1),
            prompt=answers.prompt,
            answer=answer,
            explanation=answers.explanation,
            code=answers.code,
            hint=answers.hint,
            follow_up=self.text(values["follow_up"]) if "follow_up" in values else None,
            follow_up_answer=self.text(values["follow_up_answer"]) if "follow_up_answer" in values else None,
            references=self._known(values.get("references"), "unknown-reference", self.vocabulary.references),
            misconception=answers.misconception,
        )
        if "follow_up_answer" in values and "follow_up" not in values:
            self.problem(values["follow_up_answer"], "nothing-to-follow")
        if isinstance(answer, Numeric):
            check_numeric(self, values, question, answer)
        return question

    def _type(self, node: Node) -> QuestionType | None:
        """The type decides which keys there may be: without a known one the rest cannot be judged."""
        if not isinstance(node.value, list) or not all(isinstance(pair, tuple) for pair in node.value):
            self.problem(node, "not-a-mapping", keys=list(QUESTION_KEYS))
            return None
        kinds = [value for key, value in node.value if key.value == "type"]
        if not kinds:
            self.problem(node, "missing-type", words=list(TYPES))
            return None
        word = self.string(kinds[0])
        kind = next((name for name in TYPES if name == word), None)
        if word and kind is None:
            self.unknown(kinds[0], "unknown-type", word, TYPES)
        return kind

    def _identifier(self, values: Mapping[str, Node]) -> str:
        identifier = self.string(values.get("id"))
        if not identifier:
            return ""
        if not IDENTIFIER.fullmatch(identifier):
            self.problem(values["id"], "question-id", id=identifier)
        if identifier in self.ids:
            first = self.ids[identifier].start_mark.line + 1
            self.problem(values["id"], "same-question", id=identifier, line=first)
        self.ids.setdefault(identifier, values["id"])
        return identifier

    def _known(self, node: Node | None, problem: str, known: tuple[str, ...], at_least: int = 0) -> tuple[str, ...]:
        words = self.unique(node, at_least)
        for word, place in words.items():
            if word and word not in known:
                self.unknown(place, problem, word, known)
        return tuple(words)


def has_key(node: Node, key: str) -> bool:
    """Whether a mapping has a key, whatever its value."""
    return any(isinstance(pair, tuple) and pair[0].value == key for pair in node.value)
