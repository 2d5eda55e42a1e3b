"""The ladder of lstm_backward: one number at a time first, every size different next, then what breaks habits."""

from typing import Any

import numpy as np

from lstm_drills.content.cases import Array, Case, lstm_weights, other_layouts, single_precision
from lstm_drills.messages import Text

# clipping anywhere between 1 and 60 changes at least one gradient that starts from these
LARGE_UPSTREAM = 60.0
# exp(z) / (1 + exp(z)) is not a number from z = 710 on
HUGE_INPUT = 1e4


def cases(rng: np.random.RandomState) -> list[Case]:
    return [*_small(rng), *_sizes(rng), *_upstreams(rng), *_extremes(rng), *_containers(rng)]


def _small(rng: np.random.RandomState) -> list[Case]:
    without_states = _inputs(rng, 3, 2, 3, 2)
    without_states |= _forward(without_states["input_sequence"], without_states["weights"])
    without_states |= {"initial_hidden": None, "initial_cell": None}
    return [
        _case("one-step-one-number", _inputs(rng, 1, 1, 1, 1), "one step, one number", "一步，全部尺寸为 1"),
        _case("two-steps", _inputs(rng, 2, 1, 1, 1), "two steps of one number", "两步，其余尺寸为 1"),
        _case(
            "initial-states-omitted",
            without_states,
            "no initial states given: they are zero, and still have gradients",
            "没有给初始状态：它们为零，但仍然有梯度",
        ),
    ]


def _sizes(rng: np.random.RandomState) -> list[Case]:
    return [
        _case("all-sizes-differ", _inputs(rng, 5, 3, 6, 4), "T=5 N=3 D=6 H=4", "T=5 N=3 D=6 H=4"),
        _case("more-units-than-inputs", _inputs(rng, 4, 2, 3, 5), "T=4 N=2 D=3 H=5", "T=4 N=2 D=3 H=5"),
        _case("one-step", _inputs(rng, 1, 3, 2, 4), "T=1, a batch of 3", "T=1，批大小为 3"),
        _case("one-example", _inputs(rng, 4, 1, 3, 2), "N=1, four steps", "N=1，四步"),
        _case("one-unit", _inputs(rng, 3, 2, 4, 1), "H=1, a batch of 2", "H=1，批大小为 2"),
        _case("inputs-as-many-as-units", _inputs(rng, 3, 2, 4, 4), "D = H = 4", "D = H = 4"),
    ]


def _upstreams(rng: np.random.RandomState) -> list[Case]:
    last_only = _inputs(rng, 4, 3, 2, 3)
    last_only["d_hidden_sequences"][:-1] = 0.0
    large = _inputs(rng, 4, 3, 2, 3)
    large["d_hidden_sequences"] *= LARGE_UPSTREAM
    return [
        _case(
            "loss-on-the-last-step",
            last_only,
            "the loss uses h_T alone: the other steps get their gradient through time only",
            "损失只用到 h_T：其他时间步的梯度全部经由时间传来",
        ),
        _case("large-gradients", large, "large gradients come back unclipped", "很大的梯度要原样返回，不做裁剪"),
    ]


def _extremes(rng: np.random.RandomState) -> list[Case]:
    huge = _inputs(rng, 4, 3, 5, 2)
    row = HUGE_INPUT * rng.choice([-1.0, 1.0], 5)
    huge["input_sequence"][1, 1], huge["input_sequence"][2, 0] = row, -row  # every gate is shut in one of them
    huge |= _forward(huge["input_sequence"], huge["weights"], huge["initial_hidden"], huge["initial_cell"])
    return [
        _case(
            "huge-inputs",
            huge,
            "two rows of inputs of ±10000: everything stays finite",
            "有两行输入为 ±10000：结果必须都是有限值",
        ),
        _case("single-precision", _in_single_precision(_inputs(rng, 3, 2, 4, 3)), "float32 arrays", "float32 数组"),
    ]


