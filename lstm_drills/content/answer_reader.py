"""The part of a question that depends on its type: choices, gaps, items, rubric, and the texts that hold variables."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from lstm_drills.content.bugs import Excerpt, Excerpts
from lstm_drills.content.expressions import PLACEHOLDER
from lstm_drills.content.numeric_reader import read_numeric
from lstm_drills.content.parsing import Node
from lstm_drills.content.question_types import (
    Answer,
    Choice,
    Choices,
    Cloze,
    Item,
    Lines,
    Match,
    Order,
    Output,
    Pair,
    Point,
    QuestionType,
    Short,
    TrueFalse,
)  # fmt: skip
from lstm_drills.content.rubric import PhraseError, phrase_pattern
from lstm_drills.messages import LANGUAGES, Text

if TYPE_CHECKING:
    from lstm_drills.content.bank_reader import BankReader

# type -> its own required and optional keys
ANSWER_KEYS: Mapping[QuestionType, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "single": (("choices", "answer"), ()),
    "multiple": (("choices", "answer"), ()),
    "true-false": (("answer",), ()),
    "numeric": (("answer",), ("variables", "tolerance", "units", "check")),
    "cloze": (("gaps",), ()),
    "order": (("items",), ()),
    "match": (("pairs",), ()),
    "short": (("points", "model"), ()),
    "output": (("code", "answer"), ("accept",)),
    "bug": ((), ("misconception", "line", "choices", "answer")),
}
FEWEST_CHOICES, MOST_CHOICES = 2, 9  # each gets one key to press
FEWEST_POINTS, MOST_POINTS = 1, 9
EMPTY = Text("", "")


class AnswerReader:
    """Reads one question's answer; problems go to the bank's reader. What a misconception brings along is kept here."""

    def __init__(
        self, reader: "BankReader", kind: QuestionType, values: Mapping[str, Node], excerpts: Excerpts
    ) -> None:
        self.reader = reader
        self.kind = kind
        self.values = values
        self.excerpts = excerpts
        self.prompt = reader.text(values["prompt"]) if "prompt" in values else EMPTY
        self.explanation = reader.text(values["explanation"]) if "explanation" in values else EMPTY
        self.hint = reader.text(values["hint"]) if "hint" in values else None
        self.code = reader.string(values["code"]).rstrip("\n") if "code" in values else None
        self.misconception: str | None = None

    def read(self) -> Answer:
        """The answer, with stand-ins for what could not be read."""
        readers: Mapping[str, Callable[[], Answer]] = {
            "single": self._choices,
            "multiple": self._choices,
            "true-false": self._true_false,
            "numeric": lambda: read_numeric(self.reader, self.values),
            "cloze": self._cloze,
            "order": self._order,
            "match": self._match,
            "short": self._short,
            "output": self._output,
            "bug": self._bug,
        }
        return readers[self.kind]()

    # --- the types ----------------------------------------------------------------------------------------------------
    def _true_false(self) -> TrueFalse:
        return TrueFalse(self.reader.one_of(self.values.get("answer"), ("true", "false")) == "true")

    def _output(self) -> Output:
        text = self.reader.string(self.values.get("answer")).strip("\n")
        return Output(text, self.reader.strings(self.values.get("accept")))

    def _choices(self) -> Choices:
        several = self.kind == "multiple"
        reader, nodes = self.reader, self._items("choices", FEWEST_CHOICES, MOST_CHOICES)
        choices: dict[str, Choice] = {}
        for node in nodes:
            values = reader.fields(node, ("id", "text"), ("why",))
            identifier = reader.string(values.get("id"))
            if identifier in choices:
                reader.problem(values["id"], "same-choice", id=identifier)
            why = reader.text(values["why"]) if "why" in values else None
            choices[identifier] = Choice(identifier, reader.text(values.get("text")), why)
        self._differ(nodes, [choice.text for choice in choices.values()])
        answer = self.values.get("answer")
        right: dict[str, Node] = {}
        if several:
            right = reader.unique(answer, at_least=1)
        elif answer is not None:
            right = {reader.string(answer): answer}
        for word, place in right.items():
            if word and choices and word not in choices:
                reader.unknown(place, "unknown-choice", word, choices)
        for place, choice in zip(nodes, choices.values(), strict=False):
            if choice.why is None and choice.id not in right:
                reader.problem(place, "missing-why", id=choice.id)
        return Choices(tuple(choices.values()), tuple(right), several)

    def _cloze(self) -> Cloze:
        reader, gaps = self.reader, []
        for node in self._items("gaps", 1, MOST_CHOICES):
            values = reader.fields(node, ("accept",))
            gaps.append(tuple(reader.unique(values.get("accept"), at_least=1)))
        wanted = [str(number) for number in range(1, len(gaps) + 1)]
        versions = [version for version in (self.prompt.en, self.prompt.zh) if version]
        if any(sorted(PLACEHOLDER.findall(version)) != wanted for version in versions):
            reader.problem(self.values["prompt"], "gaps-differ", count=len(gaps))
        return Cloze(tuple(gaps))

    def _order(self) -> Order:
        reader, nodes = self.reader, self._items("items", 3, MOST_CHOICES)
        items: dict[str, Item] = {}
        for node in nodes:
            values = reader.fields(node, ("id", "text"))
            identifier = reader.string(values.get("id"))
            if identifier in items:
                reader.problem(values["id"], "same-choice", id=identifier)
            items[identifier] = Item(identifier, reader.text(values.get("text")))
        self._differ(nodes, [item.text for item in items.values()])
        return Order(tuple(items.values()))

    def _match(self) -> Match:
        reader, nodes = self.reader, self._items("pairs", 3, MOST_CHOICES)
        pairs = []
        for node in nodes:
            values = reader.fields(node, ("left", "right"))
            pairs.append(Pair(reader.text(values.get("left")), reader.text(values.get("right"))))
        self._differ(nodes, [pair.left for pair in pairs])
        self._differ(nodes, [pair.right for pair in pairs])
        return Match(tuple(pairs))

    def _short(self) -> Short:
        reader, points = self.reader, {}
        for node in self._items("points", FEWEST_POINTS, MOST_POINTS):
            values = reader.fields(node, ("id", "text"), ("any", "not"))
            identifier = reader.string(values.get("id"))
            if identifier in points:
                reader.problem(values["id"], "same-choice", id=identifier)
            groups = [self._phrases(group) for group in reader.items(values.get("any"))]
            contradictions = self._phrases(values.get("not"))
            points[identifier] = Point(identifier, reader.text(values.get("text")), tuple(groups), contradictions)
        return Short(tuple(points.values()), reader.text(self.values.get("model")))

    def _phrases(self, node: Node | None) -> tuple[str, ...]:
        phrases = self.reader.unique(node, at_least=1)
        for phrase, place in phrases.items():
            try:
                phrase_pattern(phrase)
            except PhraseError:
                self.reader.problem(place, "not-a-phrase", phrase=phrase)
        return tuple(phrases)

    def _bug(self) -> Answer:
        reader, values = self.reader, self.values
        excerpt = self._excerpt()
        if ("misconception" in values) == ("code" in values):
            reader.problem(next(iter(values.values()), None), "code-or-misconception")
        if "choices" in values:
            if "line" in values:
                reader.problem(values["line"], "line-or-choices")
            return self._choices()
        if "answer" in values:
            reader.problem(values["answer"], "answer-without-choices")
        if excerpt is not None:
            if not excerpt.lines:
                reader.problem(values["misconception"], "no-wrong-line", name=excerpt.name)
            return Lines(excerpt.lines)
        if "misconception" not in values and "line" not in values:
            reader.problem(next(iter(values.values()), None), "line-or-choices")
        return self._lines()

    def _excerpt(self) -> Excerpt | None:
        if "misconception" not in self.values:
            return None
        node = self.values["misconception"]
        name = self.reader.string(node)
        excerpt = self.excerpts.by_name.get(name)
        if excerpt is None:
            if name and not self.excerpts.problems:
                self.reader.unknown(node, "no-such-misconception", name, self.excerpts.by_name)
            return None
        self.misconception, self.code = name, excerpt.code
        self.prompt = self.prompt if "prompt" in self.values else excerpt.prompt
        self.explanation = self.explanation if "explanation" in self.values else excerpt.explanation
        self.hint = self.hint or excerpt.misconception.hint
        return excerpt

    def _lines(self) -> Lines:
        node = self.values.get("line")
        if node is None:
            return Lines(())
        written = (self.code or "").splitlines()
        numbers = self.reader.items(node, at_least=1) if isinstance(node.value, list) else [node]
        lines = tuple(self.reader.integer(number, 1, max(len(written), 1)) for number in numbers)
        for number, line in zip(numbers, lines, strict=True):
            if line <= len(written) and not written[line - 1].strip():
                self.reader.problem(number, "empty-line", line=line)
        return Lines(lines)

    # --- what several types need --------------------------------------------------------------------------------------
    def _items(self, key: str, fewest: int, most: int) -> list[Node]:
        nodes = self.reader.items(self.values.get(key), at_least=fewest)
        if len(nodes) > most:
            self.reader.problem(nodes[most], "too-many", count=most)
        return nodes

    def _differ(self, nodes: Sequence[Node], texts: Sequence[Text]) -> None:
        """Two that read the same cannot be told apart on screen."""
        for language in LANGUAGES:
            seen: set[str] = set()
            for node, text in zip(nodes, texts, strict=False):
                words = text.in_language(language)
                if words and words in seen:
                    self.reader.problem(node, "same-text", text=words)
                seen.add(words)
