"""What can be done wrongly to a gradient after it was computed rightly: summed, scaled, transposed, put under another key.

Each entry of ``CHANGES`` makes, of one way of going back through time, what would then stand under a key; None where it does not
apply to that key.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from lstm_drills.grader.compare import Array, Arrays
from lstm_drills.grader.diagnose.backward_run import Run, summed
from lstm_drills.grader.diagnose.edits import GATES, target_of

Change = Callable[[Run, Arrays, str], Array | None]


def gate_and_kind(key: str) -> tuple[str, str] | None:
    gate, _, kind = key.partition("_gate_")
    return (gate, kind) if kind else None


def _left(run: Run, kind: str) -> Array:
    return run.trace.h_prev if kind == "weights" else run.trace.x


def _weighted(steps: Callable[[int], Sequence[float]]) -> Change:
    """The sum over time with a weight for each step: all ones is right."""

    def change(run: Run, _: Arrays, key: str) -> Array | None:
        found = gate_and_kind(key)
        if found is None:
            return None
        gate, kind = found
        sloped = run.sloped[gate] * np.asarray(steps(len(run.trace.h)), float)[:, None, None]
        return sloped.sum(axis=(0, 1)) if kind == "bias" else summed(_left(run, kind), sloped)

    return change


def _from_other_left(kind: str, left: Callable[[Run], Array]) -> Change:
    """Another array in the place of h_{t-1} or x_t in the outer product."""

    def change(run: Run, _: Arrays, key: str) -> Array | None:
        found = gate_and_kind(key)
        if found is None or found[1] != kind:
            return None
        other = left(run)
        return summed(other, run.sloped[found[0]])

    return change


def _from_other_right(value: Callable[[Run, str], Array]) -> Change:
    """Another array in the place of the gate's gradient."""

    def change(run: Run, _: Arrays, key: str) -> Array | None:
        found = gate_and_kind(key)
        if found is None:
            return None
        gate, kind = found
        right = value(run, gate)
        return right.sum(axis=(0, 1)) if kind == "bias" else summed(_left(run, kind), right)

    return change


def _scaled(factor: Callable[[Run], float]) -> Change:
    return lambda run, arrays, key: factor(run) * arrays[key]


def _transposed(run: Run, arrays: Arrays, key: str) -> Array | None:
    return arrays[key].T if arrays[key].ndim == 2 else None


def _batch_row(run: Run, arrays: Arrays, key: str, row: int) -> Array | None:
    found = gate_and_kind(key)
    if found is None:
        return None
    gate, kind = found
    sloped = run.sloped[gate][:, row]
    value: Array = sloped.sum(axis=0) if kind == "bias" else _left(run, kind)[:, row].T @ sloped
    return value


def _outer_of_means(run: Run, _: Arrays, key: str) -> Array | None:
    found = gate_and_kind(key)
    if found is None or found[1] == "bias":
        return None
    value: Array = _left(run, found[1]).mean(axis=1).T @ run.sloped[found[0]].mean(axis=1)
    return value


def _outer_of_sums(run: Run, _: Arrays, key: str) -> Array | None:
    found = gate_and_kind(key)
    if found is None or found[1] == "bias":
        return None
    value: Array = _left(run, found[1]).sum(axis=1).T @ run.sloped[found[0]].sum(axis=1)
    return value


def _summed_over_units(run: Run, arrays: Arrays, key: str) -> Array | None:
    return np.full_like(arrays[key], arrays[key].sum()) if arrays[key].ndim == 1 else None


def _other_gates_key(other: str) -> Change:
    def change(run: Run, arrays: Arrays, key: str) -> Array | None:
        found = gate_and_kind(key)
        return arrays[f"{other}_gate_{found[1]}"] if found and found[0] != other else None

    return change


def _swapped(one: str, other: str) -> Change:
    partner = {one: other, other: one}

    def change(run: Run, arrays: Arrays, key: str) -> Array | None:
        found = gate_and_kind(key)
        return arrays[f"{partner[found[0]]}_gate_{found[1]}"] if found and found[0] in partner else None

    return change


def _only_for(name: str, value: Callable[[Run], Array]) -> Change:
    return lambda run, arrays, key: value(run) if key == name else None


