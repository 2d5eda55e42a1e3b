"""What makes an LSTM's step fast, measured here and now: the same mathematics, written and fed in different ways."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from statistics import median

import numpy as np

from lstm_drills.reference.activations import Array, sigmoid
from lstm_drills.reference.cell import lstm_unit
from lstm_drills.reference.sequence import GATES, Cache, backward_from_cache, forward_with_cache

STEPS, BATCH, INPUTS, UNITS = 50, 16, 64, 128
# where the cost of a call outweighs its arithmetic
ALONE_UNITS = 64
BATCH_SIZES = (1, 4, 16, 64)
LONG, PIECES = 200, (200, 100, 50, 25)
REPEATS = 7

Weights = Mapping[str, Array]
Work = Callable[[], object]
Timer = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Timing:
    """One way of doing the work of its group. ``size`` is the batch size, or the steps of a piece, where there is one.

    seconds: the median; for batch sizes of one sequence. ratio: to the group's first. megabytes: what is kept for going back.
    """

    name: str
    seconds: float
    ratio: float
    size: int | None = None
    megabytes: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Ways of doing the same work, timed in turns so that a busy machine is unfair to none; the sizes where they are one."""

    name: str
    timings: tuple[Timing, ...]
    batch: int
    units: int


@dataclass(frozen=True, slots=True)
class Speed:
    """All groups, and what they have in common: T, D, and of how many repeats the medians are."""

    steps: int
    inputs: int
    repeats: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Sizes:
    """T, N, D, H, the T of a long text, and the H of a sequence alone."""

    steps: int = STEPS
    batch: int = BATCH
    inputs: int = INPUTS
    units: int = UNITS
    long: int = LONG
    alone_units: int = ALONE_UNITS


def speed(
    rng: np.random.Generator,
    timer: Timer,
    *,
    sizes: Sizes | None = None,
    repeats: int = REPEATS,
    report: Callable[[Group], object] = lambda _: None,
) -> Speed:
    """Measure everything; ``timer`` gives seconds, ``report`` is told of each group as soon as it is measured."""
    s = sizes or Sizes()
    groups = []
    for measure in (_alone, _batch, _precision, _batches, _truncation):
        groups.append(measure(rng, timer, s, repeats))
        report(groups[-1])
    return Speed(s.steps, s.inputs, repeats, tuple(groups))


def per_gate(x: Array, weights: Weights) -> Array:
    """Hidden states (T, N, H): eight products a step, two for each gate."""
    h_t = c_t = np.zeros((x.shape[1], len(weights["forget_gate_bias"])), x.dtype)
    hidden = []
    for x_t in x:
        h_t, c_t = lstm_unit(x_t, h_t, c_t, weights)
        hidden.append(h_t)
    return np.stack(hidden)


def fused(x: Array, weights: Weights) -> Array:
    """The same with the four gates' matrices side by side: two products a step."""
    inputs, recurrent, bias = side_by_side(weights)
    h_t = c_t = np.zeros((x.shape[1], len(recurrent)), x.dtype)
    hidden = []
    for x_t in x:
        h_t, c_t = _step(x_t @ inputs + h_t @ recurrent + bias, c_t)
        hidden.append(h_t)
    return np.stack(hidden)


def one_input_product(x: Array, weights: Weights) -> Array:
    """The same, and the inputs of all steps multiplied at once before the loop: one product a step."""
    inputs, recurrent, bias = side_by_side(weights)
    from_inputs = (x.reshape(-1, x.shape[-1]) @ inputs + bias).reshape(*x.shape[:2], -1)
    h_t = c_t = np.zeros((x.shape[1], len(recurrent)), x.dtype)
    hidden = []
    for from_input in from_inputs:
        h_t, c_t = _step(from_input + h_t @ recurrent, c_t)
        hidden.append(h_t)
    return np.stack(hidden)


def side_by_side(weights: Weights) -> tuple[Array, Array, Array]:
    """(D, 4H), (H, 4H) and (4H,), in the order of GATES."""
    inputs, recurrent, bias = (
        np.concatenate([weights[f"{gate}_gate_{kind}"] for gate in GATES], axis=-1)
        for kind in ("inputs", "weights", "bias")
    )
    return inputs, recurrent, bias


def _step(sums: Array, c_prev: Array) -> tuple[Array, Array]:
    units = c_prev.shape[1]
    gates = sigmoid(sums[:, : 3 * units])
    f_t, i_t, o_t = gates[:, :units], gates[:, units : 2 * units], gates[:, 2 * units :]
    c_t = f_t * c_prev + i_t * np.tanh(sums[:, 3 * units :])
    return o_t * np.tanh(c_t), c_t


def forward_and_backward(x: Array, weights: Weights, upstream: Array) -> None:
    """One update's work, but for the update."""
    _, _, cache = forward_with_cache(x, weights)
    backward_from_cache(cache, upstream)


