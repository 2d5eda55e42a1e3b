# mistake: The results are squeezed, so a batch of one or a single step loses its axis.
# targets: contract, batch, time
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 0.5 * (1 + np.tanh(0.5 * x))


def lstm_unit(x, h, c, w):
    f, i, o = (sigmoid(x @ w[f"{k}_gate_inputs"] + h @ w[f"{k}_gate_weights"] + w[f"{k}_gate_bias"]) for k in ("forget", "input", "output"))
    g = np.tanh(x @ w["cell_gate_inputs"] + h @ w["cell_gate_weights"] + w["cell_gate_bias"])
    c = c * f + g * i
    return np.tanh(c) * o, c


def run(steps, w, h, c):
    if len(steps) == 0:
        return [], []
    h, c = lstm_unit(steps[0], h, c, w)
    hs, cs = run(steps[1:], w, h, c)
    return [h] + hs, [c] + cs


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    N = np.shape(input_sequence[0])[0]
    H = weights["output_gate_bias"].shape[0]
    h0 = initial_hidden if initial_hidden is not None else np.zeros((N, H))
    c0 = initial_cell if initial_cell is not None else np.zeros((N, H))
    hs, cs = run(list(input_sequence), weights, h0, c0)
    return np.stack(hs).squeeze(), np.stack(cs).squeeze()
