# mistake: the demonstration at the end of the file uses sizes that are defined nowhere, so the file cannot be loaded.
# targets: contract
# verdict: error
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    def net(name):
        return np.dot(prev_hidden, weights[name + '_weights']) + np.dot(input_, weights[name + '_inputs']) + weights[name + '_bias']

    new_cell = sigmoid(net('forget_gate')) * prev_cell + sigmoid(net('input_gate')) * np.tanh(net('cell_gate'))
    new_hidden = sigmoid(net('output_gate')) * np.tanh(new_cell)
    return new_hidden, new_cell


# 初始化
weights = {}
for gate in ('forget_gate', 'input_gate', 'output_gate', 'cell_gate'):
    weights[gate + '_weights'] = np.random.rand(hidden_size, hidden_size)
    weights[gate + '_inputs'] = np.random.rand(input_size, hidden_size)
    weights[gate + '_bias'] = np.random.rand(hidden_size)

h = np.zeros((1, hidden_size))
c = np.zeros((1, hidden_size))
for x in np.random.rand(seq_len, input_size):
    h, c = lstm_unit(x, h, c, weights)
