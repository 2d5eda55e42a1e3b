"""The ladder of lstm_forward: one number first, then more steps, different sizes, then what breaks habits."""

from typing import Any

import numpy as np

from lstm_drills.content.cases import Case, lstm_weights, other_layouts, single_precision
from lstm_drills.messages import Text

# exp(z) / (1 + exp(z)) is not a number from z = 710 on
HUGE_INPUT = 1e4


def cases(rng: np.random.RandomState) -> list[Case]:
    return [
        _case(
            "one-step-one-number",
            _without_states(_inputs(rng, 1, 1, 1, 1)),
            "one step, one number, no initial states",
            "一步，尺寸都是 1，不给初始状态",
        ),
        _case("two-steps", _without_states(_inputs(rng, 2, 1, 1, 1)), "two steps of one number", "两步，其余尺寸为 1"),
        _case("initial-states", _inputs(rng, 3, 2, 3, 2), "initial states are given", "给了初始状态"),
        _case(
            "no-initial-states",
            _without_states(_inputs(rng, 4, 2, 3, 5)),
            "T=4 N=2 D=3 H=5, no initial states",
            "T=4 N=2 D=3 H=5，不给初始状态",
        ),
        _case("all-sizes-differ", _inputs(rng, 5, 3, 6, 4), "T=5 N=3 D=6 H=4", "T=5 N=3 D=6 H=4"),
        _case("one-step", _inputs(rng, 1, 3, 2, 4), "T=1: the time axis stays", "T=1：时间这个轴要保留"),
        _case("one-example", _inputs(rng, 4, 1, 3, 2), "N=1: the batch axis stays", "N=1：批这个轴要保留"),
        _case("one-unit", _inputs(rng, 3, 2, 4, 1), "H=1: the unit axis stays", "H=1：单元这个轴要保留"),
        _case("inputs-as-many-as-units", _inputs(rng, 3, 4, 4, 4), "N = D = H = 4", "N = D = H = 4"),
        _case(
            "as-many-steps-as-examples",
            _inputs(rng, 3, 3, 2, 4),
            "T = N = 3: a loop over the wrong axis does not crash",
            "T = N = 3：循环的轴错了也不会报错",
        ),
        _case(
            "only-initial-hidden",
            {**_inputs(rng, 3, 2, 3, 4), "initial_cell": None},
            "only initial_hidden is given",
            "只给了 initial_hidden",
        ),
        _case(
            "only-initial-cell",
            {**_inputs(rng, 3, 2, 3, 4), "initial_hidden": None},
            "only initial_cell is given",
            "只给了 initial_cell",
        ),
        *_extremes(rng),
        *_containers(rng),
    ]


def _extremes(rng: np.random.RandomState) -> list[Case]:
    huge = _inputs(rng, 4, 3, 5, 2)
    row = HUGE_INPUT * rng.choice([-1.0, 1.0], 5)
    huge["input_sequence"][1, 1], huge["input_sequence"][2, 0] = row, -row  # every gate is shut in one of them
    single = _inputs(rng, 3, 2, 4, 3)
    single = single_precision(single)
    return [
        _case(
            "huge-inputs",
            huge,
            "two rows of inputs of ±10000: everything stays finite",
            "有两行输入为 ±10000：结果必须都是有限值",
        ),
        _case("single-precision", single, "float32 arrays", "float32 数组"),
    ]


def _containers(rng: np.random.RandomState) -> list[Case]:
    other_order = _inputs(rng, 3, 2, 4, 3)
    other_order["weights"] = {
        name: other_order["weights"][name] for name in sorted(other_order["weights"], reverse=True)
    }
    lists = _inputs(rng, 3, 2, 4, 3)
    lists["input_sequence"] = list(lists["input_sequence"])
    repeated = _inputs(rng, 4, 2, 3, 2)
    repeated["input_sequence"][1:] = repeated["input_sequence"][0]
    return [
        _case("other-key-order", other_order, "weights with its keys in another order", "weights 的键换了顺序"),
        _case("list-of-steps", lists, "the inputs as a list of T arrays", "输入是由 T 个数组组成的列表"),
        _case(
            "repeated-inputs",
            repeated,
            "the same input at every step: only the state changes",
            "每一步输入相同：变化的只有状态",
        ),
        _case(
            "other-memory-layouts",
            other_layouts(_inputs(rng, 4, 3, 5, 2), strided=("initial_hidden", "initial_cell")),
            "Fortran-ordered, strided and read-only arrays",
            "按列存储的、带步长的、只读的数组",
        ),
        _case(
            "same-call-twice",
            _inputs(rng, 3, 2, 3, 4),
            "the same call twice: nothing is left over from the first",
            "同样的调用做两次：第一次不能留下任何痕迹",
            calls=2,
        ),
        _case(
            "no-states-again",
            _without_states(_inputs(rng, 3, 2, 3, 4)),
            "without initial states after calls with them",
            "前面的调用给过初始状态，这次不给",
        ),
    ]


def _case(name: str, inputs: dict[str, Any], en: str, zh: str, *, calls: int = 1) -> Case:
    return Case(name, Text(en, zh), inputs, "lstm_forward", calls)


def _inputs(rng: np.random.RandomState, steps: int, batch: int, inputs: int, units: int) -> dict[str, Any]:
    return {
        "input_sequence": rng.normal(0.0, 1.0, (steps, batch, inputs)),
        "weights": lstm_weights(rng, inputs, units),
        "initial_hidden": rng.uniform(-0.9, 0.9, (batch, units)),
        "initial_cell": rng.normal(0.0, 1.0, (batch, units)),
    }


def _without_states(inputs: dict[str, Any]) -> dict[str, Any]:
    return {**inputs, "initial_hidden": None, "initial_cell": None}
