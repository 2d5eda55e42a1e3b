# mistake: The bias gradient is the mean over steps and batch.
# targets: bias, batch, time
# verdict: failed
# diagnosable: yes
import numpy as np

GATES = ["input_gate", "forget_gate", "cell_gate", "output_gate"]


def expit(z):
    return 1 / (1 + np.exp(-np.clip(z, -700, 700)))


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    X = np.stack(input_sequence)
    h = np.stack(hidden_sequences)
    c = np.stack(cell_sequences)
    dY = np.stack(d_hidden_sequences)
    T, N, D = X.shape
    H = h.shape[2]
    h0 = np.zeros((N, H)) if initial_hidden is None else initial_hidden
    c0 = np.zeros((N, H)) if initial_cell is None else initial_cell
    h_prev = np.concatenate([h0[None], h[:-1]])
    c_prev = np.concatenate([c0[None], c[:-1]])

    w_ih = np.concatenate([weights[g + "_inputs"] for g in GATES], axis=1)
    w_hh = np.concatenate([weights[g + "_weights"] for g in GATES], axis=1)
    bias = np.concatenate([weights[g + "_bias"] for g in GATES])

    # all gates of all steps at once: states are known
    Z = X @ w_ih + h_prev @ w_hh + bias
    i, f, g, o = expit(Z[..., :H]), expit(Z[..., H:2*H]), np.tanh(Z[..., 2*H:3*H]), expit(Z[..., 3*H:])
    tanh_c = np.tanh(c)

    dZ = np.empty((T, N, 4 * H))
    dh_rec = np.zeros((N, H))
    dc_rec = np.zeros((N, H))
    for t in range(T)[::-1]:
        dh = dY[t] + dh_rec
        dc = dc_rec + dh * o[t] * (1 - tanh_c[t] ** 2)
        dZ[t, :, :H] = dc * g[t] * i[t] * (1 - i[t])
        dZ[t, :, H:2*H] = dc * c_prev[t] * f[t] * (1 - f[t])
        dZ[t, :, 2*H:3*H] = dc * i[t] * (1 - g[t] ** 2)
        dZ[t, :, 3*H:] = dh * tanh_c[t] * o[t] * (1 - o[t])
        dh_rec = dZ[t] @ w_hh.T
        dc_rec = dc * f[t]

    flat = dZ.reshape(T * N, 4 * H)
    d_w_ih = X.reshape(T * N, D).T @ flat
    d_w_hh = h_prev.reshape(T * N, H).T @ flat
    d_bias = flat.mean(0)
    out = {"input_sequence": dZ @ w_ih.T, "initial_hidden": dh_rec, "initial_cell": dc_rec}
    for name, dwi, dwh, db in zip(GATES, np.split(d_w_ih, 4, axis=1), np.split(d_w_hh, 4, axis=1), np.split(d_bias, 4)):
        out[name + "_inputs"] = dwi
        out[name + "_weights"] = dwh
        out[name + "_bias"] = db
    return out
