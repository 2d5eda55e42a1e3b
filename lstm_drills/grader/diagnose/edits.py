"""A what-if: one place of the computation, done differently, and the words for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lstm_drills.grader.report import Diagnosis
from lstm_drills.messages import Message, message

GATES = ("forget", "input", "output", "cell")
LETTER: Mapping[str, str] = {"forget": "f", "input": "i", "output": "o", "cell": "g"}


@dataclass(frozen=True, slots=True)
class Edit:
    """``slot``: the place; two edits of one slot exclude each other. ``apply``: what is computed there instead: a function,
    a formula, or formulas by slot, as the slot wants it."""

    slot: str
    cause: Diagnosis
    apply: Any


def gate_name(gate: str) -> Message:
    return message(f"diagnosis.gate-{gate}")


def target_of(gate: str) -> str:
    return f"{gate}_gate"


def edit(slot: str, name: str, targets: tuple[str, ...], words: Message, apply: Any) -> Edit:
    """An edit whose diagnosis id is ``slot/name``."""
    return Edit(slot, Diagnosis(f"{slot}/{name}", targets, words), apply)
