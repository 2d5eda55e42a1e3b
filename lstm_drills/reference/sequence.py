"""A whole sequence, forward and back, with one matrix for everything: z_t = [x_t, h_{t-1}, 1] @ [inputs; recurrent; bias].

What makes it fast: one product a step forward, one back, and one over all steps for the gradients of all weights; the three
sigmoids and the candidate are one tanh; each gate lies in memory as one piece, so that a step's arrays are contiguous; what
does not depend on a later step is computed for as many steps at once as fit the cache, and gate gradients overwrite gates.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lstm_drills.reference.activations import Array

# the sigmoids first, so that they are one slice
GATES = ("forget", "input", "output", "cell")
# half of a common level-2 cache; a quarter and four times of it cost a few per cent
CACHE_BYTES = 1 << 20
# arrays of (N, H) that a step back touches before the recurrence
ARRAYS_A_STEP = 8

Weights = Mapping[str, Array]
Sequences = Array | Sequence[Array]


@dataclass(frozen=True, slots=True)
class Cache:
    """What a forward pass leaves for its backward pass.

    ``joined`` (T + 1, N, D + H + 1) is [x_t, h_{t-1}, 1] and ``matrix`` (4, D + H + 1, H) what it is multiplied with;
    ``cell`` (T + 1, N, H) is c_{t-1}, ``tanh_cell`` (T, N, H) is tanh(c_t), ``gates`` (4, T, N, H) in the order of GATES.
    The last rows of ``joined`` and ``cell`` are the states after the last step.
    """

    joined: Array
    matrix: Array
    cell: Array
    tanh_cell: Array
    gates: Array


def lstm_forward(
    input_sequence: Sequences,
    weights: Weights,
    initial_hidden: Array | None = None,
    initial_cell: Array | None = None,
) -> tuple[Array, Array]:
    """Hidden and cell states after each step, (T, N, H) each.

    ``input_sequence`` (T, N, D) or a list of T arrays (N, D); the initial states (N, H), None for zeros. ``weights`` as in
    ``lstm_unit``. The dtype follows the arguments: float32 if all are, else float64. Raises ValueError for a wrong shape.
    """
    hidden, cell, _ = forward_with_cache(input_sequence, weights, initial_hidden, initial_cell)
    return hidden, cell


def forward_with_cache(
    input_sequence: Sequences,
    weights: Weights,
    initial_hidden: Array | None = None,
    initial_cell: Array | None = None,
) -> tuple[Array, Array, Cache]:
    """As ``lstm_forward``, with what ``backward_from_cache`` needs. The cell states share memory with the cache."""
    states = [state for state in (initial_hidden, initial_cell) if state is not None]
    dtype = _dtype(input_sequence, *states, *weights.values())
    joined, matrix, cell = _joined(input_sequence, weights, initial_hidden, initial_cell, dtype)
    steps, batch, units = len(joined) - 1, joined.shape[1], matrix.shape[-1]
    gates = np.empty((4, steps, batch, units), dtype)
    tanh_cell = np.empty((steps, batch, units), dtype)
    hidden = _hidden_part(joined, units)
    z = np.empty((4, batch, units), dtype)
    halved = _halved(matrix)
    for t in range(steps):
        np.matmul(joined[t], halved, out=z)
        _step(z, gates[:, t], cell[t], cell[t + 1], tanh_cell[t], hidden[t + 1])
    return hidden[1:].copy(), cell[1:], Cache(joined, matrix, cell, tanh_cell, gates)


def _step(z: Array, gates: Array, c_prev: Array, c_t: Array, tanh_c: Array, h_t: Array) -> None:
    """From the four sums (4, N, H), those of the sigmoids halved, to what follows; everything is written in place."""
    np.tanh(z, out=z)
    sigmoids = z[:3]
    sigmoids += 1
    np.multiply(sigmoids, 0.5, out=gates[:3])
    gates[3] = z[3]
    f_t, i_t, o_t, g_t = gates
    np.multiply(f_t, c_prev, out=c_t)
    np.multiply(i_t, g_t, out=tanh_c)
    c_t += tanh_c
    np.tanh(c_t, out=tanh_c)
    np.multiply(o_t, tanh_c, out=h_t)


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
    ``input_sequence`` (T, N, D), ``initial_hidden`` and ``initial_cell`` (N, H). No argument is changed. The dtype follows
    the arguments: float32 if all are, else float64. Raises ValueError for a wrong shape.
    """
    sequences = (hidden_sequences, cell_sequences, input_sequence, d_hidden_sequences)
    states = [state for state in (initial_hidden, initial_cell) if state is not None]
    dtype = _dtype(*sequences, *states, *weights.values())
    joined, matrix, cell = _joined(input_sequence, weights, initial_hidden, initial_cell, dtype)
    steps, batch, units = len(joined) - 1, joined.shape[1], matrix.shape[-1]
    shape = (steps, batch, units)
    _hidden_part(joined, units)[1:] = _shaped("hidden_sequences", hidden_sequences, shape, dtype)
    cell[1:] = _shaped("cell_sequences", cell_sequences, shape, dtype)
    d_hidden = _shaped("d_hidden_sequences", d_hidden_sequences, shape, dtype)
    sums = joined[:-1].reshape(steps * batch, joined.shape[-1]) @ _halved(matrix)
    gates = sums.reshape(4, *shape)
    for some in _blocks(cell):
        np.tanh(gates[:, some], out=gates[:, some])
        gates[:3, some] += 1
        gates[:3, some] *= 0.5
    return backward_from_cache(Cache(joined, matrix, cell, np.tanh(cell[1:]), gates), d_hidden)


