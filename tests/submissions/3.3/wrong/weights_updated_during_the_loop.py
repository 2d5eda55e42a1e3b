# mistake: The weights of a copy are updated after every step, so earlier steps see other weights.
# targets: time, contract
# verdict: failed
# diagnosable: no
# 一步一步写，变量名用中文注释
import numpy as np

SIGMOID_GATES = ["forget_gate", "input_gate", "output_gate"]


def sigmoid(x):
    return 1.0 / (1.0 + np.exp(-x))


def gates_at(x, h, weights):
    values = {}
    for name in SIGMOID_GATES + ["cell_gate"]:
        z = np.dot(h, weights[name + "_weights"]) + np.dot(x, weights[name + "_inputs"]) + weights[name + "_bias"]
        values[name] = np.tanh(z) if name == "cell_gate" else sigmoid(z)
    return values


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    gradients = {}
    weights = {k: v.copy() for k, v in weights.items()}

    def accumulate(key, value):
        gradients[key] = gradients.get(key, 0) + value

    zeros = np.zeros_like(np.asarray(hidden_sequences[0]), dtype=float)
    h_before = [zeros if initial_hidden is None else initial_hidden, *hidden_sequences[:-1]]
    c_before = [zeros if initial_cell is None else initial_cell, *cell_sequences[:-1]]

    d_hidden_from_future = zeros  # 来自 t+1 的隐藏状态梯度
    d_cell_from_future = zeros  # 来自 t+1 的细胞状态梯度
    d_inputs = []
    t = len(hidden_sequences) - 1
    while t >= 0:
        gate = gates_at(input_sequence[t], h_before[t], weights)
        squashed = np.tanh(cell_sequences[t])
        d_hidden = d_hidden_sequences[t] + d_hidden_from_future
        d_cell = d_hidden * gate["output_gate"] * (1 - squashed ** 2) + d_cell_from_future

        d_gate = {
            "forget_gate": d_cell * c_before[t],
            "input_gate": d_cell * gate["cell_gate"],
            "output_gate": d_hidden * squashed,
            "cell_gate": d_cell * gate["input_gate"],
        }
        d_input = 0
        d_hidden_from_future = 0
        for name, d in d_gate.items():
            if name in SIGMOID_GATES:
                d_z = d * gate[name] * (1 - gate[name])
            else:
                d_z = d * (1 - gate[name] ** 2)
            accumulate(name + "_weights", np.dot(h_before[t].T, d_z))
            accumulate(name + "_inputs", np.dot(input_sequence[t].T, d_z))
            accumulate(name + "_bias", np.sum(d_z, axis=0))
            weights[name + "_bias"] = weights[name + "_bias"] - 0.1 * np.sum(d_z, axis=0)
            d_input = d_input + np.dot(d_z, weights[name + "_inputs"].T)
            d_hidden_from_future = d_hidden_from_future + np.dot(d_z, weights[name + "_weights"].T)
        d_cell_from_future = d_cell * gate["forget_gate"]
        d_inputs.append(d_input)
        t -= 1

    d_inputs.reverse()
    gradients["input_sequence"] = d_inputs
    gradients["initial_hidden"] = d_hidden_from_future
    gradients["initial_cell"] = d_cell_from_future
    return gradients