def _first_zero(states: Array) -> Array:
    return np.concatenate([np.zeros_like(states[:1]), states[1:]])


def _clipped(limit: float) -> Change:
    return lambda run, arrays, key: np.clip(arrays[key], -limit, limit)


def _exchanged(run: Run, arrays: Arrays, key: str) -> Array | None:
    partner = {"initial_hidden": "initial_cell", "initial_cell": "initial_hidden"}
    return arrays[partner[key]] if key in partner else None


def _clipped_norm(limit: float) -> Change:
    def change(run: Run, arrays: Arrays, key: str) -> Array | None:
        norm = float(np.sqrt((arrays[key] ** 2).sum()))
        return arrays[key] * min(1.0, limit / max(norm, 1e-12))

    return change


def _clipped_total_norm(limit: float) -> Change:
    def change(run: Run, arrays: Arrays, key: str) -> Array | None:
        norm = float(np.sqrt(sum((array**2).sum() for array in arrays.values())))
        return arrays[key] * min(1.0, limit / max(norm, 1e-12))

    return change


CHANGES: Mapping[str, tuple[tuple[str, ...], Change]] = {
    "negated": ((), _scaled(lambda run: -1.0)),
    "zero": ((), _scaled(lambda run: 0.0)),
    "divided-by-batch": (("batch",), _scaled(lambda run: 1 / run.trace.shape[1])),
    "times-batch": (("batch",), _scaled(lambda run: run.trace.shape[1])),
    "divided-by-time": (("time",), _scaled(lambda run: 1 / run.trace.shape[0])),
    "times-time": (("time",), _scaled(lambda run: run.trace.shape[0])),
    "divided-by-both": (("batch", "time"), _scaled(lambda run: 1 / (run.trace.shape[0] * run.trace.shape[1]))),
    "divided-by-units": ((), _scaled(lambda run: 1 / run.trace.shape[2])),
    "doubled": ((), _scaled(lambda run: 2.0)),
    "halved": ((), _scaled(lambda run: 0.5)),
    "transposed": ((), _transposed),
    "not-accumulated": (("time",), _weighted(lambda count: [1.0, *[0.0] * (count - 1)])),
    "last-step-only": (("time",), _weighted(lambda count: [*[0.0] * (count - 1), 1.0])),
    "without-first-step": (("time",), _weighted(lambda count: [0.0, *[1.0] * (count - 1)])),
    "without-last-step": (("time",), _weighted(lambda count: [*[1.0] * (count - 1), 0.0])),
    "first-step-twice": (("time",), _weighted(lambda count: [2.0, *[1.0] * (count - 1)])),
    "last-step-twice": (("time",), _weighted(lambda count: [*[1.0] * (count - 1), 2.0])),
    "averaged-running": (("time",), _weighted(lambda count: [0.5 ** min(t + 1, count - 1) if count > 1 else 1.0 for t in range(count)])),
    "running-sums-added": (("time",), _weighted(lambda count: [float(t + 1) for t in range(count)])),
    "running-sums-added-back": (("time",), _weighted(lambda count: [float(count - t) for t in range(count)])),
    **{f"clipped-{limit}": (("numerics",), _clipped(limit)) for limit in (0.1, 0.5, 2, 3, 20, 100)},
    "initial-exchanged": (("initial_state", "contract"), _exchanged),
    "clipped-1": (("numerics",), lambda run, arrays, key: np.clip(arrays[key], -1.0, 1.0)),
    "clipped-5": (("numerics",), lambda run, arrays, key: np.clip(arrays[key], -5.0, 5.0)),
    "clipped-10": (("numerics",), lambda run, arrays, key: np.clip(arrays[key], -10.0, 10.0)),
    "clipped-norm-1": (("numerics",), _clipped_norm(1.0)),
    "clipped-norm-5": (("numerics",), _clipped_norm(5.0)),
    "clipped-norm-10": (("numerics",), _clipped_norm(10.0)),
    "clipped-total-norm-1": (("numerics",), _clipped_total_norm(1.0)),
    "clipped-total-norm-5": (("numerics",), _clipped_total_norm(5.0)),
    "clipped-total-norm-10": (("numerics",), _clipped_total_norm(10.0)),
    "first-example-only": (("batch",), lambda run, arrays, key: _batch_row(run, arrays, key, 0)),
    "last-example-only": (("batch",), lambda run, arrays, key: _batch_row(run, arrays, key, -1)),
    "outer-of-means": (("batch",), _outer_of_means),
    "outer-of-sums": (("batch",), _outer_of_sums),
    "summed-over-units": ((), _summed_over_units),
    "absolute": ((), lambda run, arrays, key: np.abs(arrays[key])),
    "unsloped": (("activation",), _from_other_right(lambda run, gate: run.unsloped[gate])),
    "from-new-hidden": (("recurrent", "hidden_state", "time"), _from_other_left("weights", lambda run: run.trace.h)),
    "from-wrapped-hidden": (("recurrent", "initial_state", "time"), _from_other_left("weights", lambda run: np.roll(run.trace.h, 1, axis=0))),
    "from-zero-hidden": (("recurrent", "initial_state"), _from_other_left("weights", lambda run: _first_zero(run.trace.h_prev))),
    "from-new-hidden-shifted": (("recurrent", "hidden_state", "time"), _from_other_left("weights", lambda run: np.concatenate([run.trace.h[1:], run.trace.h[-1:]]))),
    "from-next-hidden-zero": (("recurrent", "hidden_state", "time"), _from_other_left("weights", lambda run: np.concatenate([run.trace.h[1:], np.zeros_like(run.trace.h[:1])]))),
    "from-hidden-reversed": (("recurrent", "time"), _from_other_left("weights", lambda run: run.trace.h_prev[::-1])),
    "from-last-hidden": (("recurrent", "time"), _from_other_left("weights", lambda run: np.broadcast_to(run.trace.h[-1:], run.trace.h.shape))),
    "from-initial-hidden": (("recurrent", "time"), _from_other_left("weights", lambda run: np.broadcast_to(run.trace.h_prev[:1], run.trace.h.shape))),
    "from-cell": (("recurrent", "cell_state"), _from_other_left("weights", lambda run: run.trace.c_prev)),
    "from-new-cell": (("recurrent", "cell_state"), _from_other_left("weights", lambda run: run.trace.c)),
    "from-tanh-cell": (("recurrent", "cell_state"), _from_other_left("weights", lambda run: np.tanh(run.trace.c_prev))),
    "from-two-steps-ago": (("recurrent", "time"), _from_other_left("weights", lambda run: np.concatenate([run.trace.h_prev[:1], run.trace.h_prev[:-1]]))),
    "from-previous-input": (("input", "time"), _from_other_left("inputs", lambda run: np.concatenate([np.zeros_like(run.trace.x[:1]), run.trace.x[:-1]]))),
    "from-previous-input-wrapped": (("input", "time"), _from_other_left("inputs", lambda run: np.roll(run.trace.x, 1, axis=0))),
    "from-next-input": (("input", "time"), _from_other_left("inputs", lambda run: np.concatenate([run.trace.x[1:], np.zeros_like(run.trace.x[:1])]))),
    "from-next-input-wrapped": (("input", "time"), _from_other_left("inputs", lambda run: np.roll(run.trace.x, -1, axis=0))),
    "from-input-reversed": (("input", "time"), _from_other_left("inputs", lambda run: run.trace.x[::-1])),
    "from-last-input": (("input", "time"), _from_other_left("inputs", lambda run: np.broadcast_to(run.trace.x[-1:], run.trace.x.shape))),
    "from-first-input": (("input", "time"), _from_other_left("inputs", lambda run: np.broadcast_to(run.trace.x[:1], run.trace.x.shape))),
    **{f"swapped-{one}-{other}": ((target_of(one), target_of(other)), _swapped(one, other)) for n, one in enumerate(GATES) for other in GATES[n + 1 :]},
    **{f"is-{other}": ((target_of(other),), _other_gates_key(other)) for other in GATES},
    "input-reversed": (("input", "time"), _only_for("input_sequence", lambda run: run.d_input[::-1])),
    "input-late": (("input", "time"), _only_for("input_sequence", lambda run: np.roll(run.d_input, 1, axis=0))),
    "input-early": (("input", "time"), _only_for("input_sequence", lambda run: np.roll(run.d_input, -1, axis=0))),
    "input-cumulative": (("input", "time"), _only_for("input_sequence", lambda run: np.cumsum(run.d_input[::-1], axis=0)[::-1])),
    "input-batch-mean": (("input", "batch"), _only_for("input_sequence", lambda run: np.broadcast_to(run.d_input.mean(axis=1, keepdims=True), run.d_input.shape))),
    "input-first-zero": (("input", "time"), _only_for("input_sequence", lambda run: _first_zero(run.d_input))),
    "input-last-zero": (("input", "time"), _only_for("input_sequence", lambda run: np.concatenate([run.d_input[:-1], np.zeros_like(run.d_input[:1])]))),
    "input-last-only": (("input", "time"), _only_for("input_sequence", lambda run: np.concatenate([np.zeros_like(run.d_input[:-1]), run.d_input[-1:]]))),
    "input-repeated": (("input", "time"), _only_for("input_sequence", lambda run: np.broadcast_to(run.d_input[:1], run.d_input.shape))),
    "initial-hidden-is-total": (("initial_state", "hidden_state"), _only_for("initial_hidden", lambda run: run.d_hidden[0])),
    "initial-hidden-one-early": (("initial_state", "hidden_state", "time"), _only_for("initial_hidden", lambda run: run.carried_hidden[0])),
    "initial-hidden-plus-outside": (("initial_state", "hidden_state"), _only_for("initial_hidden", lambda run: run.initial_hidden + run.trace.upstream[0])),
    "initial-hidden-is-outside": (("initial_state", "hidden_state"), _only_for("initial_hidden", lambda run: run.trace.upstream[0])),
    "initial-hidden-is-last": (("initial_state", "hidden_state", "time"), _only_for("initial_hidden", lambda run: run.d_hidden[-1])),
    "initial-hidden-is-cell": (("initial_state", "hidden_state", "cell_state"), _only_for("initial_hidden", lambda run: run.initial_cell)),
    "initial-hidden-batch-mean": (("initial_state", "batch"), _only_for("initial_hidden", lambda run: np.broadcast_to(run.initial_hidden.mean(axis=0), run.initial_hidden.shape))),
    "initial-hidden-batch-sum": (("initial_state", "batch"), _only_for("initial_hidden", lambda run: np.broadcast_to(run.initial_hidden.sum(axis=0), run.initial_hidden.shape))),
    "initial-cell-is-total": (("initial_state", "cell_state", "forget_gate"), _only_for("initial_cell", lambda run: run.d_cell[0])),
    "initial-cell-one-early": (("initial_state", "cell_state", "time"), _only_for("initial_cell", lambda run: run.carried_cell[0])),
    "initial-cell-is-last": (("initial_state", "cell_state", "time"), _only_for("initial_cell", lambda run: run.d_cell[-1])),
    "initial-cell-is-hidden": (("initial_state", "hidden_state", "cell_state"), _only_for("initial_cell", lambda run: run.initial_hidden)),
    "initial-cell-scaled-twice": (("initial_state", "cell_state", "forget_gate"), _only_for("initial_cell", lambda run: run.initial_cell * run.trace.gates["forget"][0])),
    "initial-cell-without-exposed": (("initial_state", "cell_state"), _only_for("initial_cell", lambda run: run.carried_cell[0] * run.trace.gates["forget"][0])),
    "initial-cell-times-input": (("initial_state", "cell_state", "input_gate"), _only_for("initial_cell", lambda run: run.d_cell[0] * run.trace.gates["input"][0])),
    "initial-cell-times-output": (("initial_state", "cell_state", "output_gate"), _only_for("initial_cell", lambda run: run.d_cell[0] * run.trace.gates["output"][0])),
    "initial-cell-batch-mean": (("initial_state", "batch"), _only_for("initial_cell", lambda run: np.broadcast_to(run.initial_cell.mean(axis=0), run.initial_cell.shape))),
    "initial-cell-batch-sum": (("initial_state", "batch"), _only_for("initial_cell", lambda run: np.broadcast_to(run.initial_cell.sum(axis=0), run.initial_cell.shape))),
}  # fmt: skip
