# mistake: The hidden gradient starts with the last hidden state instead of zero.
# targets: hidden_state, time
# verdict: failed
# diagnosable: yes
import numpy as np

NAMES = ("forget_gate", "input_gate", "output_gate", "cell_gate")


def sigma(z):
    return np.exp(-np.logaddexp(0, -z))


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    x, h, c, up = map(np.asarray, (input_sequence, hidden_sequences, cell_sequences, d_hidden_sequences))
    T, N, H = h.shape
    zero = np.zeros((1, N, H))
    hp = np.concatenate((zero if initial_hidden is None else initial_hidden[None], h[:-1]))
    cp = np.concatenate((zero if initial_cell is None else initial_cell[None], c[:-1]))
    U = np.stack([weights[k + "_inputs"] for k in NAMES])
    W = np.stack([weights[k + "_weights"] for k in NAMES])
    b = np.stack([weights[k + "_bias"] for k in NAMES])

    z = np.einsum("tnd,gdh->gtnh", x, U) + np.einsum("tnk,gkh->gtnh", hp, W) + b[:, None, None, :]
    f, i, o = sigma(z[:3])
    a = np.tanh(z[3])
    tc = np.tanh(c)
    slope = np.stack((f * (1 - f), i * (1 - i), o * (1 - o), 1 - a * a))

    dz = np.zeros((4, T, N, H))
    dh = h[-1]
    dc = np.zeros((N, H))
    for t in range(T - 1, -1, -1):
        dh = up[t] + dh
        dc = dc + dh * o[t] * (1 - tc[t] ** 2)
        dz[:, t] = np.stack((dc * cp[t], dc * a[t], dh * tc[t], dc * i[t])) * slope[:, t]
        dh = np.einsum("gnh,gkh->nk", dz[:, t], W)
        dc = dc * f[t]

    dU = np.einsum("tnd,gtnh->gdh", x, dz)
    dW = np.einsum("tnk,gtnh->gkh", hp, dz)
    db = np.einsum("gtnh->gh", dz)
    dx = np.einsum("gtnh,gdh->tnd", dz, U)
    grads = {"input_sequence": dx, "initial_hidden": dh, "initial_cell": dc}
    for k, name in enumerate(NAMES):
        grads[name + "_inputs"] = dU[k]
        grads[name + "_weights"] = dW[k]
        grads[name + "_bias"] = db[k]
    return grads
