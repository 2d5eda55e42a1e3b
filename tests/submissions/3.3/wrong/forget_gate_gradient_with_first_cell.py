# mistake: Every step's forget gradient takes the initial cell state.
# targets: forget_gate, cell_state, initial_state, time
# verdict: failed
# diagnosable: yes
"""Whole Jacobians of one step, multiplied from the right end; slow and plain."""
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def step_jacobian(x, h, c, w, c_start):
    """One example: d(h', c') / d(h, c), d(h', c') / dx and the diagonals for the four pre-activations."""
    z = {k: h @ w[k + "_gate_weights"] + x @ w[k + "_gate_inputs"] + w[k + "_gate_bias"] for k in ("forget", "input", "output", "cell")}
    f, i, o, g = sigmoid(z["forget"]), sigmoid(z["input"]), sigmoid(z["output"]), np.tanh(z["cell"])
    new_c = f * c + i * g
    t = np.tanh(new_c)
    slope = o * (1 - t**2)
    dc_dz = {"forget": c_start * f * (1 - f), "input": g * i * (1 - i), "output": np.zeros_like(o), "cell": i * (1 - g**2)}
    dh_dz = {k: slope * v for k, v in dc_dz.items()}
    dh_dz["output"] = t * o * (1 - o)

    H, D = len(h), len(x)
    J_state = np.zeros((2 * H, 2 * H))
    J_input = np.zeros((2 * H, D))
    for k in z:
        J_state[:H, :H] += dh_dz[k][:, None] * w[k + "_gate_weights"].T
        J_state[H:, :H] += dc_dz[k][:, None] * w[k + "_gate_weights"].T
        J_input[:H] += dh_dz[k][:, None] * w[k + "_gate_inputs"].T
        J_input[H:] += dc_dz[k][:, None] * w[k + "_gate_inputs"].T
    J_state[:H, H:] = np.diag(slope * f)
    J_state[H:, H:] = np.diag(f)
    return J_state, J_input, dh_dz, dc_dz


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    T, N, H = np.shape(hidden_sequences)
    D = np.shape(input_sequence[0])[1]
    h0 = np.zeros((N, H)) if initial_hidden is None else initial_hidden
    c0 = np.zeros((N, H)) if initial_cell is None else initial_cell
    grads = {k: np.zeros(v.shape) for k, v in weights.items()}
    dx = np.zeros((T, N, D))
    dh0, dc0 = np.zeros((N, H)), np.zeros((N, H))
    for n in range(N):
        v = np.zeros(2 * H)
        for t in range(T - 1, -1, -1):
            v[:H] += d_hidden_sequences[t][n]
            h = hidden_sequences[t - 1][n] if t > 0 else h0[n]
            c = cell_sequences[t - 1][n] if t > 0 else c0[n]
            x = input_sequence[t][n]
            J_state, J_input, dh_dz, dc_dz = step_jacobian(x, h, c, weights, c0[n])
            for k in dh_dz:
                d = v[:H] * dh_dz[k] + v[H:] * dc_dz[k]
                grads[k + "_gate_weights"] += np.outer(h, d)
                grads[k + "_gate_inputs"] += np.outer(x, d)
                grads[k + "_gate_bias"] += d
            dx[t, n] = v @ J_input
            v = v @ J_state
        dh0[n], dc0[n] = v[:H], v[H:]
    grads["input_sequence"] = dx
    grads["initial_hidden"] = dh0
    grads["initial_cell"] = dc0
    return grads