def _containers(rng: np.random.RandomState) -> list[Case]:
    other_order = _inputs(rng, 3, 2, 4, 3)
    names = sorted(other_order["weights"], reverse=True)
    other_order["weights"] = {name: other_order["weights"][name] for name in names}
    lists = _inputs(rng, 3, 2, 4, 3)
    lists |= {name: list(lists[name]) for name in lists if name.endswith("sequences") or name == "input_sequence"}
    layouts = _inputs(rng, 4, 3, 5, 2)
    return [
        _case(
            "other-memory-layouts",
            other_layouts(layouts, strided=layouts.keys() - {"input_sequence", "weights"}),
            "Fortran-ordered, strided and read-only arrays",
            "按列存储的、带步长的、只读的数组",
        ),
        _case(
            "other-key-order",
            other_order,
            "weights with its keys in another order",
            "weights 的键换了顺序",
        ),
        _case(
            "lists-of-steps",
            lists,
            "sequences as lists of T arrays",
            "序列是由 T 个数组组成的列表",
        ),
        _case(
            "same-call-twice",
            _inputs(rng, 3, 2, 3, 4),
            "the same call twice: nothing is left over from the first",
            "同样的调用做两次：第一次不能留下任何痕迹",
            calls=2,
        ),
    ]


def _case(name: str, inputs: dict[str, Any], en: str, zh: str, *, calls: int = 1) -> Case:
    return Case(name, Text(en, zh), inputs, "lstm_backward", calls)


def _inputs(rng: np.random.RandomState, steps: int, batch: int, inputs: int, units: int) -> dict[str, Any]:
    weights = lstm_weights(rng, inputs, units)
    input_sequence = rng.normal(0.0, 1.0, (steps, batch, inputs))
    initial_hidden = rng.uniform(-0.9, 0.9, (batch, units))
    initial_cell = rng.normal(0.0, 1.0, (batch, units))
    return {
        **_forward(input_sequence, weights, initial_hidden, initial_cell),
        "input_sequence": input_sequence,
        "weights": weights,
        "d_hidden_sequences": rng.normal(0.0, 1.0, (steps, batch, units)),
        "initial_hidden": initial_hidden,
        "initial_cell": initial_cell,
    }


def _forward(
    input_sequence: Array,
    weights: dict[str, Array],
    initial_hidden: Array | None = None,
    initial_cell: Array | None = None,
) -> dict[str, Array]:
    """What lstm_forward returns for these inputs; in float64 whatever they are."""
    shape = (input_sequence.shape[1], len(weights["forget_gate_bias"]))
    hidden = np.zeros(shape) if initial_hidden is None else initial_hidden
    cell = np.zeros(shape) if initial_cell is None else initial_cell
    hidden_sequences, cell_sequences = [], []
    for input_ in input_sequence:
        sums = {
            gate: input_ @ weights[f"{gate}_gate_inputs"]
            + hidden @ weights[f"{gate}_gate_weights"]
            + weights[f"{gate}_gate_bias"]
            for gate in ("forget", "input", "output", "cell")
        }
        cell = _sigmoid(sums["forget"]) * cell + _sigmoid(sums["input"]) * np.tanh(sums["cell"])
        hidden = _sigmoid(sums["output"]) * np.tanh(cell)
        hidden_sequences.append(hidden)
        cell_sequences.append(cell)
    return {"hidden_sequences": np.stack(hidden_sequences), "cell_sequences": np.stack(cell_sequences)}


def _sigmoid(z: Array) -> Array:
    return 0.5 * (1.0 + np.tanh(0.5 * z))


def _in_single_precision(inputs: dict[str, Any]) -> dict[str, Any]:
    """All arrays rounded to float32, and the states those of a forward pass that starts from the rounded ones."""
    rounded = single_precision(inputs)
    states = _forward(
        *(rounded[name] for name in ("input_sequence", "weights", "initial_hidden", "initial_cell")),
    )
    return {**rounded, **single_precision(states)}
