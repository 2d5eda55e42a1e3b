# mistake: The first step is run once before the loop and again inside it.
# targets: time, initial_state
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1.0 / (1.0 + np.exp(-x))


def lstm_step_forward(x, prev_h, prev_c, Wx, Wh, b):
    H = prev_h.shape[1]
    a = x.dot(Wx) + prev_h.dot(Wh) + b
    ai, af, ao, ag = a[:, :H], a[:, H:2*H], a[:, 2*H:3*H], a[:, 3*H:]
    i, f, o, g = sigmoid(ai), sigmoid(af), sigmoid(ao), np.tanh(ag)
    next_c = f * prev_c + i * g
    next_h = o * np.tanh(next_c)
    cache = (x, prev_h, prev_c, i, f, o, g, next_c)
    return next_h, next_c, cache


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    order = ["input", "forget", "output", "cell"]
    Wx = np.hstack([weights[k + "_gate_inputs"] for k in order])
    Wh = np.hstack([weights[k + "_gate_weights"] for k in order])
    b = np.hstack([weights[k + "_gate_bias"] for k in order])

    x = np.asarray(input_sequence)
    T, N, D = x.shape
    H = b.shape[0] // 4
    h = np.zeros((T, N, H))
    c = np.zeros((T, N, H))
    prev_h = np.zeros((N, H)) if initial_hidden is None else initial_hidden
    prev_c = np.zeros((N, H)) if initial_cell is None else initial_cell
    caches = []
    prev_h, prev_c, _ = lstm_step_forward(x[0], prev_h, prev_c, Wx, Wh, b)
    for t in range(T):
        prev_h, prev_c, cache = lstm_step_forward(x[t], prev_h, prev_c, Wx, Wh, b)
        h[t], c[t] = prev_h, prev_c
        caches.append(cache)
    return h, c
