# mistake: tanh is applied to the output gate instead of the cell state.
# targets: hidden_state, activation, output_gate
# verdict: failed
# diagnosable: yes
import numpy as np


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    hx = np.concatenate((prev_hidden, input_), axis=1)                    # (N, H + D)
    W = np.concatenate([
        np.concatenate((weights[g + "_weights"], weights[g + "_inputs"]), axis=0)
        for g in ("forget_gate", "input_gate", "cell_gate", "output_gate")
    ], axis=1)                                                            # (H + D, 4H)
    b = np.concatenate([weights[g + "_bias"] for g in ("forget_gate", "input_gate", "cell_gate", "output_gate")])

    z = np.matmul(hx, W) + b
    h = prev_hidden.shape[1]
    sig = lambda v: 1 / (1 + np.exp(-np.clip(v, -500, 500)))
    f_t = sig(z[:, 0 * h:1 * h])
    i_t = sig(z[:, 1 * h:2 * h])
    c_bar = np.tanh(z[:, 2 * h:3 * h])
    o_t = sig(z[:, 3 * h:4 * h])

    c_t = f_t * prev_cell + i_t * c_bar
    return np.tanh(o_t) * c_t, c_t
