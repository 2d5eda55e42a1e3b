# mistake: dsigmoid is a constant 0.25.
# targets: activation, forget_gate, input_gate, output_gate
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def dsigmoid(y):
    return 0.25


def dtanh(y):
    return 1 - y * y


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    gates = ("forget", "input", "cell", "output")
    n_hidden = len(weights["forget_gate_bias"])
    batch = len(input_sequence[0])
    W = {g: np.concatenate((weights[g + "_gate_weights"], weights[g + "_gate_inputs"]), axis=0) for g in gates}

    hs = [np.zeros((batch, n_hidden)) if initial_hidden is None else initial_hidden] + list(hidden_sequences)
    cs = [np.zeros((batch, n_hidden)) if initial_cell is None else initial_cell] + list(cell_sequences)

    dW = {g: np.zeros_like(W[g], dtype=float) for g in gates}
    db = {g: np.zeros(n_hidden) for g in gates}
    dx = []
    dh_next = np.zeros((batch, n_hidden))
    dC_next = np.zeros((batch, n_hidden))
    for t in reversed(range(len(input_sequence))):
        z = np.column_stack((hs[t], input_sequence[t]))
        f = sigmoid(z @ W["forget"] + weights["forget_gate_bias"])
        i = sigmoid(z @ W["input"] + weights["input_gate_bias"])
        C_bar = np.tanh(z @ W["cell"] + weights["cell_gate_bias"])
        o = sigmoid(z @ W["output"] + weights["output_gate_bias"])
        C_prev, C = cs[t], cs[t + 1]

        dh = d_hidden_sequences[t] + dh_next
        do = dh * np.tanh(C)
        do = dsigmoid(o) * do
        dC = np.copy(dC_next)
        dC += dh * o * dtanh(np.tanh(C))
        dC_bar = dC * i
        dC_bar = dtanh(C_bar) * dC_bar
        di = dC * C_bar
        di = dsigmoid(i) * di
        df = dC * C_prev
        df = dsigmoid(f) * df

        dz = 0
        for g, d in (("forget", df), ("input", di), ("cell", dC_bar), ("output", do)):
            dW[g] += z.T @ d
            db[g] += d.sum(axis=0)
            dz = dz + d @ W[g].T
        dh_next = dz[:, :n_hidden]
        dx.append(dz[:, n_hidden:])
        dC_next = f * dC

    grads = {"input_sequence": np.array(dx[::-1]), "initial_hidden": dh_next, "initial_cell": dC_next}
    for g in gates:
        grads[g + "_gate_weights"] = dW[g][:n_hidden]
        grads[g + "_gate_inputs"] = dW[g][n_hidden:]
        grads[g + "_gate_bias"] = db[g]
    return grads
