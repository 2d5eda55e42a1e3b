# mistake: States are stored in half precision between the steps.
# targets: numerics
# verdict: failed
# diagnosable: yes
import numpy as np

F = np.float16


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    x = np.asarray(input_sequence, dtype=F)
    w = {k: np.asarray(v, dtype=F) for k, v in weights.items()}
    steps, batch, _ = x.shape
    units = w["cell_gate_bias"].shape[0]
    h = np.zeros((batch, units), dtype=F) if initial_hidden is None else np.asarray(initial_hidden, dtype=F)
    c = np.zeros((batch, units), dtype=F) if initial_cell is None else np.asarray(initial_cell, dtype=F)
    hs = np.empty((steps, batch, units), dtype=F)
    cs = np.empty((steps, batch, units), dtype=F)
    for t in range(steps):
        a = {k: x[t] @ w[f"{k}_gate_inputs"] + h @ w[f"{k}_gate_weights"] + w[f"{k}_gate_bias"] for k in ("forget", "input", "output", "cell")}
        f, i, o = [F(0.5) * (np.tanh(F(0.5) * a[k]) + F(1)) for k in ("forget", "input", "output")]
        c = f * c + i * np.tanh(a["cell"])
        h = o * np.tanh(c)
        hs[t], cs[t] = h, c
    return hs, cs
