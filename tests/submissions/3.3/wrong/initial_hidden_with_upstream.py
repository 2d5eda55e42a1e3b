# mistake: The first step's upstream gradient is added to the initial hidden state's gradient.
# targets: initial_state, hidden_state
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    pos_mask = (x >= 0)
    neg_mask = (x < 0)
    z = np.zeros_like(x)
    z[pos_mask] = np.exp(-x[pos_mask])
    z[neg_mask] = np.exp(x[neg_mask])
    top = np.ones_like(x)
    top[neg_mask] = z[neg_mask]
    return top / (1 + z)


def lstm_step_forward(x, prev_h, prev_c, Wx, Wh, b):
    H = prev_h.shape[1]
    a = x.dot(Wx) + prev_h.dot(Wh) + b
    i = sigmoid(a[:, :H])
    f = sigmoid(a[:, H:2*H])
    o = sigmoid(a[:, 2*H:3*H])
    g = np.tanh(a[:, 3*H:])
    next_c = f * prev_c + i * g
    tc = np.tanh(next_c)
    next_h = o * tc
    cache = (x, prev_h, prev_c, Wx, Wh, i, f, o, g, tc)
    return next_h, next_c, cache


def lstm_step_backward(dnext_h, dnext_c, cache):
    x, prev_h, prev_c, Wx, Wh, i, f, o, g, tc = cache
    dc = dnext_c + dnext_h * o * (1 - tc**2)
    di = dc * g
    df = dc * prev_c
    do = dnext_h * tc
    dg = dc * i
    da = np.hstack((di * i * (1 - i), df * f * (1 - f), do * o * (1 - o), dg * (1 - g**2)))
    dx = da.dot(Wx.T)
    dprev_h = da.dot(Wh.T)
    dprev_c = dc * f
    dWx = x.T.dot(da)
    dWh = prev_h.T.dot(da)
    db = da.sum(axis=0)
    return dx, dprev_h, dprev_c, dWx, dWh, db


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    order = ["input_gate", "forget_gate", "output_gate", "cell_gate"]
    Wx = np.hstack([weights[g + "_inputs"] for g in order])
    Wh = np.hstack([weights[g + "_weights"] for g in order])
    b = np.hstack([weights[g + "_bias"] for g in order])

    x = np.asarray(input_sequence)
    dh = np.asarray(d_hidden_sequences)
    T, N, D = x.shape
    H = Wh.shape[0]

    # forward again, this time with caches
    prev_h = np.zeros((N, H)) if initial_hidden is None else initial_hidden
    prev_c = np.zeros((N, H)) if initial_cell is None else initial_cell
    caches = []
    for t in range(T):
        prev_h, prev_c, cache = lstm_step_forward(x[t], prev_h, prev_c, Wx, Wh, b)
        caches.append(cache)

    dx = np.zeros((T, N, D))
    dWx, dWh, db = np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(b)
    dprev_h = np.zeros((N, H))
    dprev_c = np.zeros((N, H))
    for t in reversed(range(T)):
        dx[t], dprev_h, dprev_c, dWx_t, dWh_t, db_t = lstm_step_backward(dh[t] + dprev_h, dprev_c, caches[t])
        dWx += dWx_t
        dWh += dWh_t
        db += db_t

    gradients = {"input_sequence": dx, "initial_hidden": dprev_h + dh[0], "initial_cell": dprev_c}
    for k, g in enumerate(order):
        cols = slice(k * H, (k + 1) * H)
        gradients[g + "_inputs"] = dWx[:, cols]
        gradients[g + "_weights"] = dWh[:, cols]
        gradients[g + "_bias"] = db[cols]
    return gradients
