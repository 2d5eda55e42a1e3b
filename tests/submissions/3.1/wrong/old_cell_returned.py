# mistake: The previous cell state is returned unchanged.
# targets: cell_state, contract
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_cell_forward(xt, a_prev, c_prev, parameters):
    """
    xt -- (n_x, m)
    a_prev, c_prev -- (n_a, m)
    parameters -- Wf, Wi, Wc, Wo of shape (n_a, n_a + n_x) and bf, bi, bc, bo of shape (n_a, 1)
    """
    Wf, bf = parameters["Wf"], parameters["bf"]
    Wi, bi = parameters["Wi"], parameters["bi"]
    Wc, bc = parameters["Wc"], parameters["bc"]
    Wo, bo = parameters["Wo"], parameters["bo"]

    n_x, m = xt.shape
    n_a = a_prev.shape[0]
    concat = np.zeros((n_a + n_x, m))
    concat[:n_a, :] = a_prev
    concat[n_a:, :] = xt

    ft = sigmoid(np.dot(Wf, concat) + bf)
    it = sigmoid(np.dot(Wi, concat) + bi)
    cct = np.tanh(np.dot(Wc, concat) + bc)
    c_next = ft * c_prev + it * cct
    ot = sigmoid(np.dot(Wo, concat) + bo)
    a_next = ot * np.tanh(c_next)
    return a_next, c_prev


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    parameters = {}
    for letter, gate in [("f", "forget"), ("i", "input"), ("c", "cell"), ("o", "output")]:
        parameters["W" + letter] = np.hstack((weights[gate + "_gate_weights"].T, weights[gate + "_gate_inputs"].T))
        parameters["b" + letter] = weights[gate + "_gate_bias"].reshape(-1, 1)
    a_next, c_next = lstm_cell_forward(input_.T, prev_hidden.T, prev_cell.T, parameters)
    return a_next.T, c_next.T
