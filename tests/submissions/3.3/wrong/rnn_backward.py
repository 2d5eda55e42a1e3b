# mistake: The backward pass of a plain RNN, without gates.
# targets: forget_gate, input_gate, output_gate, cell_gate, cell_state
# verdict: failed
# diagnosable: no
import numpy as np


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    T, N, H = np.shape(hidden_sequences)
    h0 = np.zeros((N, H)) if initial_hidden is None else initial_hidden
    grads = {k: np.zeros(v.shape) for k, v in weights.items()}
    dx = np.zeros(np.shape(input_sequence))
    dh_next = np.zeros((N, H))
    for t in reversed(range(T)):
        dh = d_hidden_sequences[t] + dh_next
        draw = (1 - hidden_sequences[t] ** 2) * dh
        h_prev = hidden_sequences[t - 1] if t > 0 else h0
        dh_next = np.zeros((N, H))
        for gate in ("forget", "input", "output", "cell"):
            grads[gate + "_gate_weights"] += h_prev.T @ draw
            grads[gate + "_gate_inputs"] += input_sequence[t].T @ draw
            grads[gate + "_gate_bias"] += draw.sum(axis=0)
            dx[t] += draw @ weights[gate + "_gate_inputs"].T
            dh_next += draw @ weights[gate + "_gate_weights"].T
    grads["input_sequence"] = dx
    grads["initial_hidden"] = dh_next
    grads["initial_cell"] = np.zeros((N, H))
    return grads
