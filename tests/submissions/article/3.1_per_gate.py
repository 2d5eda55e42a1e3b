# verdict: passed
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def tanh(x):
    return np.tanh(x)


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    # 三个门
    gates = []
    for name in ('forget', 'input', 'output'):
        net = np.dot(prev_hidden, weights[name + '_gate_weights'])
        net = net + np.dot(input_, weights[name + '_gate_inputs']) + weights[name + '_gate_bias']
        gates.append(sigmoid(net))
    forget_gate, input_gate, output_gate = gates
    # 候选状态
    candidate = tanh(np.dot(prev_hidden, weights['cell_gate_weights']) + np.dot(input_, weights['cell_gate_inputs'])
                     + weights['cell_gate_bias'])
    new_cell = prev_cell * forget_gate + candidate * input_gate
    new_hidden = tanh(new_cell) * output_gate
    return new_hidden, new_cell
