"""One LSTM step, computed in every way that people compute it wrongly.

A step is f, i, o, g from three parts each (recurrent h_{t-1} W, input x_t U, bias b), then c_t, then h_t. Each part,
activation and combination is a slot; an edit puts something else there. 300 edits, single or combined, are compared with what
the submission returned.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lstm_drills.grader.compare import Array
from lstm_drills.grader.diagnose.edits import GATES, Edit, edit, gate_name, target_of
from lstm_drills.messages import message

Activation = Callable[[Array], Array]
PARTS = ("recurrent", "input", "bias")


@dataclass
class Step:
    """The arrays of one step: x (N, D), h and c before it (N, H), the twelve weights."""

    x: Array
    h: Array
    c: Array
    weights: Mapping[str, Array]
    memo: dict[Any, Array] = field(default_factory=dict)

    def part(self, gate: str, part: str) -> Array:
        key = (gate, part)
        if key not in self.memo:
            weights = self.weights
            if part == "recurrent":
                self.memo[key] = self.h @ weights[f"{gate}_gate_weights"]
            elif part == "input":
                self.memo[key] = self.x @ weights[f"{gate}_gate_inputs"]
            else:
                self.memo[key] = np.asarray(weights[f"{gate}_gate_bias"])
        return self.memo[key]

    def sum_of(self, gate: str) -> Array:
        """The gate before its activation: h W + x U + b."""
        key = (gate, "sum")
        if key not in self.memo:
            self.memo[key] = self.part(gate, "recurrent") + self.part(gate, "input") + self.part(gate, "bias")
        return self.memo[key]

    def right(self, gate: str) -> Array:
        """The gate's value as it should be."""
        if gate not in self.memo:
            z = self.sum_of(gate)
            self.memo[gate] = np.tanh(z) if gate == "cell" else sigmoid(z)
        return self.memo[gate]


def sigmoid(z: Array) -> Array:
    return 0.5 + 0.5 * np.tanh(0.5 * z)


def run_step(step: Step, edits: Mapping[str, Edit]) -> tuple[Array, Array]:
    """New hidden and new cell state, each slot in ``edits`` done its way."""
    with np.errstate(all="ignore"):
        gates = {gate: edits[gate].apply(step) if gate in edits else step.right(gate) for gate in GATES}
        if "packing" in edits:
            gates = edits["packing"].apply(step, gates)
        if "new_cell" in edits:
            new_cell = edits["new_cell"].apply(gates, step)
        else:
            new_cell = gates["forget"] * step.c + gates["input"] * gates["cell"]
        if "new_hidden" in edits:
            new_hidden = edits["new_hidden"].apply(gates, new_cell, step)
        else:
            new_hidden = gates["output"] * np.tanh(new_cell)
        if "unit_returned" in edits:
            new_hidden, new_cell = edits["unit_returned"].apply(gates, new_hidden, new_cell)
        return new_hidden, new_cell


def _softmax(z: Array, axis: int) -> Array:
    powers = np.exp(z - z.max(axis=axis, keepdims=True))
    return np.asarray(powers / powers.sum(axis=axis, keepdims=True))


ACTIVATIONS: Mapping[str, Activation] = {
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "none": lambda z: z,
    "relu": lambda z: np.maximum(z, 0.0),
    "hard sigmoid (0.2 z + 0.5)": lambda z: np.clip(0.2 * z + 0.5, 0.0, 1.0),
    "hard sigmoid (z / 6 + 0.5)": lambda z: np.clip(z / 6 + 0.5, 0.0, 1.0),
    "clip(z, -1, 1)": lambda z: np.clip(z, -1.0, 1.0),
    "clip(z, 0, 1)": lambda z: np.clip(z, 0.0, 1.0),
    "softmax(axis=-1)": lambda z: _softmax(z, -1),
    "softmax(axis=0)": lambda z: _softmax(z, 0),
    "softsign": lambda z: z / (1 + np.abs(z)),
    "softplus": lambda z: np.logaddexp(0.0, z),
    "exp": np.exp,
    "exp(-z)": lambda z: np.exp(-z),
    "1 / (1 + exp(z))": lambda z: sigmoid(-z),
    "1 + exp(-z)": lambda z: 1 + np.exp(-z),
    "sigmoid(sigmoid(z))": lambda z: sigmoid(sigmoid(z)),
    "sigmoid(tanh(z))": lambda z: sigmoid(np.tanh(z)),
    "tanh(sigmoid(z))": lambda z: np.tanh(sigmoid(z)),
    "tanh(tanh(z))": lambda z: np.tanh(np.tanh(z)),
    "sigmoid(2 z)": lambda z: sigmoid(2 * z),
    "sigmoid(z / 2)": lambda z: sigmoid(z / 2),
    "tanh(z / 2)": lambda z: np.tanh(z / 2),
    "tanh(2 z)": lambda z: np.tanh(2 * z),
    "2 sigmoid(z) - 1": lambda z: 2 * sigmoid(z) - 1,
    "(tanh(z) + 1) / 2": lambda z: (np.tanh(z) + 1) / 2,
    "sigmoid(z) (1 - sigmoid(z))": lambda z: sigmoid(z) * (1 - sigmoid(z)),
    "1 - tanh(z)^2": lambda z: 1 - np.tanh(z) ** 2,
    "elu": lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0.0))),
    "leaky relu (0.01)": lambda z: np.where(z > 0, z, 0.01 * z),
    "leaky relu (0.1)": lambda z: np.where(z > 0, z, 0.1 * z),
    "sin": np.sin,
    "arctan": np.arctan,
    "gelu (tanh form)": lambda z: 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3))),
    "silu": lambda z: z * sigmoid(z),
    "sign": np.sign,
    "step": lambda z: (z > 0).astype(z.dtype),
    "round(sigmoid(z))": lambda z: np.round(sigmoid(z)),
}


