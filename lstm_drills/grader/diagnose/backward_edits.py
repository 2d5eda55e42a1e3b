"""What people do wrongly inside backpropagation through time, slot by slot (see ``backward_run``)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations

import numpy as np

from lstm_drills.grader.compare import Array
from lstm_drills.grader.diagnose.backward_formulas import formula_edits, shared_edits, shown
from lstm_drills.grader.diagnose.backward_run import Trace, with_gates
from lstm_drills.grader.diagnose.edits import GATES, LETTER, Edit, edit, gate_name, target_of
from lstm_drills.grader.diagnose.sequence_edits import run_sequence
from lstm_drills.grader.diagnose.state_edits import cell_edits
from lstm_drills.messages import message


@cache
def backward_edits() -> tuple[Edit, ...]:
    """All edits but those of the recomputed gates, the likeliest slots first."""
    return (
        *_upstream_edits(),
        *_order_edits(),
        *_carry_edits(),
        *_start_edits(),
        *_block_edits(),
        *formula_edits(),
        *shared_edits(),
        *_path_edits(),
        *_state_edits(),
    )


@cache
def recomputation_edits() -> tuple[Edit, ...]:
    """The gates are recomputed wrongly, by any mistake of a forward step, and backpropagated rightly."""

    def recomputed(wrong: Edit) -> Callable[[Trace], Trace]:
        return lambda k: with_gates(k.x, k.h, k.c, k.h_prev, k.c_prev, k.upstream, k.weights, {wrong.slot: wrong})

    return tuple(
        edit(
            "trace",
            f"{wrong.cause.id}",
            wrong.cause.targets,
            message("backward.recomputed", first=wrong.cause.message),
            recomputed(wrong),
        )
        for wrong in cell_edits()
        if wrong.slot in (*GATES, "packing")
    )


def _carry_edits() -> Iterator[Edit]:
    """What is handed from step t+1 to step t, both states at once."""
    changes: Mapping[str, Callable[[Array, Array], tuple[Array, Array]]] = {
        "nothing": lambda dh, dc: (np.zeros_like(dh), np.zeros_like(dc)),
        "swapped": lambda dh, dc: (dc, dh),
        "negated": lambda dh, dc: (-dh, -dc),
        "batch-mean": lambda dh, dc: (dh.mean(axis=0) + 0 * dh, dc.mean(axis=0) + 0 * dc),
        "only-cell-in-both": lambda dh, dc: (dc, dc),
        "only-hidden-in-both": lambda dh, dc: (dh, dh),
    }
    for name, change in changes.items():
        targets = ("hidden_state", "cell_state", "batch" if "batch" in name else "time")
        yield edit("carried", name, targets, message(f"backward.carried-{name}"), change)


def _start_edits() -> Iterator[Edit]:
    """What the loop starts with in the place of zeros: nothing comes from behind the last step."""
    starts: Mapping[str, Callable[[Trace], tuple[Array, Array]]] = {
        "initial-states": lambda k: (k.h_prev[0], k.c_prev[0]),
        "last-hidden": lambda k: (k.h[-1], np.zeros_like(k.c[-1])),
        "last-cell": lambda k: (np.zeros_like(k.h[-1]), k.c[-1]),
        "last-states": lambda k: (k.h[-1], k.c[-1]),
        "ones": lambda k: (np.ones_like(k.h[-1]), np.ones_like(k.c[-1])),
        "cell-ones": lambda k: (np.zeros_like(k.h[-1]), np.ones_like(k.c[-1])),
        "outside-as-cell": lambda k: (np.zeros_like(k.h[-1]), k.upstream[-1]),
    }
    for name, start in starts.items():
        targets = ("hidden_state", "cell_state", "time") if "initial" not in name else ("initial_state", "time")
        yield edit("start", name, targets, message(f"backward.start-{name}"), start)


def _block_edits() -> Iterator[Edit]:
    """The blocks of the gates' gradients meet the blocks of a fused matrix in another order."""
    for one, other in combinations(GATES, 2):
        words = message("backward.blocks", one=gate_name(one), other=gate_name(other))
        targets = (target_of(one), target_of(other), "recurrent", "input")
        yield edit("blocks", f"{one}-{other}", targets, words, {one: other, other: one})


