# mistake: The initial states are only used for their shape.
# targets: initial_state
# verdict: failed
# diagnosable: yes
import numpy as np


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    X = np.array(input_sequence)
    n, b, input_size = X.shape
    d = weights["cell_gate_bias"].size
    c0 = np.zeros((b, d)) if initial_cell is None else np.zeros_like(initial_cell)
    h0 = np.zeros((b, d)) if initial_hidden is None else np.zeros_like(initial_hidden)

    WLSTM = np.zeros((1 + input_size + d, 4 * d))
    for k, name in enumerate(["input_gate", "forget_gate", "output_gate", "cell_gate"]):
        WLSTM[0, k * d:(k + 1) * d] = weights[name + "_bias"]
        WLSTM[1:1 + input_size, k * d:(k + 1) * d] = weights[name + "_inputs"]
        WLSTM[1 + input_size:, k * d:(k + 1) * d] = weights[name + "_weights"]

    xphpb = WLSTM.shape[0]
    Hin = np.zeros((n, b, xphpb))
    Hout = np.zeros((n, b, d))
    IFOG = np.zeros((n, b, d * 4))
    IFOGf = np.zeros((n, b, d * 4))
    C = np.zeros((n, b, d))
    for t in range(n):
        prevh = Hout[t - 1] if t > 0 else h0
        Hin[t, :, 0] = 1
        Hin[t, :, 1:1 + input_size] = X[t]
        Hin[t, :, 1 + input_size:] = prevh
        IFOG[t] = Hin[t].dot(WLSTM)
        IFOGf[t, :, :3 * d] = 1.0 / (1.0 + np.exp(-IFOG[t, :, :3 * d]))
        IFOGf[t, :, 3 * d:] = np.tanh(IFOG[t, :, 3 * d:])
        prevc = C[t - 1] if t > 0 else c0
        C[t] = IFOGf[t, :, :d] * IFOGf[t, :, 3 * d:] + IFOGf[t, :, d:2 * d] * prevc
        Hout[t] = IFOGf[t, :, 2 * d:3 * d] * np.tanh(C[t])
    return Hout, C
