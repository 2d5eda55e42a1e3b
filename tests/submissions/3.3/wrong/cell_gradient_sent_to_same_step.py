# mistake: The part that belongs to the step before is sent with the input gate.
# targets: cell_state, input_gate, forget_gate
# verdict: failed
# diagnosable: yes
import numpy as np

NAMES = ["input_gate", "forget_gate", "output_gate", "cell_gate"]


class BatchLSTM:
    @staticmethod
    def pack(weights):
        return np.vstack([
            np.hstack([weights[n + "_bias"] for n in NAMES])[None, :],
            np.hstack([weights[n + "_inputs"] for n in NAMES]),
            np.hstack([weights[n + "_weights"] for n in NAMES]),
        ])

    @staticmethod
    def forward(X, WLSTM, c0, h0):
        n, b, input_size = X.shape
        d = WLSTM.shape[1] // 4
        Hin = np.zeros((n, b, WLSTM.shape[0]))
        Hout = np.zeros((n, b, d))
        IFOG = np.zeros((n, b, d * 4))
        IFOGf = np.zeros((n, b, d * 4))
        C = np.zeros((n, b, d))
        Ct = np.zeros((n, b, d))
        for t in range(n):
            prevh = Hout[t-1] if t > 0 else h0
            prevc = C[t-1] if t > 0 else c0
            Hin[t, :, 0] = 1
            Hin[t, :, 1:1+input_size] = X[t]
            Hin[t, :, 1+input_size:] = prevh
            IFOG[t] = Hin[t].dot(WLSTM)
            IFOGf[t, :, :3*d] = 1.0 / (1.0 + np.exp(-IFOG[t, :, :3*d]))
            IFOGf[t, :, 3*d:] = np.tanh(IFOG[t, :, 3*d:])
            C[t] = IFOGf[t, :, :d] * IFOGf[t, :, 3*d:] + IFOGf[t, :, d:2*d] * prevc
            Ct[t] = np.tanh(C[t])
            Hout[t] = IFOGf[t, :, 2*d:3*d] * Ct[t]
        return {"WLSTM": WLSTM, "IFOGf": IFOGf, "C": C, "Ct": Ct, "Hin": Hin, "c0": c0, "Hout": Hout}

    @staticmethod
    def backward(dHout_in, cache):
        WLSTM, IFOGf, C, Ct, Hin, c0 = (cache[k] for k in ("WLSTM", "IFOGf", "C", "Ct", "Hin", "c0"))
        n, b, d = dHout_in.shape
        input_size = WLSTM.shape[0] - d - 1
        dIFOG = np.zeros((n, b, d * 4))
        dIFOGf = np.zeros(IFOGf.shape)
        dWLSTM = np.zeros(WLSTM.shape)
        dHin = np.zeros(Hin.shape)
        dC = np.zeros(C.shape)
        dX = np.zeros((n, b, input_size))
        dh0 = np.zeros((b, d))
        dc0 = np.zeros((b, d))
        dHout = dHout_in.copy()
        for t in reversed(range(n)):
            tanhCt = Ct[t]
            dIFOGf[t, :, 2*d:3*d] = tanhCt * dHout[t]
            dC[t] += (1 - tanhCt**2) * (IFOGf[t, :, 2*d:3*d] * dHout[t])
            if t > 0:
                dIFOGf[t, :, d:2*d] = C[t-1] * dC[t]
                dC[t-1] += IFOGf[t, :, :d] * dC[t]
            else:
                dIFOGf[t, :, d:2*d] = c0 * dC[t]
                dc0 = IFOGf[t, :, d:2*d] * dC[t]
            dIFOGf[t, :, :d] = IFOGf[t, :, 3*d:] * dC[t]
            dIFOGf[t, :, 3*d:] = IFOGf[t, :, :d] * dC[t]

            dIFOG[t, :, 3*d:] = (1 - IFOGf[t, :, 3*d:] ** 2) * dIFOGf[t, :, 3*d:]
            y = IFOGf[t, :, :3*d]
            dIFOG[t, :, :3*d] = (y * (1.0 - y)) * dIFOGf[t, :, :3*d]

            dWLSTM += np.dot(Hin[t].transpose(), dIFOG[t])
            dHin[t] = dIFOG[t].dot(WLSTM.transpose())
            dX[t] = dHin[t, :, 1:1+input_size]
            if t > 0:
                dHout[t-1] += dHin[t, :, 1+input_size:]
            else:
                dh0 = dHin[t, :, 1+input_size:]
        return dX, dWLSTM, dc0, dh0


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    X = np.array(input_sequence)
    b, d, D = X.shape[1], weights["forget_gate_bias"].shape[0], X.shape[2]
    c0 = np.zeros((b, d)) if initial_cell is None else initial_cell
    h0 = np.zeros((b, d)) if initial_hidden is None else initial_hidden
    cache = BatchLSTM.forward(X, BatchLSTM.pack(weights), c0, h0)
    dX, dWLSTM, dc0, dh0 = BatchLSTM.backward(np.array(d_hidden_sequences), cache)
    res = {"input_sequence": dX, "initial_cell": dc0, "initial_hidden": dh0}
    for k, n in enumerate(NAMES):
        block = dWLSTM[:, k*d:(k+1)*d]
        res[n + "_bias"] = block[0]
        res[n + "_inputs"] = block[1:1+D]
        res[n + "_weights"] = block[1+D:]
    return res