def _upstream_edits() -> Iterator[Edit]:
    def last_only(u: Array, _: Trace) -> Array:
        return np.concatenate([np.zeros_like(u[:-1]), u[-1:]])

    changes: Mapping[str, Callable[[Array, Trace], Array]] = {
        "last-only": last_only,
        "first-only": lambda u, _: np.concatenate([u[:1], np.zeros_like(u[1:])]),
        "ignored": lambda u, _: np.zeros_like(u),
        "doubled": lambda u, _: 2 * u,
        "doubled-but-last": lambda u, _: np.concatenate([2 * u[:-1], u[-1:]]),
        "last-at-every-step": lambda u, _: np.broadcast_to(u[-1:], u.shape),
        "first-at-every-step": lambda u, _: np.broadcast_to(u[:1], u.shape),
        "reversed": lambda u, _: u[::-1],
        "next-step": lambda u, _: np.concatenate([u[1:], np.zeros_like(u[:1])]),
        "next-step-repeated": lambda u, _: np.concatenate([u[1:], u[-1:]]),
        "next-step-wrapped": lambda u, _: np.roll(u, -1, axis=0),
        "previous-step": lambda u, _: np.concatenate([np.zeros_like(u[:1]), u[:-1]]),
        "previous-step-wrapped": lambda u, _: np.roll(u, 1, axis=0),
        "not-at-last": lambda u, _: np.concatenate([u[:-1], np.zeros_like(u[:1])]),
        "not-at-first": lambda u, _: np.concatenate([np.zeros_like(u[:1]), u[1:]]),
        "all-at-last": lambda u, _: np.concatenate([np.zeros_like(u[:-1]), u.sum(axis=0, keepdims=True)]),
        "ones": lambda u, _: np.ones_like(u),
        "ones-at-last": lambda u, k: last_only(np.ones_like(u), k),
        "hidden-at-last": lambda u, k: last_only(k.h, k),
        "hidden-everywhere": lambda _, k: k.h,
        "ones-per-element": lambda u, _: np.full_like(u, 1 / u.size),
        "batch-mean": lambda u, _: np.broadcast_to(u.mean(axis=1, keepdims=True), u.shape),
        "mean-over-time": lambda u, _: np.broadcast_to(u.mean(axis=0), u.shape),
        "sum-over-time": lambda u, _: np.broadcast_to(u.sum(axis=0), u.shape),
        "accumulated": lambda u, _: np.cumsum(u[::-1], axis=0)[::-1],
        "clipped-1": lambda u, _: np.clip(u, -1.0, 1.0),
        "clipped-5": lambda u, _: np.clip(u, -5.0, 5.0),
        "reshaped": lambda u, _: u.reshape(u.shape[1], u.shape[0], u.shape[2]).swapaxes(0, 1),
        "twice-at-last": lambda u, _: np.concatenate([u[:-1], 2 * u[-1:]]),
        "first-example-for-all": lambda u, _: np.broadcast_to(u[:, :1], u.shape),
    }  # fmt: skip

    def changed(change: Callable[[Array, Trace], Array]) -> Callable[[Trace], Trace]:
        return lambda trace: replace(trace, upstream=change(trace.upstream, trace))

    for name, change in changes.items():
        targets = ("hidden_state", "batch") if "batch" in name or "example" in name else ("hidden_state", "time")
        yield edit("upstream", name, targets, message(f"backward.upstream-{name}"), changed(change))


def _order_edits() -> Iterator[Edit]:
    orders: Mapping[str, Callable[[int], range]] = {
        "skips-first": lambda steps: range(steps - 1, 0, -1),
        "skips-last": lambda steps: range(steps - 2, -1, -1),
        "skips-both": lambda steps: range(steps - 2, 0, -1),
        "forward": range,
        "last-only": lambda steps: range(steps - 1, steps - 2, -1),
        "first-only": lambda steps: range(min(steps, 1)),
        "truncated-2": lambda steps: range(steps - 1, max(steps - 3, -1), -1),
        "truncated-3": lambda steps: range(steps - 1, max(steps - 4, -1), -1),
    }
    for name, order in orders.items():
        yield edit("order", name, ("time",), message(f"backward.order-{name}"), order)