def in_pieces(x: Array, weights: Weights, upstream: Array, piece: int) -> None:
    """Truncated: forward and back through ``piece`` steps at a time, the states handed on, no gradient handed back."""
    hidden = cell = None
    for start in range(0, len(x), piece):
        some = slice(start, start + piece)
        states, cells, cache = forward_with_cache(x[some], weights, hidden, cell)
        hidden, cell = states[-1].copy(), cells[-1].copy()
        backward_from_cache(cache, upstream[some])


def _alone(rng: np.random.Generator, timer: Timer, s: Sizes, repeats: int) -> Group:
    """Three ways of writing the forward pass, for one sequence."""
    return _written("alone", replace(s, batch=1, units=s.alone_units), rng, timer, repeats)


def _batch(rng: np.random.Generator, timer: Timer, s: Sizes, repeats: int) -> Group:
    """The same for a batch."""
    return _written("batch", s, rng, timer, repeats)


def _written(name: str, s: Sizes, rng: np.random.Generator, timer: Timer, repeats: int) -> Group:
    x, weights = _data(rng, s)
    ways: dict[str, Work] = {
        "per-gate": lambda: per_gate(x, weights),
        "fused": lambda: fused(x, weights),
        "one-product": lambda: one_input_product(x, weights),
    }
    return Group(name, _timed(ways, timer, repeats), s.batch, s.units)


def _precision(rng: np.random.Generator, timer: Timer, s: Sizes, repeats: int) -> Group:
    x, weights = _data(rng, s)
    upstream = rng.normal(size=(s.steps, s.batch, s.units))
    single = {name: array.astype(np.float32) for name, array in weights.items()}
    x_single, upstream_single = x.astype(np.float32), upstream.astype(np.float32)
    ways: dict[str, Work] = {
        "float64": lambda: forward_and_backward(x, weights, upstream),
        "float32": lambda: forward_and_backward(x_single, single, upstream_single),
    }
    return Group("precision", _timed(ways, timer, repeats), s.batch, s.units)


def _batches(rng: np.random.Generator, timer: Timer, s: Sizes, repeats: int) -> Group:
    """The time of one sequence, in batches of several sizes."""
    _, weights = _data(rng, s)
    ways: dict[str, Work] = {}
    for size in BATCH_SIZES:
        x, upstream = rng.normal(size=(s.steps, size, s.inputs)), rng.normal(size=(s.steps, size, s.units))
        ways[f"batch-{size}"] = partial(forward_and_backward, x, weights, upstream)
    measured = _timed(ways, timer, repeats)
    alone = measured[0].seconds
    timings = tuple(
        Timing(timing.name, timing.seconds / size, timing.seconds / size / alone, size)
        for timing, size in zip(measured, BATCH_SIZES, strict=True)
    )
    return Group("batches", timings, 1, s.units)


def _truncation(rng: np.random.Generator, timer: Timer, s: Sizes, repeats: int) -> Group:
    """A long text in pieces of several lengths: the time of the whole text, and what is kept for going back."""
    _, weights = _data(rng, s)
    x, upstream = rng.normal(size=(s.long, s.batch, s.inputs)), rng.normal(size=(s.long, s.batch, s.units))
    lengths = [s.long * piece // LONG for piece in PIECES]
    ways: dict[str, Work] = {f"piece-{length}": partial(in_pieces, x, weights, upstream, length) for length in lengths}
    measured = _timed(ways, timer, repeats)
    timings = tuple(
        Timing(timing.name, timing.seconds, timing.ratio, length, kept_megabytes(x[:length], weights))
        for timing, length in zip(measured, lengths, strict=True)
    )
    return Group("truncation", timings, s.batch, s.units)


def kept_megabytes(x: Array, weights: Weights) -> float:
    """What a forward pass over ``x`` leaves for its backward pass, the weights not counted."""
    cache: Cache = forward_with_cache(x, weights)[2]
    arrays: Sequence[Array] = (cache.joined, cache.cell, cache.tanh_cell, cache.gates)
    return sum(array.nbytes for array in arrays) / 1e6


def _timed(ways: Mapping[str, Work], timer: Timer, repeats: int) -> tuple[Timing, ...]:
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    for work in ways.values():
        work()  # once for the caches
    for _ in range(repeats):
        for way, work in ways.items():
            began = timer()
            work()
            seconds[way].append(timer() - began)
    medians = {way: median(found) for way, found in seconds.items()}
    first = next(iter(medians.values()))
    return tuple(Timing(way, found, found / first if first else 1.0) for way, found in medians.items())


def _data(rng: np.random.Generator, s: Sizes) -> tuple[Array, dict[str, Array]]:
    weights: dict[str, Array] = {}
    for gate in GATES:
        weights[f"{gate}_gate_weights"] = rng.normal(0.0, s.units**-0.5, (s.units, s.units))
        weights[f"{gate}_gate_inputs"] = rng.normal(0.0, s.inputs**-0.5, (s.inputs, s.units))
        weights[f"{gate}_gate_bias"] = np.full(s.units, 1.0 if gate == "forget" else 0.0)
    return rng.normal(size=(s.steps, s.batch, s.inputs)), weights
