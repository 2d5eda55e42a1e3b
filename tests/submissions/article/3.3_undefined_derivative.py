# mistake: lstm_unit_derivative is called but exists nowhere, so every call raises NameError.
# mistake: there is no parameter for the upstream gradient, the last hidden state stands in for it.
# targets: contract
# verdict: failed
# diagnosable: yes
import numpy as np


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights):
    d_hidden = hidden_sequences[-1]
    d_cell = cell_sequences[-1]
    gradients = {name: np.zeros_like(value) for name, value in weights.items()}
    for t in range(len(hidden_sequences) - 1, 0, -1):
        d_hidden, d_cell, step = lstm_unit_derivative(input_sequence[t], hidden_sequences[t - 1], cell_sequences[t - 1],
                                                      d_hidden, d_cell, weights)
        for name in gradients:
            gradients[name] += step[name]
    return gradients