Path = Callable[[Trace, Mapping[str, Array]], Array]


def _path_edits() -> Iterator[Edit]:
    """The gradient into h_{t-1} and into x_t: a sum over the four gates, each through its matrix transposed."""
    for slot, kind, target in (("into-hidden", "weights", "recurrent"), ("into-input", "inputs", "input")):
        for gate in GATES:
            for name, path, other in _gate_paths(gate, kind):
                words = message(f"backward.{slot}-{name}", gate=gate_name(gate), other=gate_name(other))
                targets = (target, target_of(gate), *(("time",) if kind == "weights" else ()))
                yield edit(f"{slot}-{gate}", f"{name}-{other}", targets, words, path)
        for name, whole in _whole_paths(kind).items():
            targets = (target, *(("time", "hidden_state") if kind == "weights" else ()))
            yield edit(slot, name, targets, message(f"backward.{slot}-{name}"), whole)
    for formula in ("dhp + u", "dhp + dh", "dhp * o", "dhp * ( 1 - hp ** 2 )", "dhp / N", "dhp / 4", "2 * dhp", "- dhp", "0 * dhp", "mean ( dhp ) + 0 * dhp",
                    "clip ( dhp , - 1 , 1 )", "clip ( dhp , - 5 , 5 )", "dhp + dhn", "dhp * f", "dhp + dc * f", "dhp + dcp", "dcp", "dh", "dhp + dh * o", "dhp / 2", "dhp + u * o"):  # fmt: skip
        words = message("backward.formula-dhp", got=shown(formula.replace("dhp", "(dz W^T)")))
        yield edit("dhp", formula, ("hidden_state", "recurrent", "time"), words, formula)


def _gate_paths(gate: str, kind: str) -> Iterator[tuple[str, Path, str]]:
    letter, key = LETTER[gate], f"{gate}_gate_{kind}"

    def scaled(factor: float) -> Path:
        return lambda trace, names: factor * (names[f"z{letter}"] @ trace.weights[key].T)

    def through(other: str) -> Path:
        return lambda trace, names: names[f"z{letter}"] @ trace.weights[f"{other}_gate_{kind}"].T

    def instead(other: str) -> Path:
        return lambda trace, names: names[f"z{LETTER[other]}"] @ trace.weights[key].T

    yield "missing", scaled(0.0), gate
    yield "doubled", scaled(2.0), gate
    yield "negated", scaled(-1.0), gate
    yield "unsloped", lambda trace, names: names[f"d{letter}"] @ trace.weights[key].T, gate
    yield "untransposed", lambda trace, names: _untransposed(names[f"z{letter}"], trace.weights[key]), gate
    for other in GATES:
        if other != gate:
            yield "through-other", through(other), other
            yield "of-other", instead(other), other


def _untransposed(values: Array, weights: Array) -> Array:
    """``dz W`` without the transpose; not a number where that does not fit, so that nothing matches."""
    if weights.shape[0] != weights.shape[1]:
        return np.full((len(values), len(weights)), np.nan)
    return values @ weights


def _whole_paths(kind: str) -> Mapping[str, Path]:
    def total(pick: str, transpose: bool = True) -> Path:
        def path(trace: Trace, names: Mapping[str, Array]) -> Array:
            return sum(
                (
                    names[f"{pick}{LETTER[gate]}"] @ trace.weights[f"{gate}_gate_{kind}"].T
                    if transpose
                    else _untransposed(names[f"z{LETTER[gate]}"], trace.weights[f"{gate}_gate_{kind}"])
                    for gate in GATES
                ),
                start=np.zeros(1),
            )

        return path

    def only(gates: tuple[str, ...]) -> Path:
        return lambda trace, names: sum(
            (names[f"z{LETTER[gate]}"] @ trace.weights[f"{gate}_gate_{kind}"].T for gate in gates), start=np.zeros(1)
        )

    paths: dict[str, Path] = {"all-unsloped": total("d"), "all-untransposed": total("z", transpose=False)}
    return paths | {f"only-{gate}": only((gate,)) for gate in GATES}


