"""Backpropagation through time with every place of it open to edits.

The gradient of an LSTM is a sum over paths: into each step from outside and from the next step's hidden and cell state, through
the output gate and through the cell, and back along each gate's recurrent matrix. Each factor of each path is a slot with a
formula; an edit puts another formula there. The formulas are what a learner is told, and the code that is compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import CodeType
from typing import Any

import numpy as np

from lstm_drills.grader.compare import Array, Arrays
from lstm_drills.grader.diagnose.cell_edits import Step, sigmoid
from lstm_drills.grader.diagnose.edits import GATES, LETTER, Edit

# the right way, slot by slot, in the order of computation; u: from outside, dhn and dcn: from step t+1, tc: tanh(c_t)
RIGHT: Mapping[str, str] = {
    "dh": "u + dhn",
    "exposed": "dh * o * ( 1 - tc ** 2 )",
    "dc": "dcn + exposed",
    "do": "dh * tc",
    "df": "dc * cp",
    "di": "dc * g",
    "dg": "dc * i",
    "zo": "do * o * ( 1 - o )",
    "zf": "df * f * ( 1 - f )",
    "zi": "di * i * ( 1 - i )",
    "zg": "dg * ( 1 - g ** 2 )",
    "dcp": "dc * f",
}
FUNCTIONS: Mapping[str, object] = {
    "tanh": np.tanh, "sigmoid": sigmoid, "clip": np.clip, "sqrt": np.sqrt, "mean": lambda value: value.mean(axis=0),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trace:
    """The forward pass that the gradient is taken of: everything (T, N, ...), and the upstream gradient."""

    x: Array
    h: Array
    c: Array
    h_prev: Array
    c_prev: Array
    gates: Mapping[str, Array]
    sums: Mapping[str, Array]
    upstream: Array
    weights: Mapping[str, Array]

    @property
    def shape(self) -> tuple[int, ...]:
        return self.upstream.shape


def trace_of(inputs: Mapping[str, Any]) -> Trace:
    """From the arguments of ``lstm_backward``."""
    x, weights = np.asarray(inputs["input_sequence"], float), inputs["weights"]
    h, c = np.asarray(inputs["hidden_sequences"], float), np.asarray(inputs["cell_sequences"], float)
    h_prev = _before(h, inputs["initial_hidden"])
    c_prev = _before(c, inputs["initial_cell"])
    return with_gates(x, h, c, h_prev, c_prev, np.asarray(inputs["d_hidden_sequences"], float), weights, {})


def _before(states: Array, initial: Array | None) -> Array:
    first = np.zeros_like(states[:1]) if initial is None else np.asarray(initial, float)[None]
    return np.concatenate([first, states[:-1]])


def with_gates(
    x: Array, h: Array, c: Array, h_prev: Array, c_prev: Array, upstream: Array, weights: Mapping[str, Array],
    edits: Mapping[str, Edit],
) -> Trace:  # fmt: skip
    """The gates recomputed from the states before each step, all steps at once, each edited gate its way."""
    steps, batch, units = h.shape
    step = Step(x.reshape(steps * batch, -1), h_prev.reshape(-1, units), c_prev.reshape(-1, units), weights)
    values: Mapping[str, Array] = {
        gate: edits[gate].apply(step) if gate in edits else step.right(gate) for gate in GATES
    }
    if "packing" in edits:
        values = edits["packing"].apply(step, values)
    gates = {gate: np.broadcast_to(value, (steps * batch, units)).reshape(h.shape) for gate, value in values.items()}
    sums = {gate: step.sum_of(gate).reshape(h.shape) for gate in GATES}
    return Trace(x, h, c, h_prev, c_prev, gates, sums, upstream, weights)


@dataclass(frozen=True, slots=True)
class Run:
    """The gradients that one way of backpropagation gives, before they are summed into weights.

    sloped: each gate's gradient before its activation, (T, N, H). unsloped: the same after it.
    """

    trace: Trace
    sloped: Mapping[str, Array]
    unsloped: Mapping[str, Array]
    d_input: Array
    d_hidden: Array
    d_cell: Array
    initial_hidden: Array
    initial_cell: Array
    carried_hidden: Array
    carried_cell: Array


def run_backward(trace: Trace, edits: Mapping[str, Edit]) -> Run:
    """Go through time from the last step, every slot in ``edits`` done its way."""
    if "trace" in edits:
        trace = edits["trace"].apply(trace)
    if "upstream" in edits:
        trace = edits["upstream"].apply(trace)
    formulas = {**RIGHT, **(edits["shared"].apply if "shared" in edits else {})}
    code = [(slot, compiled(edits[slot].apply if slot in edits else formula)) for slot, formula in formulas.items()]
    order = edits["order"].apply(len(trace.h)) if "order" in edits else range(len(trace.h) - 1, -1, -1)
    kept: dict[str, Array] = {
        name: np.zeros(trace.shape)
        for name in ("zf", "zi", "zo", "zg", "df", "di", "do", "dg", "dh", "dc", "dhn", "dcn")
    }
    d_input = np.zeros(trace.x.shape)
    d_hidden, d_cell = np.zeros(trace.shape[1:]), np.zeros(trace.shape[1:])
    if "start" in edits:
        d_hidden, d_cell = edits["start"].apply(trace)
    with np.errstate(all="ignore"):
        for t in order:
            if "carried" in edits:
                d_hidden, d_cell = edits["carried"].apply(d_hidden, d_cell)
            names = _names(trace, t, d_hidden, d_cell)
            for slot, formula in code:
                names[slot] = eval(formula, names)
            for name, array in kept.items():
                array[t] = names[name]
            d_input[t] = _through(trace, names, edits, "inputs", "into-input")
            d_hidden = _through(trace, names, edits, "weights", "into-hidden")
            if "dhp" in edits:
                d_hidden = eval(compiled(edits["dhp"].apply), {**names, "dhp": d_hidden})
            d_cell = names["dcp"] * np.ones(trace.shape[1:])
    return Run(
        trace,
        {gate: kept[f"z{LETTER[gate]}"] for gate in GATES},
        {gate: kept[f"d{LETTER[gate]}"] for gate in GATES},
        d_input, kept["dh"], kept["dc"], d_hidden, d_cell, kept["dhn"], kept["dcn"],
    )  # fmt: skip


def _names(trace: Trace, t: int, d_hidden: Array, d_cell: Array) -> dict[str, Any]:
    gates, last = trace.gates, len(trace.h) - 1
    names: dict[str, Any] = {LETTER[gate]: gates[gate][t] for gate in GATES}
    names |= {f"s{LETTER[gate]}": trace.sums[gate][t] for gate in GATES}
    names |= {"h": trace.h[t], "c": trace.c[t], "hp": trace.h_prev[t], "cp": trace.c_prev[t], "tc": np.tanh(trace.c[t])}
    names |= {"u": trace.upstream[t], "dhn": d_hidden, "dcn": d_cell, "N": trace.shape[1], "T": last + 1, "t": t}
    names |= {"c0": trace.c_prev[0], "fwrap": gates["forget"][t - 1]}
    names |= {"fprev": gates["forget"][max(t - 1, 0)], "fnext": gates["forget"][min(t + 1, last)]}
    names.update(FUNCTIONS)
    return names


def _through(trace: Trace, names: Mapping[str, Any], edits: Mapping[str, Edit], kind: str, slot: str) -> Array:
    """The sum over the gates of the gradient through one of their matrices."""
    if slot in edits:
        result: Array = edits[slot].apply(trace, names)
        return result
    total: Array = np.zeros(1)
    blocks: Mapping[str, str] = edits["blocks"].apply if "blocks" in edits else {}
    for gate in GATES:
        own = f"{slot}-{gate}"
        if own in edits:
            total = total + edits[own].apply(trace, names)
        else:
            total = total + names[f"z{LETTER[gate]}"] @ trace.weights[f"{blocks.get(gate, gate)}_gate_{kind}"].T
    return total


@cache
def compiled(formula: str) -> CodeType:
    return compile(formula, "<formula>", "eval")


def gradients_of(run: Run) -> Arrays:
    """The fifteen gradients, under the contract's keys and in its order."""
    trace, arrays = run.trace, {}
    for gate in GATES:
        sloped = run.sloped[gate]
        arrays[f"{gate}_gate_weights"] = summed(trace.h_prev, sloped)
        arrays[f"{gate}_gate_inputs"] = summed(trace.x, sloped)
        arrays[f"{gate}_gate_bias"] = sloped.sum(axis=(0, 1))
    arrays["input_sequence"] = run.d_input
    arrays["initial_hidden"] = run.initial_hidden
    arrays["initial_cell"] = run.initial_cell
    return arrays


def summed(left: Array, right: Array) -> Array:
    """Sum over steps and examples of the outer products: (T, N, A) and (T, N, B) to (A, B)."""
    with np.errstate(all="ignore"):
        result: Array = left.reshape(-1, left.shape[-1]).T @ right.reshape(-1, right.shape[-1])
    return result
