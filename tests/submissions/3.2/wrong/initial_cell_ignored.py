# mistake: The initial cell state is ignored.
# targets: initial_state, cell_state
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
    cache = (a_next, c_next, a_prev, c_prev, ft, it, cct, ot, xt, parameters)
    return a_next, c_next, cache


def lstm_forward_columns(x, a0, c0, parameters):
    """x (n_x, m, T_x) -> a, c (n_a, m, T_x)"""
    caches = []
    n_x, m, T_x = x.shape
    n_a = parameters["bf"].shape[0]
    a = np.zeros((n_a, m, T_x))
    c = np.zeros((n_a, m, T_x))
    a_next, c_next = a0, c0
    for t in range(T_x):
        a_next, c_next, cache = lstm_cell_forward(x[:, :, t], a_next, c_next, parameters)
        a[:, :, t] = a_next
        c[:, :, t] = c_next
        caches.append(cache)
    return a, c


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    parameters = {}
    for k, gate in zip("fico", ("forget_gate", "input_gate", "cell_gate", "output_gate")):
        parameters["W" + k] = np.hstack([weights[gate + "_weights"].T, weights[gate + "_inputs"].T])
        parameters["b" + k] = weights[gate + "_bias"][:, np.newaxis]
    x = np.transpose(np.array(input_sequence), (2, 1, 0))
    m, n_a = x.shape[1], parameters["bf"].shape[0]
    a0 = np.zeros((n_a, m)) if initial_hidden is None else initial_hidden.T
    c0 = np.zeros((n_a, m))
    a, c = lstm_forward_columns(x, a0, c0, parameters)
    return a.transpose(2, 1, 0), c.transpose(2, 1, 0)
