# mistake: the weights are changed in place by things that are not gradients, and returned.
# mistake: there is no parameter for the upstream gradient.
# targets: contract
# verdict: failed
# diagnosable: yes
import numpy as np


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights):
    # 从最后一步往前
    for t in range(len(hidden_sequences) - 1, 0, -1):
        d_hidden = hidden_sequences[t] * cell_sequences[t]
        for gate in ('forget_gate', 'input_gate', 'output_gate', 'cell_gate'):
            # 更新权重
            weights[gate + '_weights'] -= np.dot(hidden_sequences[t - 1].T, d_hidden)
            weights[gate + '_inputs'] -= np.dot(input_sequence[t].T, d_hidden)
            weights[gate + '_bias'] -= d_hidden.sum(axis=0)
    return weights
