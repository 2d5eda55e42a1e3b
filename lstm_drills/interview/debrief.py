"""What an interview showed: scores by kind and topic, time, calibration, what to train. Pure data, and its JSON."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lstm_drills.content.questions import Catalogue
from lstm_drills.interview.blueprints import CODE_PARTS, KINDS, Kind
from lstm_drills.interview.calibration import Calibration, calibration
from lstm_drills.interview.projects import project
from lstm_drills.interview.sitting import Answer, Item, Start, State
from lstm_drills.messages import Language, Message, Sayable, Text, message, say
from lstm_drills.quiz.asked import ask
from lstm_drills.quiz.expected import expected
from lstm_drills.quiz.marking import Mark, mark

WEAKEST = 3
SLOW = 1.5  # times the planned seconds
# what else trains a topic besides its questions; drills and labs that this copy does not have are left out
DRILLS: Mapping[str, tuple[str, ...]] = {
    "gates-and-cell": ("3.1",), "implementation-numpy": ("3.1", "3.2"), "sequence-batching": ("3.2",),
    "bptt": ("3.3",), "gradients": ("3.3",), "debugging": ("3.3",), "text-classification": ("3.4",),
    "bidirectional-stacked": ("3.7",), "regularisation": ("3.7",),
}  # fmt: skip
LABS: Mapping[str, str] = {
    "gates-and-cell": "gates", "gradients": "gradients", "rnn-vs-lstm": "memory", "initialisation": "gradients",
    "training-speed": "speed", "frameworks": "speed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """One item that was reached. number: from 1. expected: the right answer; remarks: what was wrong with which part.

    points: of a project's or whiteboard's rubric, each with whether it was made. score: 0 to 1; a skipped one has 0.
    """

    number: int
    item: Item
    answer: Answer
    prompt: Sayable
    topics: tuple[str, ...]
    section: str = ""
    code: str | None = None
    expected: tuple[Sayable, ...] = ()
    remarks: tuple[Sayable, ...] = ()
    points: tuple[tuple[Text, bool], ...] = ()
    explanation: Text | None = None

    @property
    def score(self) -> float:
        return self.answer.score or 0.0

    @property
    def slow(self) -> bool:
        return not self.answer.skipped and self.answer.seconds > SLOW * self.item.seconds


@dataclass(frozen=True, slots=True)
class Group:
    """The results of a kind or a topic: their mean score, 0 to 1, and how many they are."""

    name: str
    title: Sayable
    score: float
    count: int


@dataclass(frozen=True, slots=True)
class Weakness:
    """A topic to train, with the commands that do."""

    topic: Group
    commands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """score: the mean over what was reached; None where nothing was. used: seconds, breaks not counted."""

    start: Start
    blueprint: Text
    used: float
    breaks: int
    planned: int
    score: float | None
    results: tuple[Result, ...]
    kinds: tuple[Group, ...]
    topics: tuple[Group, ...]
    calibration: Calibration | None
    weakest: tuple[Weakness, ...]

    @property
    def skipped(self) -> int:
        return sum(result.answer.skipped for result in self.results)

    @property
    def slow(self) -> tuple[Result, ...]:
        return tuple(result for result in self.results if result.slow)


def debrief(start: Start, state: State, catalogue: Catalogue, blueprint: Text, exercises: Iterable[str]) -> Debrief:
    """exercises: the ids of the drills that are there."""
    pairs = zip(state.queue, state.answers, strict=False)
    results = tuple(_result(number, *pair, start.seed, catalogue) for number, pair in enumerate(pairs, start=1))
    topics = _groups(results, lambda result: result.topics, list(catalogue.topics), catalogue.topics.get)
    kinds = _groups(results, lambda result: (result.item.kind,), KINDS, lambda kind: message(f"interview.kind-{kind}"))
    sure = [(r.answer.confidence, r.score) for r in results if r.answer.confidence is not None]
    return Debrief(
        start, blueprint, state.used, state.breaks, len(state.queue),
        sum(result.score for result in results) / len(results) if results else None,
        results, kinds, topics, calibration(sure), _weakest(topics, results, set(exercises)),
    )  # fmt: skip


def _result(number: int, item: Item, answer: Answer, seed: int, catalogue: Catalogue) -> Result:
    try:
        if item.kind == "code":
            part = CODE_PARTS[item.key]
            return Result(number, item, answer, part.task, part.topics, part.exercise, remarks=_graded(answer))
        if item.kind == "project":
            chosen = project(item.key)
            points = tuple((text, place in answer.ticks) for place, text in enumerate(chosen.points))
            return Result(number, item, answer, chosen.question, chosen.topics, points=points)
        return _question(number, item, answer, seed, catalogue)
    except KeyError:  # asked once, and no longer in this copy's content: its score stands
        return Result(number, item, answer, item.key, ())


def _graded(answer: Answer) -> tuple[Message, ...]:
    note = answer.note
    if "rungs" not in note:
        return ()
    words = {"passed": note["passed"], "rungs": note["rungs"], "verdict": message(f"cli.verdict-{note['verdict']}")}
    return (message("interview.graded", **words),)


def _question(number: int, item: Item, answer: Answer, seed: int, catalogue: Catalogue) -> Result:
    asked = ask(catalogue.question(item.key), str(seed))
    question = asked.question
    explanation = asked.fill(question.explanation)
    if item.kind == "follow-up":
        prompt: Sayable = asked.fill(question.follow_up) if question.follow_up else item.key
        good = () if question.follow_up_answer is None else (asked.fill(question.follow_up_answer),)
        return Result(
            number, item, answer, prompt, question.topics, question.section, expected=good, explanation=explanation
        )
    marked = mark(asked, answer.typed) if not answer.skipped else None
    remarks = marked.remarks if isinstance(marked, Mark) else ()
    points: tuple[tuple[Text, bool], ...] = ()
    if item.kind == "whiteboard":
        made = getattr(question.answer, "points", ())
        points = tuple((point.text, place in answer.ticks) for place, point in enumerate(made))
    return Result(
        number, item, answer, asked.fill(question.prompt), question.topics, question.section, asked.code,
        expected(asked), remarks, points, explanation,
    )  # fmt: skip


def _groups(
    results: Sequence[Result], names: Callable[[Result], Iterable[str]], order: Sequence[str],
    title: Callable[[str], Sayable | None],
) -> tuple[Group, ...]:  # fmt: skip
    groups = []
    for name in order:
        scores = [result.score for result in results if name in names(result)]
        if scores:
            groups.append(Group(name, title(name) or name, sum(scores) / len(scores), len(scores)))
    return tuple(groups)


def _weakest(topics: Iterable[Group], results: Sequence[Result], exercises: set[str]) -> tuple[Weakness, ...]:
    """The topics with something to gain, the weakest first: as if one more answer had been right and one wrong, so that
    three wrong answers weigh more than one."""
    wanting = [topic for topic in topics if topic.score < 1]
    wanting.sort(key=lambda topic: (topic.score * topic.count + 1) / (topic.count + 2))
    return tuple(Weakness(topic, _commands(topic.name, results, exercises)) for topic in wanting[:WEAKEST])


def _commands(topic: str, results: Sequence[Result], exercises: set[str]) -> tuple[str, ...]:
    """The lesson of the section where most was lost, the topic's questions, then its drill and lab."""
    lost: dict[str, float] = {}
    for result in results:
        if topic in result.topics and result.section and result.item.kind != "code":
            lost[result.section] = lost.get(result.section, 0.0) + 1 - result.score
    worst = [max(lost, key=lambda section: lost[section])] if lost and max(lost.values()) > 0 else []
    drills = [drill for drill in DRILLS.get(topic, ()) if drill in exercises]
    return (
        *(f"lstm-drills learn {section}" for section in worst),
        f"lstm-drills quiz --topic {topic}",
        *(f"lstm-drills check {drill}" for drill in drills[:1]),
        *(f"lstm-drills lab {lab}" for lab in (LABS.get(topic),) if lab),
    )


