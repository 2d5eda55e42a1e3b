# mistake: dh_next and dc_next are one and the same array and filled in place.
# targets: hidden_state, cell_state, time
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    T, N, H = np.shape(hidden_sequences)
    h0 = np.zeros((N, H)) if initial_hidden is None else initial_hidden
    c0 = np.zeros((N, H)) if initial_cell is None else initial_cell
    grads = {k: np.zeros(np.shape(v)) for k, v in weights.items()}
    grads["input_sequence"] = np.zeros(np.shape(input_sequence))

    dh_next = dc_next = np.zeros((N, H))
    for t in range(T - 1, -1, -1):
        x = input_sequence[t]
        h_prev, c_prev = (hidden_sequences[t - 1], cell_sequences[t - 1]) if t else (h0, c0)
        net = {k: h_prev @ weights[k + "_weights"] + x @ weights[k + "_inputs"] + weights[k + "_bias"]
               for k in ("forget_gate", "input_gate", "output_gate", "cell_gate")}
        f, i, o, g = sigmoid(net["forget_gate"]), sigmoid(net["input_gate"]), sigmoid(net["output_gate"]), np.tanh(net["cell_gate"])
        tanh_c = np.tanh(cell_sequences[t])
        dh = d_hidden_sequences[t] + dh_next
        dc = dh * o * (1 - tanh_c**2) + dc_next
        d = {"forget_gate": dc * c_prev * f * (1 - f), "input_gate": dc * g * i * (1 - i),
             "output_gate": dh * tanh_c * o * (1 - o), "cell_gate": dc * i * (1 - g**2)}
        dc_next[:] = dc * f
        dh_next[:] = 0
        for k in d:
            grads[k + "_weights"] += h_prev.T @ d[k]
            grads[k + "_inputs"] += x.T @ d[k]
            grads[k + "_bias"] += d[k].sum(axis=0)
            grads["input_sequence"][t] += d[k] @ weights[k + "_inputs"].T
            dh_next += d[k] @ weights[k + "_weights"].T
    grads["initial_hidden"] = dh_next
    grads["initial_cell"] = dc_next
    return grads
