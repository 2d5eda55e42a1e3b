# mistake: The tuple is unpacked as f, o, i although the stack holds forget, input, output.
# targets: input_gate, output_gate
# verdict: failed
# diagnosable: yes
import numpy as np


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    gates = ["forget_gate", "input_gate", "output_gate", "cell_gate"]
    U = np.stack([weights[g + "_inputs"] for g in gates])      # (4, D, H)
    W = np.stack([weights[g + "_weights"] for g in gates])     # (4, H, H)
    b = np.stack([weights[g + "_bias"] for g in gates])        # (4, H)
    z = np.einsum("nd,gdh->gnh", input_, U) + np.einsum("nk,gkh->gnh", prev_hidden, W) + b[:, None, :]
    with np.errstate(over="ignore"):
        f, o, i = 1 / (1 + np.exp(-z[:3]))
    cell = f * prev_cell + i * np.tanh(z[3])
    return o * np.tanh(cell), cell