GateValue = Callable[[Step], Array]
PART_NAMES: Mapping[str, str] = {"recurrent": "h_{t-1} W", "input": "x_t U", "bias": "b"}


def gate_edits() -> Iterator[Edit]:
    """Everything that can go wrong inside one gate."""
    for gate in GATES:
        activate = ACTIVATIONS["tanh" if gate == "cell" else "sigmoid"]
        yield from _activation_edits(gate)
        yield from _part_edits(gate, activate)
        yield from _source_edits(gate, activate)
        yield from _value_edits(gate, activate)
        yield from _other_gate_edits(gate, activate)


def _activation_edits(gate: str) -> Iterator[Edit]:
    right = "tanh" if gate == "cell" else "sigmoid"
    for name, function in ACTIVATIONS.items():
        if name == right:
            continue
        kind = "activation-missing" if name == "none" else "activation-is"
        words = message(f"cell.{kind}", gate=gate_name(gate), got=name, right=right)
        yield edit(gate, f"activation-{name}", (target_of(gate), "activation"), words, _activated(gate, function))


def _activated(gate: str, function: Activation) -> GateValue:
    return lambda step: function(step.sum_of(gate))


def _with_part(gate: str, part: str, activate: Activation, value: GateValue) -> GateValue:
    """The gate with one of its three parts computed by ``value``."""
    return lambda step: activate(step.sum_of(gate) - step.part(gate, part) + value(step))


def _part_edits(gate: str, activate: Activation) -> Iterator[Edit]:
    """One of the three parts missing, doubled, negated, or another gate's."""

    def scaled(part: str, factor: float) -> GateValue:
        return _with_part(gate, part, activate, lambda step: factor * step.part(gate, part))

    def borrowed(part: str, other: str) -> GateValue:
        return _with_part(gate, part, activate, lambda step: step.part(other, part))

    for part, name in PART_NAMES.items():
        targets = (target_of(gate), part)
        words = {"gate": gate_name(gate), "part": name}
        for kind, factor in (("missing", 0.0), ("doubled", 2.0), ("negated", -1.0)):
            yield edit(gate, f"{part}-{kind}", targets, message(f"cell.part-{kind}", **words), scaled(part, factor))
        for other in GATES:
            if other != gate:
                sentence = message("cell.part-of-other-gate", **words, other=gate_name(other))
                yield edit(gate, f"{part}-of-{other}", (*targets, target_of(other)), sentence, borrowed(part, other))


def _source_edits(gate: str, activate: Activation) -> Iterator[Edit]:
    """The recurrent part made from something else than h_{t-1} W."""
    key = f"{gate}_gate_weights"
    sources: Mapping[str, GateValue] = {
        "h_{t-1} W^T": lambda step: step.h @ step.weights[key].T,
        "c_{t-1} W": lambda step: step.c @ step.weights[key],
        "tanh(c_{t-1}) W": lambda step: np.tanh(step.c) @ step.weights[key],
        "h_{t-1} * diag(W)": lambda step: step.h * np.diag(step.weights[key]),
        "c_{t-1} * diag(W)": lambda step: step.c * np.diag(step.weights[key]),
        "(o_t * h_{t-1}) W": lambda step: (step.right("output") * step.h) @ step.weights[key],
        "h_{t-1}": lambda step: step.h,
        "h_{t-1} W + c_{t-1}": lambda step: step.part(gate, "recurrent") + step.c,
        "h_{t-1} W + c_{t-1} W": lambda step: step.part(gate, "recurrent") + step.c @ step.weights[key],
        "mean over the batch of h_{t-1} W": lambda step: step.part(gate, "recurrent").mean(axis=0),
    }
    for text, value in sources.items():
        words = message("cell.recurrent-is", gate=gate_name(gate), got=text)
        targets = (target_of(gate), "batch" if "batch" in text else "recurrent")
        yield edit(gate, f"recurrent-{text}", targets, words, _with_part(gate, "recurrent", activate, value))


