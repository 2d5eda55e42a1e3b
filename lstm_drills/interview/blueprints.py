"""What a junior, a senior and a research interview are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lstm_drills.content.names import nearest
from lstm_drills.errors import DrillsError
from lstm_drills.messages import Text

Kind = Literal["concept", "reading", "follow-up", "whiteboard", "code", "project"]
KINDS: tuple[Kind, ...] = ("concept", "reading", "follow-up", "whiteboard", "code", "project")
BlueprintName = Literal["junior", "senior", "research"]

CONCEPT_TYPES = ("single", "multiple", "true-false", "numeric", "cloze", "order", "match")
READING_TYPES = ("bug", "output")
WHITEBOARD_TYPES = ("short",)
USUAL_MINUTES, LEAST_MINUTES, MOST_MINUTES = 30, 5, 180
# what an answer of each kind may take, with saying how sure one is; code has times of its own
SECONDS: Mapping[Kind, int] = {"concept": 60, "reading": 90, "follow-up": 75, "whiteboard": 150, "project": 240}
MOST_CODE = 0.45  # of the time: one part of a drill must not be the whole interview


@dataclass(frozen=True, slots=True)
class CodePart:
    """A drill, or the part of one that fits an interview. rungs: the cases that count; empty: all of the ladder."""

    id: str
    exercise: str
    seconds: int
    task: Text
    topics: tuple[str, ...]
    rungs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blueprint:
    """levels, topics: how much each weighs in the draw. shares: of the time, for each kind; they add up to 1."""

    name: BlueprintName
    title: Text
    levels: Mapping[int, int]
    topics: Mapping[str, int]
    shares: Mapping[Kind, float]
    code: tuple[str, ...]


CODE_PARTS: Mapping[str, CodePart] = {
    part.id: part
    for part in (
        CodePart(
            "3.1",
            "3.1",
            480,
            Text(
                "Write one step of an LSTM, `lstm_unit`. The docstring in the file gives the shapes.",
                "写出 LSTM 的一个时间步 `lstm_unit`。形状见文件里的文档字符串。",
            ),
            ("implementation-numpy", "gates-and-cell"),
        ),
        CodePart(
            "3.2",
            "3.2",
            420,
            Text(
                "`lstm_unit` is there and works. Write `lstm_forward`, which runs it over a whole sequence.",
                "`lstm_unit` 已经写好可用。请写 `lstm_forward`，让它跑完整个序列。",
            ),
            ("implementation-numpy", "sequence-batching"),
        ),
        CodePart(
            "3.3-one-step",
            "3.3",
            720,
            Text(
                "Write `lstm_backward`, but for sequences of **one step** only (T = 1): no loop over time is needed, all 15 "
                "gradients are. Only the cases with T = 1 count.",
                "写出 `lstm_backward`，但只需处理**一个时间步**（T = 1）：不用写时间循环，但 15 个梯度都要有。只计 T = 1 的用例。",
            ),
            ("bptt", "implementation-numpy"),
            ("one-step-one-number", "one-step"),
        ),
        CodePart(
            "3.3",
            "3.3",
            2100,
            Text(
                "Write `lstm_backward`: all 15 gradients, back through the whole sequence.",
                "写出 `lstm_backward`：对整个序列做反向传播，返回全部 15 个梯度。",
            ),
            ("bptt", "implementation-numpy"),
        ),
    )
}

BLUEPRINTS: tuple[Blueprint, ...] = (
    Blueprint(
        "junior",
        Text("Junior", "初级"),
        {1: 3, 2: 1},
        {
            "gates-and-cell": 4, "rnn-vs-lstm": 3, "gradients": 3, "implementation-numpy": 2, "text-classification": 2,
            "sequence-batching": 2, "nlp-applications": 1, "frameworks": 1, "variants-gru-peephole": 1,
            "parameter-count-complexity": 1,
        },
        {"concept": 0.3, "reading": 0.1, "follow-up": 0.1, "whiteboard": 0.12, "code": 0.25, "project": 0.13},
        ("3.1",),
    ),
    Blueprint(
        "senior",
        Text("Senior", "高级"),
        {1: 1, 2: 3, 3: 1},
        {
            "debugging": 3, "gates-and-cell": 2, "gradients": 3, "sequence-batching": 3, "frameworks": 3,
            "regularisation": 2, "training-speed": 2, "initialisation": 1, "bidirectional-stacked": 2,
            "seq2seq-attention": 2, "lstm-vs-transformer": 2, "parameter-count-complexity": 2, "time-series": 1,
            "language-model": 1,
        },
        {"concept": 0.24, "reading": 0.12, "follow-up": 0.12, "whiteboard": 0.16, "code": 0.22, "project": 0.14},
        ("3.1", "3.2"),
    ),
    Blueprint(
        "research",
        Text("Research", "研究"),
        {2: 1, 3: 2},
        {
            "gradients": 4, "bptt": 4, "modern-xlstm-ssm": 3, "lstm-vs-transformer": 2, "variants-gru-peephole": 2,
            "initialisation": 2, "regularisation": 2, "gates-and-cell": 2, "seq2seq-attention": 1, "language-model": 2,
            "parameter-count-complexity": 1,
        },
        {"concept": 0.2, "reading": 0.06, "follow-up": 0.14, "whiteboard": 0.2, "code": 0.26, "project": 0.14},
        ("3.3-one-step", "3.3"),
    ),
)  # fmt: skip


def blueprint(name: str) -> Blueprint:
    """The blueprint of that name. Raises DrillsError, with the one that was probably meant."""
    names = [known.name for known in BLUEPRINTS]
    for known in BLUEPRINTS:
        if known.name == name.strip().lower():
            return known
    close = nearest(name, names)
    if close:
        raise DrillsError("interview.unknown-blueprint", word=name, suggestion=close)
    raise DrillsError("interview.unknown-blueprint-choose", word=name, words=names)


def check_minutes(minutes: int) -> None:
    """Raises DrillsError for an interview that is too short or too long to be one."""
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise DrillsError("interview.minutes", minutes=minutes, least=LEAST_MINUTES, most=MOST_MINUTES)
