# mistake: A plain recurrent network with the cell gate's weights, no gates.
# targets: forget_gate, input_gate, output_gate, cell_state
# verdict: failed
# diagnosable: no
import numpy as np


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    new_hidden = np.tanh(prev_hidden @ weights["cell_gate_weights"] + input_ @ weights["cell_gate_inputs"] + weights["cell_gate_bias"])
    new_cell = prev_cell
    return new_hidden, new_cell