def backward_from_cache(
    cache: Cache, d_hidden_sequences: Array, d_cell_sequences: Array | None = None
) -> dict[str, Array]:
    """As ``lstm_backward``. The cache is used up: it is overwritten by gradients.

    ``d_cell_sequences`` (T, N, H): the loss gradient that reaches every c_t from outside, where cell states are handed on.
    """
    joined, d_gates = cache.joined, cache.gates
    _, steps, batch, units = d_gates.shape
    inputs = joined.shape[-1] - units - 1
    d_hidden = np.zeros((batch, units), joined.dtype)
    d_cell = np.zeros_like(d_hidden)
    through_hidden = np.empty_like(d_cell)
    products = np.empty((4, batch, units), joined.dtype)
    recurrent = np.ascontiguousarray(cache.matrix[:, inputs:-1].transpose(0, 2, 1))
    blocks = list(_blocks(cache.cell))
    scratch = np.empty((3, max((some.stop - some.start for some in blocks), default=0), batch, units), joined.dtype)
    for some in reversed(blocks):
        forget, through_tanh = _slopes(d_gates[:, some], cache.cell[some], cache.tanh_cell[some], scratch)
        for t in range(some.stop - 1, some.start - 1, -1):
            d_z = d_gates[:, t]
            d_hidden += d_hidden_sequences[t]
            np.multiply(d_hidden, through_tanh[t - some.start], out=through_hidden)
            d_cell += through_hidden
            if d_cell_sequences is not None:
                d_cell += d_cell_sequences[t]
            d_z[:2] *= d_cell
            d_z[2] *= d_hidden
            d_z[3] *= d_cell
            d_cell *= forget[t - some.start]
            np.matmul(d_z, recurrent, out=products)
            np.add.reduce(products, axis=0, out=d_hidden)
    flat = d_gates.reshape(4, steps * batch, units)
    gradients = _by_gate(joined[:-1].reshape(steps * batch, inputs + units + 1).T @ flat, inputs)
    gradients["input_sequence"] = _d_inputs(flat, cache.matrix[:, :inputs]).reshape(steps, batch, inputs)
    return gradients | {"initial_hidden": d_hidden, "initial_cell": d_cell}


def _d_inputs(d_gates: Array, matrix: Array) -> Array:
    """(T N, D) from gate gradients (4, T N, H) and the inputs' rows of the matrix (4, D, H)."""
    total = d_gates[0] @ matrix[0].T
    product = np.empty_like(total)
    for d_gate, part in zip(d_gates[1:], matrix[1:], strict=True):
        np.matmul(d_gate, part.T, out=product)
        total += product
    return np.asarray(total)


