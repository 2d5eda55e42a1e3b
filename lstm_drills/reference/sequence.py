"""A whole sequence, forward and back: the four gates in one matrix, every product as large as it can be.

What makes it fast: the input's part of all steps is one product; the gates lie side by side, so that one product serves all
four; the sigmoids are one tanh over the whole row (their columns are halved before and mended after); gate gradients overwrite
gates; and each weight gradient is one product over all steps at the end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lstm_drills.reference.activations import Array

GATES = ("forget", "input", "output", "cell")
Weights = Mapping[str, Array]
Sequences = Array | Sequence[Array]


@dataclass(frozen=True, slots=True)
class FusedWeights:
    """The gates side by side in the order of GATES: recurrent (H, 4H), inputs (D, 4H), bias (4H,)."""

    recurrent: Array
    inputs: Array
    bias: Array


@dataclass(frozen=True, slots=True)
class Cache:
    """What a forward pass leaves for its backward pass: x (T, N, D); states before each step and tanh of the cell state after
    it (T, N, H); gate values (T, N, 4H)."""

    x: Array
    hidden_before: Array
    cell_before: Array
    tanh_cell: Array
    gates: Array


def fuse(weights: Weights, dtype: np.dtype | None = None) -> FusedWeights:
    """The twelve arrays as three."""
    return FusedWeights(
        *(
            np.ascontiguousarray(np.concatenate([weights[f"{gate}_gate_{kind}"] for gate in GATES], axis=-1), dtype)
            for kind in ("weights", "inputs", "bias")
        )
    )


def lstm_forward(
    input_sequence: Sequences,
    weights: Weights,
    initial_hidden: Array | None = None,
    initial_cell: Array | None = None,
) -> tuple[Array, Array]:
    """Hidden and cell states after each step, (T, N, H) each.

    ``input_sequence`` (T, N, D) or a list of T arrays (N, D); the initial states (N, H), None for zeros. ``weights`` as in
    ``lstm_unit``. The dtype follows the inputs: float32 if all are, else float64.
    """
    hidden, cell, _ = forward_with_cache(input_sequence, weights, initial_hidden, initial_cell)
    return hidden, cell


def forward_with_cache(
    input_sequence: Sequences,
    weights: Weights,
    initial_hidden: Array | None = None,
    initial_cell: Array | None = None,
) -> tuple[Array, Array, Cache]:
    """As ``lstm_forward``, with what ``backward_from_cache`` needs."""
    x = _floats(input_sequence, weights)
    steps, batch, _ = x.shape
    fused = fuse(weights, x.dtype)
    units = len(fused.bias) // 4
    hidden_before = np.empty((steps + 1, batch, units), x.dtype)
    cell_before = np.empty_like(hidden_before)
    hidden_before[0] = 0 if initial_hidden is None else initial_hidden
    cell_before[0] = 0 if initial_cell is None else initial_cell
    half = _halves(units, x.dtype)
    gates = x.reshape(steps * batch, x.shape[-1]) @ (fused.inputs * half) + fused.bias * half
    gates = gates.reshape(steps, batch, 4 * units)
    recurrent = fused.recurrent * half
    tanh_cell = np.empty((steps, batch, units), x.dtype)
    product = np.empty((batch, 4 * units), x.dtype)
    for t in range(steps):
        _step(
            gates[t], hidden_before[t], cell_before[t : t + 2], hidden_before[t + 1], tanh_cell[t], recurrent, product
        )
    cache = Cache(x, hidden_before[:-1], cell_before[:-1], tanh_cell, gates)
    return hidden_before[1:].copy(), cell_before[1:].copy(), cache


def _step(
    gates: Array, h_prev: Array, cells: Array, h_t: Array, tanh_c: Array, recurrent: Array, product: Array
) -> None:
    """One step in place: ``gates`` (N, 4H) holds the input's part and becomes the gate values; ``cells`` is c before and after."""
    units = h_prev.shape[-1]
    np.matmul(h_prev, recurrent, out=product)
    gates += product
    _activate(gates, units)
    f_t, i_t, o_t, g_t = _split(gates)
    np.multiply(f_t, cells[0], out=cells[1])
    np.multiply(i_t, g_t, out=tanh_c)
    cells[1] += tanh_c
    np.tanh(cells[1], out=tanh_c)
    np.multiply(o_t, tanh_c, out=h_t)


def _halves(units: int, dtype: np.dtype) -> Array:
    """(4H,): 1/2 for the three sigmoids, 1 for the candidate; sigmoid(z) = (1 + tanh(z / 2)) / 2."""
    return np.repeat(np.array([0.5, 0.5, 0.5, 1.0], dtype), units)


def _activate(halved: Array, units: int) -> None:
    """Sigmoids and tanh in place, of sums whose sigmoid columns are halved already."""
    np.tanh(halved, out=halved)
    sigmoids = halved[..., : 3 * units]
    sigmoids += 1
    sigmoids *= sigmoids.dtype.type(0.5)


def _split(gates: Array) -> tuple[Array, Array, Array, Array]:
    """Views of forget, input, output gate and candidate."""
    units = gates.shape[-1] // 4
    return gates[..., :units], gates[..., units : 2 * units], gates[..., 2 * units : 3 * units], gates[..., 3 * units :]


