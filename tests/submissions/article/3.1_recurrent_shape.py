# mistake: the demonstration at the end of the file shapes the recurrent matrices (input, hidden), so loading the file raises.
# targets: contract, recurrent
# verdict: error
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    f, i, o, g = [np.dot(prev_hidden, weights[k + '_weights']) + np.dot(input_, weights[k + '_inputs']) + weights[k + '_bias']
                  for k in ('forget_gate', 'input_gate', 'output_gate', 'cell_gate')]
    new_cell = sigmoid(f) * prev_cell + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(new_cell), new_cell


input_size, hidden_size, seq_len = 3, 5, 7
weights = {}
for gate in ('forget_gate', 'input_gate', 'output_gate', 'cell_gate'):
    weights[gate + '_weights'] = np.random.rand(input_size, hidden_size)
    weights[gate + '_inputs'] = np.random.rand(input_size, hidden_size)
    weights[gate + '_bias'] = np.random.rand(hidden_size)

prev_hidden, prev_cell = np.zeros((1, hidden_size)), np.zeros((1, hidden_size))
for input_ in np.random.rand(seq_len, input_size):
    prev_hidden, prev_cell = lstm_unit(input_, prev_hidden, prev_cell, weights)
