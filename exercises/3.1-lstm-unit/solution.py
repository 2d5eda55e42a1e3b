"""One step of an LSTM, one gate at a time.

f_t = sigmoid(h_{t-1} W_f + x_t U_f + b_f)    how much of the old memory stays
i_t = sigmoid(h_{t-1} W_i + x_t U_i + b_i)    how much of the candidate is written
o_t = sigmoid(h_{t-1} W_o + x_t U_o + b_o)    how much of the memory is shown
g_t = tanh(h_{t-1} W_g + x_t U_g + b_g)       the candidate: what could be written
c_t = f_t * c_{t-1} + i_t * g_t
h_t = o_t * tanh(c_t)
"""

import numpy as np


def sigmoid(z):
    shrunk = np.exp(-np.abs(z))  # never overflows: the exponent is at most 0
    return np.where(z >= 0, 1.0, shrunk) / (1.0 + shrunk)


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    x, h, w = input_, prev_hidden, weights
    z_f = h @ w["forget_gate_weights"] + x @ w["forget_gate_inputs"] + w["forget_gate_bias"]
    z_i = h @ w["input_gate_weights"] + x @ w["input_gate_inputs"] + w["input_gate_bias"]
    z_o = h @ w["output_gate_weights"] + x @ w["output_gate_inputs"] + w["output_gate_bias"]
    z_g = h @ w["cell_gate_weights"] + x @ w["cell_gate_inputs"] + w["cell_gate_bias"]

    forget_gate = sigmoid(z_f)
    input_gate = sigmoid(z_i)
    output_gate = sigmoid(z_o)
    candidate = np.tanh(z_g)

    # The old memory, as far as the forget gate lets it through, plus the candidate, as far as the input gate does.
    new_cell = forget_gate * prev_cell + input_gate * candidate
    new_hidden = output_gate * np.tanh(new_cell)
    return new_hidden, new_cell