def lstm_backward(
    hidden_sequences: Sequences,
    cell_sequences: Sequences,
    input_sequence: Sequences,
    weights: Weights,
    d_hidden_sequences: Sequences,
    initial_hidden: Array | None = None,
    initial_cell: Array | None = None,
) -> dict[str, Array]:
    """Gradients of a loss by backpropagation through time (Werbos 1990), exact.

    ``d_hidden_sequences`` (T, N, H) is the loss gradient that reaches every h_t from outside; the sequences are what
    ``lstm_forward`` returned for these inputs. Returns the gradients under the twelve keys of ``weights`` and under
    ``input_sequence`` (T, N, D), ``initial_hidden`` and ``initial_cell`` (N, H). No argument is changed.
    """
    x = _floats(input_sequence, weights)
    hidden, cell = np.asarray(hidden_sequences, x.dtype), np.asarray(cell_sequences, x.dtype)
    fused = fuse(weights, x.dtype)
    hidden_before, cell_before = _shifted(hidden, initial_hidden), _shifted(cell, initial_cell)
    steps, batch, units = hidden.shape
    half = _halves(units, x.dtype)
    gates = x.reshape(steps * batch, x.shape[-1]) @ (fused.inputs * half)
    gates += hidden_before.reshape(steps * batch, units) @ (fused.recurrent * half)
    gates += fused.bias * half
    _activate(gates, units)
    cache = Cache(x, hidden_before, cell_before, np.tanh(cell), gates.reshape(steps, batch, 4 * units))
    return backward_from_cache(cache, weights, np.asarray(d_hidden_sequences, x.dtype))


def backward_from_cache(cache: Cache, weights: Weights, d_hidden_sequences: Array) -> dict[str, Array]:
    """As ``lstm_backward``. The cache is used up: its gates are overwritten by their gradients."""
    fused = fuse(weights, cache.x.dtype)
    steps, batch, units = cache.tanh_cell.shape
    d_gates = cache.gates
    recurrent = np.ascontiguousarray(fused.recurrent.T)
    dh, dc = np.zeros((batch, units), cache.x.dtype), np.zeros((batch, units), cache.x.dtype)
    scratch = np.empty((3, batch, units), cache.x.dtype)
    for t in range(steps - 1, -1, -1):
        dh += d_hidden_sequences[t]
        _step_back(d_gates[t], cache.cell_before[t], cache.tanh_cell[t], dh, dc, scratch)
        np.matmul(d_gates[t], recurrent, out=dh)
    flat = d_gates.reshape(steps * batch, 4 * units)
    recurrent_gradient = cache.hidden_before.reshape(steps * batch, units).T @ flat
    input_gradient = cache.x.reshape(steps * batch, cache.x.shape[-1]).T @ flat
    gradients = _unfused(recurrent_gradient, input_gradient, flat.sum(axis=0))
    gradients["input_sequence"] = (flat @ fused.inputs.T).reshape(cache.x.shape)
    return gradients | {"initial_hidden": dh, "initial_cell": dc}


def _step_back(gates: Array, c_prev: Array, tanh_c: Array, dh: Array, dc: Array, scratch: Array) -> None:
    """One step back in place: ``gates`` becomes the gradient before the activations, ``dc`` moves on to c_{t-1}.

    dc += dh o (1 - tanh(c)^2);  dz_o = dh tanh(c) o (1 - o);  dz_f = dc c_{t-1} f (1 - f);  dz_i = dc g i (1 - i);
    dz_g = dc i (1 - g^2);  dc_{t-1} = dc f.
    """
    f_t, i_t, o_t, g_t = _split(gates)
    dh_tanh, d_cell, slope = scratch
    np.multiply(dh, tanh_c, out=dh_tanh)
    # dh o (1 - tanh^2) = o (dh - dh tanh * tanh)
    np.multiply(dh_tanh, tanh_c, out=d_cell)
    np.subtract(dh, d_cell, out=d_cell)
    d_cell *= o_t
    dc += d_cell
    np.subtract(1, o_t, out=slope)
    o_t *= slope
    o_t *= dh_tanh
    np.multiply(dc, i_t, out=dh_tanh)
    np.subtract(1, i_t, out=slope)
    i_t *= slope
    i_t *= g_t
    i_t *= dc
    np.multiply(g_t, g_t, out=slope)
    np.subtract(1, slope, out=slope)
    np.multiply(dh_tanh, slope, out=g_t)
    np.multiply(dc, f_t, out=d_cell)
    np.subtract(1, f_t, out=f_t)
    f_t *= d_cell
    f_t *= c_prev
    dc[...] = d_cell


def _unfused(recurrent: Array, inputs: Array, bias: Array) -> dict[str, Array]:
    """Gradients of the three fused arrays under the twelve keys, each an array of its own."""
    gradients: dict[str, Array] = {}
    for index, gate in enumerate(GATES):
        units = slice(index * len(bias) // 4, (index + 1) * len(bias) // 4)
        gradients[f"{gate}_gate_weights"] = recurrent[:, units].copy()
        gradients[f"{gate}_gate_inputs"] = inputs[:, units].copy()
        gradients[f"{gate}_gate_bias"] = bias[units].copy()
    return gradients


def _floats(input_sequence: Sequences, weights: Weights) -> Array:
    x = np.asarray(input_sequence)
    dtype = np.result_type(x, *weights.values())
    return np.asarray(x, dtype if dtype in (np.float32, np.float64) else np.float64)


def _shifted(states: Array, initial: Array | None) -> Array:
    """The states before each step."""
    before = np.empty_like(states)
    before[1:] = states[:-1]
    if len(states):
        before[0] = 0 if initial is None else initial
    return before
