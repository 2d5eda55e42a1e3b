"""One step of the LSTM, gate by gate: each equation is its line."""

from collections.abc import Mapping

import numpy as np

from lstm_drills.reference.activations import Array, sigmoid


def mix(gate: Array, old: Array, new: Array) -> Array:
    """A share ``gate`` of the old and the rest of the new, all (N, H): the cell state where input gate and forget gate are coupled.

    Source: Greff et al. (2017), "LSTM: A Search Space Odyssey", CIFG; without its own computation of the gate.
    """
    return np.asarray(gate * old + (1 - gate) * new)


def lstm_unit(input_: Array, prev_hidden: Array, prev_cell: Array, weights: Mapping[str, Array]) -> tuple[Array, Array]:
    """New hidden and new cell state, (N, H) each, for N examples of D inputs and H units.

    ``input_`` (N, D), ``prev_hidden`` and ``prev_cell`` (N, H), ``weights`` with ``{gate}_gate_weights`` (H, H),
    ``{gate}_gate_inputs`` (D, H), ``{gate}_gate_bias`` (H,) for the gates forget, input, output and cell. float64 or float32.
    Source: Gers, Schmidhuber & Cummins (2000), "Learning to Forget", with tanh as both squashing functions.
    """
    w, x_t, h_prev, c_prev = weights, input_, prev_hidden, prev_cell
    f_t = sigmoid(h_prev @ w["forget_gate_weights"] + x_t @ w["forget_gate_inputs"] + w["forget_gate_bias"])
    i_t = sigmoid(h_prev @ w["input_gate_weights"] + x_t @ w["input_gate_inputs"] + w["input_gate_bias"])
    o_t = sigmoid(h_prev @ w["output_gate_weights"] + x_t @ w["output_gate_inputs"] + w["output_gate_bias"])
    g_t = np.tanh(h_prev @ w["cell_gate_weights"] + x_t @ w["cell_gate_inputs"] + w["cell_gate_bias"])
    c_t = f_t * c_prev + i_t * g_t
    h_t = o_t * np.tanh(c_t)
    return h_t, c_t