def _value_edits(gate: str, activate: Activation) -> Iterator[Edit]:
    """The parts put together wrongly. ``A`` stands for the gate's activation in the formulas."""

    def p(step: Step, part: str) -> Array:
        return step.part(gate, part)

    def y(step: Step) -> Array:
        return step.right(gate)

    def z(step: Step) -> Array:
        return step.sum_of(gate)

    formulas: Mapping[str, GateValue] = {
        "A(hW + xU) + b": lambda s: activate(z(s) - p(s, "bias")) + p(s, "bias"),
        "A(hW + b) + xU": lambda s: activate(z(s) - p(s, "input")) + p(s, "input"),
        "hW + A(xU + b)": lambda s: activate(z(s) - p(s, "recurrent")) + p(s, "recurrent"),
        "A(hW) + xU + b": lambda s: activate(p(s, "recurrent")) + p(s, "input") + p(s, "bias"),
        "A(hW) + A(xU) + A(b)": lambda s: sum((activate(p(s, part)) for part in PARTS), start=np.zeros(1)),
        "A(hW) + A(xU + b)": lambda s: activate(p(s, "recurrent")) + activate(z(s) - p(s, "recurrent")),
        "A(hW + b) + A(xU)": lambda s: activate(p(s, "input")) + activate(z(s) - p(s, "input")),
        "A(hW + b) + A(xU + b)": lambda s: activate(z(s) - p(s, "input")) + activate(z(s) - p(s, "recurrent")),
        "A(hW) * A(xU + b)": lambda s: activate(p(s, "recurrent")) * activate(z(s) - p(s, "recurrent")),
        "A(hW * xU + b)": lambda s: activate(p(s, "recurrent") * p(s, "input") + p(s, "bias")),
        "A(hW + xU) * b": lambda s: activate(z(s) - p(s, "bias")) * p(s, "bias"),
        "A((hW + xU) * b)": lambda s: activate((z(s) - p(s, "bias")) * p(s, "bias")),
        "A(hW + xU + b + 1)": lambda s: activate(z(s) + 1.0),
        "A(hW + xU + b - 1)": lambda s: activate(z(s) - 1.0),
        "A(hW + xU + b + c_{t-1})": lambda s: activate(z(s) + s.c),
        "A(hW + xU + b) + c_{t-1}": lambda s: y(s) + s.c,
        "1": lambda s: np.ones_like(z(s)),
        "0": lambda s: np.zeros_like(z(s)),
        "1 - A(hW + xU + b)": lambda s: 1 - y(s),
        "-A(hW + xU + b)": lambda s: -y(s),
        "1 + A(hW + xU + b)": lambda s: 1 + y(s),
        "A(hW + xU + b)^2": lambda s: y(s) ** 2,
        "2 A(hW + xU + b)": lambda s: 2 * y(s),
        "A(hW + xU + b) / 2": lambda s: 0.5 * y(s),
        "A(z) * z": lambda s: y(s) * z(s),
        "A(clip(z, -1, 1))": lambda s: activate(np.clip(z(s), -1.0, 1.0)),
        "A(max(z, 0))": lambda s: activate(np.maximum(z(s), 0.0)),
        "A(|z|)": lambda s: activate(np.abs(z(s))),
        "A(z) with its units in reverse order": lambda s: y(s)[..., ::-1],
        "A(layer-normalised z)": lambda s: activate(_standardised(z(s))),
        "A(z), averaged over the batch": lambda s: np.broadcast_to(y(s).mean(axis=0), s.c.shape),
        "A(z averaged over the batch)": lambda s: np.broadcast_to(activate(z(s).mean(axis=0)), s.c.shape),
        "A(z) of the first example only": lambda s: np.broadcast_to(y(s)[:1], s.c.shape),
        "A(z), averaged over the units": lambda s: np.broadcast_to(y(s).mean(axis=-1, keepdims=True), s.c.shape),
    }
    for formula, value in formulas.items():
        words = message("cell.gate-value-is", gate=gate_name(gate), got=formula.replace("A", _symbol(gate)))
        targets = (target_of(gate), *(word for sign, word in VALUE_TARGETS if sign in formula))
        yield edit(gate, f"value-{formula}", targets, words, value)


# what a formula's wording says of the parts concerned
VALUE_TARGETS = (("batch", "batch"), ("example", "batch"), ("c_{t-1}", "cell_state"), ("b", "bias"))


def _symbol(gate: str) -> str:
    return "tanh" if gate == "cell" else "sigmoid"


def _standardised(z: Array) -> Array:
    return np.asarray((z - z.mean(-1, keepdims=True)) / (z.std(-1, keepdims=True) + 1e-5))


def _other_gate_edits(gate: str, activate: Activation) -> Iterator[Edit]:
    """Another gate's value or weights in this gate's place."""

    def of(other: str) -> Mapping[str, GateValue]:
        return {
            "is-other": lambda step: step.right(other),
            "weights-of-other": lambda step: activate(step.sum_of(other)),
            "complement-of-other": lambda step: 1 - step.right(other),
            "times-other": lambda step: step.right(gate) * step.right(other),
        }

    for other in GATES:
        if other == gate:
            continue
        for name, value in of(other).items():
            words = message(f"cell.gate-{name}", gate=gate_name(gate), other=gate_name(other))
            yield edit(gate, f"{name}-{other}", (target_of(gate), target_of(other)), words, value)
