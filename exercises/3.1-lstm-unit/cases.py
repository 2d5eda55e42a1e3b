"""The ladder of lstm_unit: one number first, then different sizes, then what breaks habits."""

from typing import Any

import numpy as np

from lstm_drills.content.cases import Case, lstm_weights, other_layouts, single_precision
from lstm_drills.messages import Text

# exp(z) / (1 + exp(z)) is not a number from z = 710 on
HUGE_INPUT = 1e4


def cases(rng: np.random.RandomState) -> list[Case]:
    zero = _inputs(rng, 3, 4, 2)
    zero |= {"prev_hidden": np.zeros((3, 2)), "prev_cell": np.zeros((3, 2))}
    return [
        _case("one-number", _inputs(rng, 1, 1, 1), "one example, one input, one unit", "一个样本、一个输入、一个单元"),
        _case(
            "zero-states", zero, "the first step of a sequence: both states are zero", "序列的第一步：两个状态都是零"
        ),
        _case("all-sizes-differ", _inputs(rng, 3, 6, 4), "N=3 D=6 H=4", "N=3 D=6 H=4"),
        _case("more-units-than-inputs", _inputs(rng, 2, 3, 5), "N=2 D=3 H=5", "N=2 D=3 H=5"),
        _case("one-example", _inputs(rng, 1, 4, 3), "N=1: the batch axis stays", "N=1：批这个轴要保留"),
        _case("one-unit", _inputs(rng, 3, 2, 1), "H=1: the unit axis stays", "H=1：单元这个轴要保留"),
        _case("inputs-as-many-as-units", _inputs(rng, 3, 4, 4), "D = H = 4", "D = H = 4"),
        *_extremes(rng),
        *_containers(rng),
    ]


def _extremes(rng: np.random.RandomState) -> list[Case]:
    large_memory = _inputs(rng, 3, 4, 3)
    large_memory["prev_cell"] *= 20.0
    huge = _inputs(rng, 4, 5, 3)
    row = HUGE_INPUT * rng.choice([-1.0, 1.0], 5)
    huge["input_"][1], huge["input_"][2] = row, -row  # every gate is shut in one of them
    single = _inputs(rng, 3, 5, 4)
    single = single_precision(single)
    return [
        _case(
            "large-memory",
            large_memory,
            "cell states far from zero are kept as they are",
            "绝对值很大的细胞状态要原样保留",
        ),
        _case(
            "huge-inputs",
            huge,
            "two rows of inputs of ±10000: everything stays finite",
            "有两行输入为 ±10000：结果必须都是有限值",
        ),
        _case("single-precision", single, "float32 arrays", "float32 数组"),
    ]


def _containers(rng: np.random.RandomState) -> list[Case]:
    other_order = _inputs(rng, 3, 5, 4)
    other_order["weights"] = {
        name: other_order["weights"][name] for name in sorted(other_order["weights"], reverse=True)
    }
    repeated = _inputs(rng, 3, 5, 4)
    repeated["input_"][1:] = repeated["input_"][0]
    return [
        _case("other-key-order", other_order, "weights with its keys in another order", "weights 的键换了顺序"),
        _case("repeated-inputs", repeated, "equal inputs, different states", "输入相同，状态不同"),
        _case(
            "other-memory-layouts",
            other_layouts(_inputs(rng, 3, 5, 4), strided=("prev_hidden", "prev_cell")),
            "Fortran-ordered, strided and read-only arrays",
            "按列存储的、带步长的、只读的数组",
        ),
        _case(
            "same-call-twice",
            _inputs(rng, 2, 3, 4),
            "the same call twice: nothing is left over from the first",
            "同样的调用做两次：第一次不能留下任何痕迹",
            calls=2,
        ),
    ]


def _case(name: str, inputs: dict[str, Any], en: str, zh: str, *, calls: int = 1) -> Case:
    return Case(name, Text(en, zh), inputs, "lstm_unit", calls)


def _inputs(rng: np.random.RandomState, batch: int, inputs: int, units: int) -> dict[str, Any]:
    return {
        "input_": rng.normal(0.0, 1.0, (batch, inputs)),
        "prev_hidden": rng.uniform(-0.9, 0.9, (batch, units)),
        "prev_cell": rng.normal(0.0, 1.0, (batch, units)),
        "weights": lstm_weights(rng, inputs, units),
    }