# --- JSON -------------------------------------------------------------------------------------------------------------
def as_json(found: Debrief, language: Language) -> dict[str, Any]:
    """The object that ``--json`` prints; scores and shares from 0 to 1, times in seconds."""
    start = found.start
    return {
        "id": start.id, "at": start.at, "blueprint": start.blueprint, "seed": start.seed, "minutes": start.minutes,
        "used_seconds": round(found.used, 1), "breaks": found.breaks,
        "planned": found.planned, "reached": len(found.results), "skipped": found.skipped,
        "score": _rounded(found.score),
        "kinds": [_group_json(group, language) for group in found.kinds],
        "topics": [_group_json(group, language) for group in found.topics],
        "calibration": _calibration_json(found.calibration),
        "weakest": [
            {**_group_json(weak.topic, language), "commands": list(weak.commands)} for weak in found.weakest
        ],
        "items": [_result_json(result, language) for result in found.results],
    }  # fmt: skip


def _group_json(group: Group, language: Language) -> dict[str, Any]:
    return {
        "name": group.name, "title": say(group.title, language), "score": _rounded(group.score), "count": group.count,
    }  # fmt: skip


def _calibration_json(found: Calibration | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "brier": _rounded(found.brier), "said": _rounded(found.said), "right": _rounded(found.right),
        "verdict": found.verdict, "answers": found.count,
        "rows": [
            {"confidence": row.confidence, "said": row.said, "right": _rounded(row.right), "answers": row.count}
            for row in found.rows
        ],
    }  # fmt: skip


def _result_json(result: Result, language: Language) -> dict[str, Any]:
    kind: Kind = result.item.kind
    answer = result.answer
    return {
        "number": result.number, "kind": kind, "key": result.item.key, "topics": list(result.topics),
        "prompt": say(result.prompt, language), "typed": answer.typed, "skipped": answer.skipped,
        "score": _rounded(result.score), "confidence": answer.confidence, "late": answer.late,
        "seconds": round(answer.seconds, 1), "planned_seconds": result.item.seconds,
        "expected": [say(line, language) for line in result.expected],
        "points": [{"text": say(text, language), "made": made} for text, made in result.points],
        **({"graded": dict(answer.note)} if answer.note else {}),
    }  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