def _state_edits() -> Iterator[Edit]:
    """The states that the gates are recomputed from, and those that the factors are read from."""

    def again(k: Trace, h_prev: Array, c_prev: Array) -> Trace:
        return with_gates(k.x, k.h, k.c, h_prev, c_prev, k.upstream, k.weights, {})

    changes: Mapping[str, Callable[[Trace], Trace]] = {
        "initial-hidden-ignored": lambda k: again(k, _from_zero(k.h), k.c_prev),
        "initial-cell-ignored": lambda k: replace(k, c_prev=_from_zero(k.c)),
        "initial-states-ignored": lambda k: again(k, _from_zero(k.h), _from_zero(k.c)),
        "hidden-wraps": lambda k: again(k, np.roll(k.h, 1, axis=0), k.c_prev),
        "cell-wraps": lambda k: replace(k, c_prev=np.roll(k.c, 1, axis=0)),
        "states-wrap": lambda k: again(k, np.roll(k.h, 1, axis=0), np.roll(k.c, 1, axis=0)),
        "gates-from-new-hidden": lambda k: replace(again(k, k.h, k.c_prev), h_prev=k.h_prev),
        "gates-and-weights-from-new-hidden": lambda k: again(k, k.h, k.c_prev),
        "new-states": lambda k: again(k, k.h, k.c),
        "gates-ignore-initial-hidden": lambda k: replace(again(k, _from_zero(k.h), k.c_prev), h_prev=k.h_prev),
        "gates-wrap-hidden": lambda k: replace(again(k, np.roll(k.h, 1, axis=0), k.c_prev), h_prev=k.h_prev),
        "initial-states-swapped": lambda k: again(k, _with_first(k.h_prev, k.c_prev), _with_first(k.c_prev, k.h_prev)),
        "first-state-repeated": lambda k: again(k, _with_first(k.h_prev, k.h), _with_first(k.c_prev, k.c)),
        "gates-of-next-step": lambda k: replace(k, gates={gate: np.roll(value, -1, axis=0) for gate, value in k.gates.items()}),
        "gates-of-previous-step": lambda k: replace(k, gates={gate: np.roll(value, 1, axis=0) for gate, value in k.gates.items()}),
        "gates-of-last-step": lambda k: replace(k, gates={gate: np.broadcast_to(value[-1:], value.shape) for gate, value in k.gates.items()}),
        "input-reversed": lambda k: with_gates(k.x[::-1], k.h, k.c, k.h_prev, k.c_prev, k.upstream, k.weights, {}),
        "sequences-swapped": lambda k: again(replace(k, h=k.c, c=k.h), _with_first(_shifted(k.c), k.h_prev), _with_first(_shifted(k.h), k.c_prev)),
        "all-swapped": lambda k: again(replace(k, h=k.c, c=k.h), k.c_prev, k.h_prev),
        "forward-from-zeros": _forward_from_zeros,
        "two-steps-ago": lambda k: again(k, _two_back(k.h_prev), k.c_prev),
    }  # fmt: skip
    for name, change in changes.items():
        targets = ("initial_state",) if "initial" in name or "wrap" in name or "first" in name else ("time",)
        state = ("hidden_state",) if "hidden" in name else ("cell_state",) if "cell" in name else ()
        yield edit("trace", name, (*targets, *state), message(f"backward.states-{name}"), change)


def _shifted(states: Array) -> Array:
    return np.concatenate([states[:1], states[:-1]])


def _forward_from_zeros(k: Trace) -> Trace:
    """The whole forward pass again, from zero states."""
    inputs = {"input_sequence": k.x, "weights": k.weights, "initial_hidden": None, "initial_cell": None}
    h, c = run_sequence(inputs, {})
    return with_gates(k.x, h, c, _from_zero(h), _from_zero(c), k.upstream, k.weights, {})


def _from_zero(states: Array) -> Array:
    return np.concatenate([np.zeros_like(states[:1]), states[:-1]])


def _with_first(states: Array, others: Array) -> Array:
    return np.concatenate([others[:1], states[1:]])


def _two_back(states: Array) -> Array:
    return np.concatenate([states[:1], states[:-1]])
