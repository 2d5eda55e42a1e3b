"""Backpropagation through time for an LSTM layer, one gate at a time.

Forward, with z_k = x_t U_k + h_{t-1} W_k + b_k for each gate k of f, i, o, g:
    f_t = sigmoid(z_f)    i_t = sigmoid(z_i)    o_t = sigmoid(z_o)    g_t = tanh(z_g)
    c_t = f_t * c_{t-1} + i_t * g_t
    h_t = o_t * tanh(c_t)
"""

import numpy as np


def sigmoid(z):
    shrunk = np.exp(-np.abs(z))  # never overflows: the exponent is at most 0
    return np.where(z >= 0, 1.0, shrunk) / (1.0 + shrunk)


def lstm_backward(
    hidden_sequences,
    cell_sequences,
    input_sequence,
    weights,
    d_hidden_sequences,
    initial_hidden=None,
    initial_cell=None,
):
    x = np.asarray(input_sequence, dtype=float)
    h = np.asarray(hidden_sequences, dtype=float)
    c = np.asarray(cell_sequences, dtype=float)
    upstream = np.asarray(d_hidden_sequences, dtype=float)
    T, N, H = h.shape
    h_0 = np.zeros((N, H)) if initial_hidden is None else np.asarray(initial_hidden, dtype=float)
    c_0 = np.zeros((N, H)) if initial_cell is None else np.asarray(initial_cell, dtype=float)

    W = {gate: weights[f"{gate}_gate_weights"] for gate in ("forget", "input", "output", "cell")}
    U = {gate: weights[f"{gate}_gate_inputs"] for gate in ("forget", "input", "output", "cell")}
    b = {gate: weights[f"{gate}_gate_bias"] for gate in ("forget", "input", "output", "cell")}
    dW = {gate: np.zeros(W[gate].shape) for gate in W}
    dU = {gate: np.zeros(U[gate].shape) for gate in U}
    db = {gate: np.zeros(b[gate].shape) for gate in b}
    dx = np.zeros(x.shape)

    # What reaches h_t and c_t from step t+1; behind the last step there is nothing.
    dh_next = np.zeros((N, H))
    dc_next = np.zeros((N, H))

    for t in range(T - 1, -1, -1):
        h_prev = h[t - 1] if t > 0 else h_0
        c_prev = c[t - 1] if t > 0 else c_0

        # Forward once more: the gates were not kept.
        f_t = sigmoid(x[t] @ U["forget"] + h_prev @ W["forget"] + b["forget"])
        i_t = sigmoid(x[t] @ U["input"] + h_prev @ W["input"] + b["input"])
        o_t = sigmoid(x[t] @ U["output"] + h_prev @ W["output"] + b["output"])
        g_t = np.tanh(x[t] @ U["cell"] + h_prev @ W["cell"] + b["cell"])
        tanh_c = np.tanh(c[t])

        # h_t is used by the loss and by every gate of step t+1: the gradients add up.
        dh = upstream[t] + dh_next

        # h_t = o_t * tanh(c_t); c_t is also carried on to c_{t+1}.
        do = dh * tanh_c
        dc = dc_next + dh * o_t * (1 - tanh_c**2)

        # c_t = f_t * c_{t-1} + i_t * g_t
        df = dc * c_prev
        di = dc * g_t
        dg = dc * i_t

        # Through the activations: sigmoid' = y (1 - y), tanh' = 1 - y^2, where y is the value of the gate.
        dz_f = df * f_t * (1 - f_t)
        dz_i = di * i_t * (1 - i_t)
        dz_o = do * o_t * (1 - o_t)
        dz_g = dg * (1 - g_t**2)

        # z = x_t U + h_{t-1} W + b with the same U, W, b at every step: their gradients add up over time.
        for gate, dz in (("forget", dz_f), ("input", dz_i), ("output", dz_o), ("cell", dz_g)):
            dW[gate] += h_prev.T @ dz
            dU[gate] += x[t].T @ dz
            db[gate] += dz.sum(axis=0)

        dx[t] += dz_f @ U["forget"].T
        dx[t] += dz_i @ U["input"].T
        dx[t] += dz_o @ U["output"].T
        dx[t] += dz_g @ U["cell"].T

        dh_prev = np.zeros((N, H))
        dh_prev += dz_f @ W["forget"].T
        dh_prev += dz_i @ W["input"].T
        dh_prev += dz_o @ W["output"].T
        dh_prev += dz_g @ W["cell"].T
        dc_prev = dc * f_t

        dh_next = dh_prev
        dc_next = dc_prev

    gradients = {"input_sequence": dx, "initial_hidden": dh_next, "initial_cell": dc_next}
    for gate in ("forget", "input", "output", "cell"):
        gradients[f"{gate}_gate_weights"] = dW[gate]
        gradients[f"{gate}_gate_inputs"] = dU[gate]
        gradients[f"{gate}_gate_bias"] = db[gate]
    return gradients
