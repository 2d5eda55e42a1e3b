# mistake: The hidden state that goes to the next step is averaged over the batch.
# targets: batch, hidden_state, recurrent
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    x = np.asarray(input_sequence)
    gates = ("forget", "input", "output", "cell")
    U = np.stack([weights[f"{g}_gate_inputs"] for g in gates])
    W = np.stack([weights[f"{g}_gate_weights"] for g in gates])
    b = np.stack([weights[f"{g}_gate_bias"] for g in gates])[:, None, :]
    T, N = x.shape[:2]
    H = b.shape[-1]
    # slot 0 holds the initial state
    hs = np.zeros((T + 1, N, H))
    cs = np.zeros((T + 1, N, H))
    if initial_hidden is not None:
        hs[0] = initial_hidden
    if initial_cell is not None:
        cs[0] = initial_cell
    for t in range(T):
        z = np.einsum("nd,gdh->gnh", x[t], U) + np.einsum("nj,gjh->gnh", np.broadcast_to(hs[t].mean(axis=0), (N, H)), W) + b
        f, i, o = sigmoid(z[:3])
        g = np.tanh(z[3])
        cs[t + 1] = f * cs[t] + i * g
        hs[t + 1] = o * np.tanh(cs[t + 1])
    return hs[1:], cs[1:]
