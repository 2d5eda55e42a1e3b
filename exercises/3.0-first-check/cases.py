"""The ladder of mix: one number, then different sizes, then what breaks habits."""

from typing import Any

import numpy as np

from lstm_drills.content.cases import Case
from lstm_drills.messages import Text


def cases(rng: np.random.RandomState) -> list[Case]:
    layouts = _inputs(rng, 4, 3)
    for array in (layouts := {name: np.asfortranarray(array) for name, array in layouts.items()}).values():
        array.flags.writeable = False
    return [
        _case("one-number", _inputs(rng, 1, 1), "one example, one unit", "一个样本、一个单元"),
        _case("several", _inputs(rng, 3, 4), "N=3 H=4", "N=3 H=4"),
        _case("gate-open-or-shut", _at_the_ends(rng), "gates of exactly 0 and 1", "门恰好为 0 或 1"),
        _case("large-memory", _inputs(rng, 2, 3, 50.0), "large values", "很大的数值"),
        _case("read-only", layouts, "Fortran-ordered and read-only arrays", "按列存储的、只读的数组"),
        _case("same-call-twice", _inputs(rng, 2, 2), "the same call twice", "同样的调用做两次", calls=2),
    ]


def _case(name: str, inputs: dict[str, Any], en: str, zh: str, *, calls: int = 1) -> Case:
    return Case(name, Text(en, zh), inputs, "mix", calls)


def _inputs(rng: np.random.RandomState, batch: int, units: int, scale: float = 1.0) -> dict[str, Any]:
    return {
        "gate": rng.uniform(0.1, 0.9, (batch, units)),
        "old": rng.normal(0.0, scale, (batch, units)),
        "new": rng.normal(0.0, scale, (batch, units)),
    }


def _at_the_ends(rng: np.random.RandomState) -> dict[str, Any]:
    inputs = _inputs(rng, 2, 3)
    inputs["gate"] = np.array([[0.0, 1.0, 0.5], [1.0, 0.0, 0.25]])
    return inputs