def _slopes(gates: Array, c_prev: Array, tanh_c: Array, scratch: Array) -> tuple[Array, Array]:
    """Everything about some steps that the recurrence does not change; returns f and o (1 - tanh(c)^2), in ``scratch``.

    ``gates`` becomes what a step back multiplies with dc and dh: dz_f = dc [c_{t-1} f (1 - f)], dz_i = dc [g i (1 - i)],
    dz_o = dh [tanh(c) o (1 - o)], dz_g = dc [i (1 - g^2)], where dc includes dh o (1 - tanh(c)^2). ``tanh_c`` is used up.
    """
    forget, through_tanh, slope = scratch[:, : len(c_prev)]
    f_t, i_t, o_t, g_t = gates
    forget[...] = f_t
    np.multiply(tanh_c, tanh_c, out=through_tanh)
    np.subtract(1, through_tanh, out=through_tanh)
    through_tanh *= o_t
    np.subtract(1, f_t, out=slope)
    f_t *= slope
    f_t *= c_prev
    np.subtract(1, o_t, out=slope)
    o_t *= slope
    o_t *= tanh_c
    d_candidate = tanh_c
    np.multiply(g_t, g_t, out=d_candidate)
    np.subtract(1, d_candidate, out=d_candidate)
    d_candidate *= i_t
    np.subtract(1, i_t, out=slope)
    i_t *= slope
    i_t *= g_t
    g_t[...] = d_candidate
    return forget, through_tanh


def _joined(
    input_sequence: Sequences,
    weights: Weights,
    initial_hidden: Array | None,
    initial_cell: Array | None,
    dtype: np.dtype[Any],
) -> tuple[Array, Array, Array]:
    """``joined``, ``matrix`` and ``cell`` of a Cache, the states after the first row still unset."""
    kinds = ("inputs", "weights", "bias")
    matrix = np.array([np.vstack([weights[f"{gate}_gate_{kind}"] for kind in kinds]) for gate in GATES], dtype)
    inputs, units = weights["cell_gate_inputs"].shape
    x = np.asarray(input_sequence, dtype)
    if x.shape == (0,):  # an empty list does not know N
        x = x.reshape(0, 0 if initial_hidden is None else len(initial_hidden), inputs)
    steps, batch, _ = x.shape
    _shaped("the matrix of weights", matrix, (4, inputs + units + 1, units), dtype)
    joined = np.empty((steps + 1, batch, inputs + units + 1), dtype)
    joined[:-1, :, :inputs] = _shaped("input_sequence", x, (steps, batch, inputs), dtype)
    joined[-1, :, :inputs] = 0
    joined[:, :, -1] = 1
    cell = np.empty((steps + 1, batch, units), dtype)
    for name, state, first in (
        ("initial_hidden", initial_hidden, _hidden_part(joined, units)[0]),
        ("initial_cell", initial_cell, cell[0]),
    ):
        first[...] = 0 if state is None else _shaped(name, state, (batch, units), dtype)
    return joined, matrix, cell


def _hidden_part(joined: Array, units: int) -> Array:
    return joined[:, :, -1 - units : -1]


def _halved(matrix: Array) -> Array:
    """The matrix with the sums of the three sigmoids halved: sigmoid(z) = (1 + tanh(z / 2)) / 2, which cannot overflow."""
    return np.asarray(matrix * np.array([0.5, 0.5, 0.5, 1.0], matrix.dtype)[:, None, None])


def _by_gate(d_matrix: Array, inputs: int) -> dict[str, Array]:
    """The gradient of the matrix under the twelve keys, each an array of its own."""
    gradients: dict[str, Array] = {}
    for gate, part in zip(GATES, d_matrix, strict=True):
        gradients[f"{gate}_gate_weights"] = part[inputs:-1].copy()
        gradients[f"{gate}_gate_inputs"] = part[:inputs].copy()
        gradients[f"{gate}_gate_bias"] = part[-1].copy()
    return gradients


def _blocks(cell: Array) -> Iterator[slice]:
    """Slices of consecutive steps whose arrays fit the cache together; ``cell`` (T + 1, N, H)."""
    size = max(1, CACHE_BYTES // max(1, ARRAYS_A_STEP * cell[0].nbytes))
    steps = len(cell) - 1
    return (slice(start, min(start + size, steps)) for start in range(0, steps, size))


def _dtype(*arguments: Sequences) -> np.dtype[Any]:
    """float32 if every argument is, else float64; of a list the first array speaks."""
    arrays = [argument if isinstance(argument, np.ndarray) else np.asarray(argument[:1]) for argument in arguments]
    dtype = np.result_type(*(array for array in arrays if array.size or array.ndim > 1))
    return np.dtype(np.float32 if dtype == np.float32 else np.float64)


def _shaped(name: str, values: Sequences, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Array:
    """As an array of that shape; NumPy would repeat an axis of length 1 without a word."""
    array = np.asarray(values, dtype)
    if array.shape != shape and not (array.shape == (0,) and shape[0] == 0):
        raise ValueError(f"{name} has the shape {array.shape}; it must be {shape}")
    return array.reshape(shape)
