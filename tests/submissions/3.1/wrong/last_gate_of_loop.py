# mistake: The line with the input product stands outside the loop's body, so z is only the recurrent part plus the bias.
# targets: input
# verdict: failed
# diagnosable: yes
import numpy as np

np.random.seed(0)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def tanh(x):
    return np.tanh(x)


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    """门的计算，然后更新状态"""
    gates = {}
    for name in ["forget", "input", "output", "cell"]:
        z = prev_hidden.dot(weights[name + "_gate_weights"])
        z = z + weights[name + "_gate_bias"]
        gates[name] = tanh(z) if name == "cell" else sigmoid(z)
    new_cell = gates["forget"] * prev_cell + gates["input"] * gates["cell"]
    new_hidden = gates["output"] * tanh(new_cell)
    return new_hidden, new_cell


input_size, hidden_size = 3, 2
demo = {}
for name in ["forget", "input", "output", "cell"]:
    demo[name + "_gate_weights"] = np.random.randn(hidden_size, hidden_size) * 0.1
    demo[name + "_gate_inputs"] = np.random.randn(input_size, hidden_size) * 0.1
    demo[name + "_gate_bias"] = np.zeros(hidden_size)
h, c = lstm_unit(np.random.randn(4, input_size), np.zeros((4, hidden_size)), np.zeros((4, hidden_size)), demo)
print("hidden:", h.shape, "cell:", c.shape)
