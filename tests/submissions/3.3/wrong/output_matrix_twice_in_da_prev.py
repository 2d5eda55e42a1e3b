# mistake: The candidate's part of da_prev uses the output gate's matrix.
# targets: cell_gate, output_gate, recurrent, hidden_state
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_cell_forward(xt, a_prev, c_prev, parameters):
    concat = np.concatenate((a_prev, xt), axis=0)
    ft = sigmoid(np.dot(parameters["Wf"], concat) + parameters["bf"])
    it = sigmoid(np.dot(parameters["Wi"], concat) + parameters["bi"])
    cct = np.tanh(np.dot(parameters["Wc"], concat) + parameters["bc"])
    c_next = ft * c_prev + it * cct
    ot = sigmoid(np.dot(parameters["Wo"], concat) + parameters["bo"])
    a_next = ot * np.tanh(c_next)
    return a_next, c_next, (a_next, c_next, a_prev, c_prev, ft, it, cct, ot, xt, parameters)


def lstm_cell_backward(da_next, dc_next, cache):
    (a_next, c_next, a_prev, c_prev, ft, it, cct, ot, xt, parameters) = cache
    n_a, m = a_next.shape

    dot = da_next * np.tanh(c_next) * ot * (1 - ot)
    dct = dc_next + da_next * ot * (1 - np.tanh(c_next) ** 2)
    dcct = dct * it * (1 - cct ** 2)
    dit = dct * cct * it * (1 - it)
    dft = dct * c_prev * ft * (1 - ft)

    concat = np.concatenate((a_prev, xt), axis=0)
    dWf = np.dot(dft, concat.T)
    dWi = np.dot(dit, concat.T)
    dWc = np.dot(dcct, concat.T)
    dWo = np.dot(dot, concat.T)
    dbf = np.sum(dft, axis=1, keepdims=True)
    dbi = np.sum(dit, axis=1, keepdims=True)
    dbc = np.sum(dcct, axis=1, keepdims=True)
    dbo = np.sum(dot, axis=1, keepdims=True)

    da_prev = (np.dot(parameters["Wf"][:, :n_a].T, dft) + np.dot(parameters["Wi"][:, :n_a].T, dit)
               + np.dot(parameters["Wo"][:, :n_a].T, dcct) + np.dot(parameters["Wo"][:, :n_a].T, dot))
    dxt = (np.dot(parameters["Wf"][:, n_a:].T, dft) + np.dot(parameters["Wi"][:, n_a:].T, dit)
           + np.dot(parameters["Wc"][:, n_a:].T, dcct) + np.dot(parameters["Wo"][:, n_a:].T, dot))
    dc_prev = dct * ft
    return {"dxt": dxt, "da_prev": da_prev, "dc_prev": dc_prev, "dWf": dWf, "dbf": dbf, "dWi": dWi, "dbi": dbi,
            "dWc": dWc, "dbc": dbc, "dWo": dWo, "dbo": dbo}


def lstm_backward_columns(da, caches):
    n_a, m, T_x = da.shape
    n_x = caches[0][8].shape[0]
    total = {"dx": np.zeros((n_x, m, T_x))}
    for k in "fico":
        total["dW" + k] = np.zeros((n_a, n_a + n_x))
        total["db" + k] = np.zeros((n_a, 1))
    da_prevt = np.zeros((n_a, m))
    dc_prevt = np.zeros((n_a, m))
    for t in reversed(range(T_x)):
        gradients = lstm_cell_backward(da[:, :, t] + da_prevt, dc_prevt, caches[t])
        da_prevt, dc_prevt = gradients["da_prev"], gradients["dc_prev"]
        total["dx"][:, :, t] = gradients["dxt"]
        for k in "fico":
            total["dW" + k] += gradients["dW" + k]
            total["db" + k] += gradients["db" + k]
    total["da0"] = da_prevt
    total["dc0"] = dc_prevt
    return total


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    letters = {"f": "forget_gate", "i": "input_gate", "c": "cell_gate", "o": "output_gate"}
    parameters = {}
    for k, gate in letters.items():
        parameters["W" + k] = np.hstack([weights[gate + "_weights"].T, weights[gate + "_inputs"].T])
        parameters["b" + k] = weights[gate + "_bias"].reshape(-1, 1)
    x = np.array(input_sequence).transpose(2, 1, 0)
    da = np.array(d_hidden_sequences).transpose(2, 1, 0)
    n_a, m, T_x = da.shape
    a = np.zeros((n_a, m)) if initial_hidden is None else initial_hidden.T
    c = np.zeros((n_a, m)) if initial_cell is None else initial_cell.T
    caches = []
    for t in range(T_x):
        a, c, cache = lstm_cell_forward(x[:, :, t], a, c, parameters)
        caches.append(cache)
    total = lstm_backward_columns(da, caches)

    grads = {}
    for k, gate in letters.items():
        grads[gate + "_weights"] = total["dW" + k][:, :n_a].T
        grads[gate + "_inputs"] = total["dW" + k][:, n_a:].T
        grads[gate + "_bias"] = total["db" + k].ravel()
    grads["input_sequence"] = total["dx"].transpose(2, 1, 0)
    grads["initial_hidden"] = total["da0"].T
    grads["initial_cell"] = total["dc0"].T
    return grads
