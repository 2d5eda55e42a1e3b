"""The forward pass over time, done in every way that people do it wrongly: what is carried, what is read, what is returned."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from lstm_drills.grader.compare import Array
from lstm_drills.grader.diagnose.cell_edits import Step, run_step
from lstm_drills.grader.diagnose.edits import Edit, edit
from lstm_drills.grader.diagnose.return_edits import return_edits
from lstm_drills.messages import message


@dataclass(frozen=True, slots=True)
class Carried:
    """What is known when step t begins: the states before the first step, and all that came out so far."""

    initial_hidden: Array
    initial_cell: Array
    hidden: Sequence[Array]
    cell: Sequence[Array]

    @property
    def last_hidden(self) -> Array:
        return self.hidden[-1] if self.hidden else self.initial_hidden

    @property
    def last_cell(self) -> Array:
        return self.cell[-1] if self.cell else self.initial_cell


def run_sequence(inputs: Mapping[str, Any], edits: Mapping[str, Edit]) -> tuple[Array, Array]:
    """Hidden and cell states (T, N, H) each, every slot in ``edits`` done its way. Inputs as ``lstm_forward`` takes them."""
    if "whole" in edits:
        return edits["whole"].apply(inputs)  # type: ignore[no-any-return]
    x, weights = np.asarray(inputs["input_sequence"]), inputs["weights"]
    shape = (x.shape[1], len(weights["forget_gate_bias"]))
    initial_hidden = _or_zeros(inputs["initial_hidden"], shape)
    initial_cell = _or_zeros(inputs["initial_cell"], shape)
    if "initial_states" in edits:
        initial_hidden, initial_cell = edits["initial_states"].apply(initial_hidden, initial_cell)
    if "given_states" in edits:
        initial_hidden, initial_cell = edits["given_states"].apply(initial_hidden, initial_cell, inputs)
    if "input_order" in edits:
        x = edits["input_order"].apply(x)
    hidden: list[Array] = []
    cell: list[Array] = []
    for x_t in x:
        carried = Carried(initial_hidden, initial_cell, hidden, cell)
        h = edits["carried_hidden"].apply(carried) if "carried_hidden" in edits else carried.last_hidden
        c = edits["carried_cell"].apply(carried) if "carried_cell" in edits else carried.last_cell
        if "carried" in edits:
            h, c = edits["carried"].apply(carried)
        new_hidden, new_cell = run_step(Step(x_t, h, c, weights), edits)
        hidden.append(new_hidden)
        cell.append(new_cell)
    result = _stacked(hidden, shape), _stacked(cell, shape)
    if "returned" in edits:
        return edits["returned"].apply(*result, initial_hidden, initial_cell)  # type: ignore[no-any-return]
    return result


def _or_zeros(state: Array | None, shape: tuple[int, int]) -> Array:
    return np.zeros(shape) if state is None else np.asarray(state)


def _stacked(states: list[Array], shape: tuple[int, int]) -> Array:
    return np.stack(states) if states else np.zeros((0, *shape))


@cache
def sequence_edits() -> tuple[Edit, ...]:
    return (*_initial_edits(), *_given_edits(), *_carry_edits(), *_order_edits(), *return_edits(), *_whole_edits())


def _initial_edits() -> Iterator[Edit]:
    changes: Mapping[str, tuple[tuple[str, ...], Callable[[Array, Array], tuple[Array, Array]]]] = {
        "both-ignored": ((), lambda h, c: (np.zeros_like(h), np.zeros_like(c))),
        "hidden-ignored": (("hidden_state",), lambda h, c: (np.zeros_like(h), c)),
        "cell-ignored": (("cell_state",), lambda h, c: (h, np.zeros_like(c))),
        "swapped": (("hidden_state", "cell_state"), lambda h, c: (c, h)),
        "hidden-for-both": (("cell_state",), lambda h, _: (h, h)),
        "cell-for-both": (("hidden_state",), lambda _, c: (c, c)),
        "cell-from-tanh": (("cell_state",), lambda h, c: (h, np.tanh(c))),
        "first-example-for-all": (("batch",), lambda h, c: (_first_row(h), _first_row(c))),
        "batch-mean": (("batch",), lambda h, c: (_mean_row(h), _mean_row(c))),
        "ones": ((), lambda h, c: (np.ones_like(h), np.ones_like(c))),
    }
    for name, (targets, change) in changes.items():
        words = message(f"sequence.initial-{name}")
        yield edit("initial_states", name, ("initial_state", *targets), words, change)


def _first_row(state: Array) -> Array:
    return np.broadcast_to(state[:1], state.shape)


def _mean_row(state: Array) -> Array:
    return np.broadcast_to(state.mean(axis=0), state.shape)


States = tuple[Array, Array]


def _given_edits() -> Iterator[Edit]:
    """What depends on whether the initial states were given, or on the first input."""

    def ones(h: Array, c: Array, inputs: Mapping[str, Any]) -> States:
        given = (inputs["initial_hidden"] is not None, inputs["initial_cell"] is not None)
        return (h if given[0] else np.ones_like(h)), (c if given[1] else np.ones_like(c))

    def both_or_none(h: Array, c: Array, inputs: Mapping[str, Any]) -> States:
        missing = inputs["initial_hidden"] is None or inputs["initial_cell"] is None
        return (np.zeros_like(h), np.zeros_like(c)) if missing else (h, c)

    def first_step_twice(h: Array, c: Array, inputs: Mapping[str, Any]) -> States:
        return run_step(Step(np.asarray(inputs["input_sequence"][0]), h, c, inputs["weights"]), {})

    changes: Mapping[str, Callable[[Array, Array, Mapping[str, Any]], States]] = {
        "missing-are-ones": ones,
        "both-or-none": both_or_none,
        "first-step-twice": first_step_twice,
    }
    for name, change in changes.items():
        targets = ("time", "initial_state") if "twice" in name else ("initial_state",)
        yield edit("given_states", name, targets, message(f"sequence.given-{name}"), change)


def _whole_edits() -> Iterator[Edit]:
    """The axes taken for one another, or the examples not kept apart."""

    def batch_as_time(inputs: Mapping[str, Any]) -> States:
        swapped = np.asarray(inputs["input_sequence"]).swapaxes(0, 1)
        states = {name: inputs[name] for name in ("initial_hidden", "initial_cell")}
        if swapped.shape[0] != swapped.shape[1]:
            states = dict.fromkeys(states)
        return run_sequence({**inputs, **states, "input_sequence": swapped}, {})

    def batch_as_time_and_back(inputs: Mapping[str, Any]) -> States:
        hidden, cell = batch_as_time(inputs)
        return hidden.swapaxes(0, 1), cell.swapaxes(0, 1)

    def leaking(inputs: Mapping[str, Any]) -> States:
        x, found = np.asarray(inputs["input_sequence"]), []
        states = {name: inputs[name] for name in ("initial_hidden", "initial_cell")}
        first = {name: None if state is None else state[:1] for name, state in states.items()}
        for example in range(x.shape[1]):
            found.append(run_sequence({**inputs, **first, "input_sequence": x[:, example : example + 1]}, {}))
            first = {"initial_hidden": found[-1][0][-1], "initial_cell": found[-1][1][-1]}
        return np.concatenate([h for h, _ in found], axis=1), np.concatenate([c for _, c in found], axis=1)

    wholes: Mapping[str, Callable[[Mapping[str, Any]], States]] = {
        "batch-as-time": batch_as_time,
        "batch-as-time-and-back": batch_as_time_and_back,
        "examples-leak": leaking,
    }
    for name, whole in wholes.items():
        yield edit(
            "whole", name, ("batch", "time" if "time" in name else "initial_state"), message(f"sequence.{name}"), whole
        )


def _carry_edits() -> Iterator[Edit]:
    states: Mapping[str, Callable[[Carried], Array]] = {
        "initial": lambda k: k.initial_hidden,
        "initial-cell": lambda k: k.initial_cell,
        "zero": lambda k: np.zeros_like(k.initial_hidden),
        "zero-after-first": lambda k: np.zeros_like(k.initial_hidden) if k.hidden else k.initial_hidden,
        "hidden": lambda k: k.last_hidden,
        "cell": lambda k: k.last_cell,
        "cell-after-first": lambda k: k.cell[-1] if k.cell else k.initial_hidden,
        "hidden-after-first": lambda k: k.hidden[-1] if k.hidden else k.initial_cell,
        "tanh-cell": lambda k: np.tanh(k.last_cell),
        "tanh-cell-after-first": lambda k: np.tanh(k.cell[-1]) if k.cell else k.initial_cell,
        "two-steps-ago": lambda k: k.hidden[-2] if len(k.hidden) > 1 else k.initial_hidden,
        "two-steps-ago-cell": lambda k: k.cell[-2] if len(k.cell) > 1 else k.initial_cell,
        "first": lambda k: k.hidden[0] if k.hidden else k.initial_hidden,
        "first-cell": lambda k: k.cell[0] if k.cell else k.initial_cell,
        "batch-mean": lambda k: _mean_row(k.last_hidden),
        "batch-mean-cell": lambda k: _mean_row(k.last_cell),
        "sum": lambda k: sum(k.hidden, start=k.initial_hidden),
        "sum-cell": lambda k: sum(k.cell, start=k.initial_cell),
        "plus-initial": lambda k: k.last_hidden + k.initial_hidden if k.hidden else k.initial_hidden,
        "negated": lambda k: -k.last_hidden,
        "negated-cell": lambda k: -k.last_cell,
    }
    hidden = ("initial", "initial-cell", "zero", "zero-after-first", "cell", "cell-after-first", "tanh-cell", "two-steps-ago",
              "first", "batch-mean", "sum", "plus-initial", "negated")  # fmt: skip
    cell = ("initial-cell", "initial", "zero", "zero-after-first", "hidden", "hidden-after-first", "tanh-cell",
            "tanh-cell-after-first", "two-steps-ago-cell", "first-cell", "batch-mean-cell", "sum-cell", "negated-cell")  # fmt: skip
    zeros = "zero-after-first"
    for name in hidden:
        words = message("sequence.carried-hidden-is", got=CARRIED[name])
        yield edit("carried_hidden", name, ("hidden_state", "time"), words, states[name])
    for name in cell:
        change = _zero_cell_after_first if name == zeros else states[name]
        words = message("sequence.carried-cell-is", got=CARRIED[name])
        yield edit("carried_cell", name, ("cell_state", "time"), words, change)
    pairs: Mapping[str, Callable[[Carried], tuple[Array, Array]]] = {
        "both-initial": lambda k: (k.initial_hidden, k.initial_cell),
        "both-zero": lambda k: (np.zeros_like(k.initial_hidden), np.zeros_like(k.initial_cell)),
        "both-zero-after-first": lambda k: (states[zeros](k), _zero_cell_after_first(k)),
        "swapped": lambda k: (k.last_cell, k.last_hidden),
        "swapped-after-first": lambda k: (k.cell[-1], k.hidden[-1]) if k.hidden else (k.initial_hidden, k.initial_cell),
        "hidden-for-both": lambda k: (k.last_hidden, k.last_hidden),
        "hidden-for-both-after-first": lambda k: (k.hidden[-1], k.hidden[-1]) if k.hidden else (k.initial_hidden, k.initial_cell),
        "cell-for-both": lambda k: (k.last_cell, k.last_cell),
        "cell-for-both-after-first": lambda k: (k.cell[-1], k.cell[-1]) if k.hidden else (k.initial_hidden, k.initial_cell),
        "one-example-behind": lambda k: (_rolled(k.last_hidden), _rolled(k.last_cell)),
    }  # fmt: skip
    for name, pair in pairs.items():
        targets = ("hidden_state", "cell_state", "time")
        yield edit("carried", name, targets, message(f"sequence.carried-{name}"), pair)


def _zero_cell_after_first(carried: Carried) -> Array:
    return np.zeros_like(carried.initial_cell) if carried.cell else carried.initial_cell


def _rolled(state: Array) -> Array:
    return np.roll(state, 1, axis=0)


CARRIED: Mapping[str, str] = {
    "initial": "h_0",
    "initial-cell": "c_0",
    "zero": "0",
    "zero-after-first": "0 (t > 1)",
    "hidden": "h_{t-1}",
    "cell": "c_{t-1}",
    "cell-after-first": "c_{t-1}",
    "hidden-after-first": "h_{t-1}",
    "tanh-cell": "tanh(c_{t-1})",
    "tanh-cell-after-first": "tanh(c_{t-1})",
    "two-steps-ago": "h_{t-2}",
    "two-steps-ago-cell": "c_{t-2}",
    "first": "h_1",
    "first-cell": "c_1",
    "batch-mean": "batch_mean(h_{t-1})",
    "batch-mean-cell": "batch_mean(c_{t-1})",
    "sum": "h_0 + h_1 + ... + h_{t-1}",
    "sum-cell": "c_0 + c_1 + ... + c_{t-1}",
    "plus-initial": "h_{t-1} + h_0",
    "negated": "-h_{t-1}",
    "negated-cell": "-c_{t-1}",
}


def _order_edits() -> Iterator[Edit]:
    orders: Mapping[str, Callable[[Array], Array]] = {
        "reversed": lambda x: x[::-1],
        "first-only": lambda x: np.broadcast_to(x[:1], x.shape),
        "last-only": lambda x: np.broadcast_to(x[-1:], x.shape),
        "one-late": lambda x: np.concatenate([np.zeros_like(x[:1]), x[:-1]]),
        "one-late-wrapped": lambda x: np.roll(x, 1, axis=0),
        "one-late-repeated": lambda x: np.concatenate([x[:1], x[:-1]]),
        "one-early": lambda x: np.concatenate([x[1:], np.zeros_like(x[:1])]),
        "one-early-wrapped": lambda x: np.roll(x, -1, axis=0),
        "one-early-repeated": lambda x: np.concatenate([x[1:], x[-1:]]),
        "reshaped": lambda x: x.reshape(x.shape[1], x.shape[0], x.shape[2]).transpose(1, 0, 2),
        "batch-mean": lambda x: np.broadcast_to(x.mean(axis=1, keepdims=True), x.shape),
        "first-example-for-all": lambda x: np.broadcast_to(x[:, :1], x.shape),
        "skips-first": lambda x: x[1:],
        "skips-last": lambda x: x[:-1],
        "batch-reversed": lambda x: x[:, ::-1],
        "ignored": np.zeros_like,
        "summed-so-far": lambda x: np.cumsum(x, axis=0),
    }
    for name, change in orders.items():
        targets = ("input", "batch") if "batch" in name or "example" in name else ("input", "time")
        yield edit("input_order", name, targets, message(f"sequence.inputs-{name}"), change)
