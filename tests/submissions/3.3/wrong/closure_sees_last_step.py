# mistake: The backward functions are made inside the loop and all see the last step's variables.
# targets: time
# verdict: failed
# diagnosable: no
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    w = weights
    N, H = np.shape(hidden_sequences[0])
    h = np.zeros((N, H)) if initial_hidden is None else initial_hidden
    c = np.zeros((N, H)) if initial_cell is None else initial_cell
    grads = {k: np.zeros(v.shape) for k, v in w.items()}
    tape = []
    for x in input_sequence:
        h_prev, c_prev = h, c
        f, i, o, g = [h_prev @ w[k + "_weights"] + x @ w[k + "_inputs"] + w[k + "_bias"]
                      for k in ("forget_gate", "input_gate", "output_gate", "cell_gate")]
        f, i, o, g = sigmoid(f), sigmoid(i), sigmoid(o), np.tanh(g)
        c = f * c_prev + i * g
        h = o * np.tanh(c)

        def back(dh, dc):
            dc = dc + dh * o * (1 - np.tanh(c) ** 2)
            dz = {"forget_gate": dc * c_prev * f * (1 - f), "input_gate": dc * g * i * (1 - i),
                  "output_gate": dh * np.tanh(c) * o * (1 - o), "cell_gate": dc * i * (1 - g**2)}
            dx, dh_prev = 0, 0
            for k, d in dz.items():
                grads[k + "_weights"] += h_prev.T @ d
                grads[k + "_inputs"] += x.T @ d
                grads[k + "_bias"] += d.sum(axis=0)
                dx = dx + d @ w[k + "_inputs"].T
                dh_prev = dh_prev + d @ w[k + "_weights"].T
            return dx, dh_prev, dc * f
        tape.append(back)

    dx = [None] * len(tape)
    dh, dc = np.zeros((N, H)), np.zeros((N, H))
    for t in reversed(range(len(tape))):
        dx[t], dh, dc = tape[t](d_hidden_sequences[t] + dh, dc)
    grads.update(input_sequence=np.array(dx), initial_hidden=dh, initial_cell=dc)
    return grads
