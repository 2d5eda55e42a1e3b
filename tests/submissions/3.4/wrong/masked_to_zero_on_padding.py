# verdict: failed
# mistake: the backward pass in text_classifier_gradients sets dh to zero on padding instead of letting it through unchanged, so that only texts of full length send a gradient into the LSTM
# targets: mask, time
import numpy as np

GATES = ("forget", "input", "output", "cell")


def sigmoid(z):
    """1 / (1 + exp(-z)), without overflow for any z.  不会溢出的 sigmoid。"""
    shrunk = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, shrunk) / (1.0 + shrunk)


def gate_values(input_, prev_hidden, weights):
    """The forget, input and output gate and the candidate of one step, (N, H) each.  一步的三个门和候选状态。"""

    def total(gate):
        from_hidden = prev_hidden @ weights[f"{gate}_gate_weights"]
        return from_hidden + input_ @ weights[f"{gate}_gate_inputs"] + weights[f"{gate}_gate_bias"]

    return sigmoid(total("forget")), sigmoid(total("input")), sigmoid(total("output")), np.tanh(total("cell"))


def initial_states(input_sequence, weights, initial_hidden, initial_cell):
    """h_0 and c_0, zeros where None was given.  没有给出时为全零。"""
    zeros = np.zeros((len(input_sequence[0]), len(weights["forget_gate_bias"])))
    return zeros if initial_hidden is None else initial_hidden, zeros if initial_cell is None else initial_cell


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    """3.2. (T, N, D) -> hidden_sequences (T, N, H), cell_sequences (T, N, H).  整个序列的前向传播。

    Of weights only the twelve LSTM arrays are read; more keys do no harm.  只读取十二个 LSTM 数组，字典里有别的键也没关系。
    """
    hidden, cell = initial_states(input_sequence, weights, initial_hidden, initial_cell)
    hidden_sequences, cell_sequences = [], []
    for input_ in input_sequence:
        forget, enter, output, candidate = gate_values(input_, hidden, weights)
        cell = forget * cell + enter * candidate
        hidden = output * np.tanh(cell)
        hidden_sequences.append(hidden)
        cell_sequences.append(cell)
    return np.stack(hidden_sequences), np.stack(cell_sequences)


def lstm_backward(
    hidden_sequences,
    cell_sequences,
    input_sequence,
    weights,
    d_hidden_sequences,
    initial_hidden=None,
    initial_cell=None,
):
    """3.3. d_hidden_sequences (T, N, H) is the gradient that reaches each h_t from outside.  随时间反向传播。

    Returns a dict of gradients: the twelve LSTM arrays, "input_sequence" (T, N, D), "initial_hidden" and
    "initial_cell" (N, H).  返回梯度字典：十二个 LSTM 数组，以及这三个键。
    """
    first_hidden, first_cell = initial_states(input_sequence, weights, initial_hidden, initial_cell)
    gradients = {"input_sequence": np.zeros(np.shape(input_sequence))}
    for gate in GATES:
        for kind in ("weights", "inputs", "bias"):
            gradients[f"{gate}_gate_{kind}"] = np.zeros(np.shape(weights[f"{gate}_gate_{kind}"]))
    dh_next, dc_next = np.zeros(np.shape(first_hidden)), np.zeros(np.shape(first_cell))
    for t in reversed(range(len(input_sequence))):
        prev_hidden = hidden_sequences[t - 1] if t > 0 else first_hidden
        prev_cell = cell_sequences[t - 1] if t > 0 else first_cell
        forget, enter, output, candidate = gate_values(input_sequence[t], prev_hidden, weights)
        tanh_cell = np.tanh(cell_sequences[t])
        dh = d_hidden_sequences[t] + dh_next
        dc = dc_next + dh * output * (1 - tanh_cell**2)
        dz = {
            "forget": dc * prev_cell * forget * (1 - forget),
            "input": dc * candidate * enter * (1 - enter),
            "output": dh * tanh_cell * output * (1 - output),
            "cell": dc * enter * (1 - candidate**2),
        }
        for gate in GATES:
            gradients[f"{gate}_gate_weights"] += prev_hidden.T @ dz[gate]
            gradients[f"{gate}_gate_inputs"] += input_sequence[t].T @ dz[gate]
            gradients[f"{gate}_gate_bias"] += dz[gate].sum(axis=0)
            gradients["input_sequence"][t] += dz[gate] @ weights[f"{gate}_gate_inputs"].T
        dh_next = sum(dz[gate] @ weights[f"{gate}_gate_weights"].T for gate in GATES)
        dc_next = dc * forget
    gradients["initial_hidden"], gradients["initial_cell"] = dh_next, dc_next
    return gradients


class FusedLSTM:
    """All four gates in one matrix, with a mask: on padding a text keeps its state. Own forward, own backward."""

    def __init__(self, parameters):
        self.wh = np.concatenate([parameters[g + "_gate_weights"] for g in GATES], axis=1).astype(np.float64)
        self.wx = np.concatenate([parameters[g + "_gate_inputs"] for g in GATES], axis=1).astype(np.float64)
        self.b = np.concatenate([parameters[g + "_gate_bias"] for g in GATES]).astype(np.float64)
        self.H = self.wh.shape[0]

    def forward(self, x, mask):
        """x (N, T, E), mask (N, T) -> the last state (N, H)"""
        N, T, _ = x.shape
        H = self.H
        projected = np.einsum("nte,eg->tng", x, self.wx) + self.b
        h, c = np.zeros((N, H)), np.zeros((N, H))
        self.tape = []
        for t in range(T):
            a = projected[t] + h @ self.wh
            gates = sigmoid(a[:, : 3 * H])
            f, i, o = gates[:, :H], gates[:, H : 2 * H], gates[:, 2 * H :]
            g = np.tanh(a[:, 3 * H :])
            c_new = f * c + i * g
            tc = np.tanh(c_new)
            live = mask[:, t : t + 1]
            self.tape.append((h, c, f, i, o, g, tc, live))
            h = np.where(live, o * tc, h)
            c = np.where(live, c_new, c)
        self.x = x
        return h

    def backward(self, dh):
        dc = np.zeros_like(dh)
        dwh = np.zeros_like(self.wh)
        da_all = np.zeros((len(self.tape), len(dh), 4 * self.H))
        for t in range(len(self.tape) - 1, -1, -1):
            h, c, f, i, o, g, tc, live = self.tape[t]
            dc_new = dc + dh * o * (1 - tc * tc)
            da = np.concatenate(
                [dc_new * c * f * (1 - f), dc_new * g * i * (1 - i), dh * tc * o * (1 - o), dc_new * i * (1 - g * g)],
                axis=1,
            )
            da = np.where(live, da, 0.0)
            da_all[t] = da
            dwh += h.T @ da
            dh = np.where(live, da @ self.wh.T, 0.0)
            dc = np.where(live, dc_new * f, dc)
        dwx = np.einsum("nte,tng->eg", self.x, da_all)
        dx = np.einsum("tng,eg->nte", da_all, self.wx)
        return dwh, dwx, da_all.sum(axis=(0, 1)), dx


class TextClassifier:
    def __init__(self, parameters):
        self.p = parameters
        self.lstm = FusedLSTM(parameters)

    def logits(self, token_ids, lengths):
        ids, lengths = np.asarray(token_ids), np.asarray(lengths)
        self.mask = np.arange(ids.shape[1])[None, :] < lengths[:, None]
        self.ids = np.where(self.mask, ids, 0)
        self.s = self.lstm.forward(np.asarray(self.p["embedding"])[self.ids], self.mask)
        return self.s @ self.p["output_weights"] + self.p["output_bias"]

    @staticmethod
    def log_softmax(z):
        z = z - np.amax(z, axis=-1, keepdims=True)
        return z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))

    def loss_and_gradients(self, token_ids, lengths, labels):
        labels = np.asarray(labels)
        logp = self.log_softmax(self.logits(token_ids, lengths))
        N, C = logp.shape
        target = np.eye(C)[labels]
        loss = -np.sum(target * logp) / N
        dz = (np.exp(logp) - target) / N
        out = {"output_weights": self.s.T @ dz, "output_bias": np.sum(dz, axis=0)}
        dwh, dwx, db, dx = self.lstm.backward(dz @ self.p["output_weights"].T)
        for j, gate in enumerate(GATES):
            part = slice(j * self.lstm.H, (j + 1) * self.lstm.H)
            out[gate + "_gate_weights"] = dwh[:, part].copy()
            out[gate + "_gate_inputs"] = dwx[:, part].copy()
            out[gate + "_gate_bias"] = db[part].copy()
        out["embedding"] = np.zeros(np.shape(self.p["embedding"]))
        np.add.at(out["embedding"], self.ids[self.mask], dx[self.mask])
        return loss, out


def text_classifier_forward(token_ids, lengths, parameters):
    model = TextClassifier(parameters)
    log_probabilities = model.log_softmax(model.logits(token_ids, lengths))
    return np.exp(log_probabilities)


def text_classifier_gradients(token_ids, lengths, labels, parameters):
    return TextClassifier(parameters).loss_and_gradients(token_ids, lengths, labels)


class Adam:
    def __init__(self, parameters, rate, b1=0.9, b2=0.999):
        self.rate, self.b1, self.b2, self.t = rate, b1, b2, 0
        self.m = {k: np.zeros_like(v) for k, v in parameters.items()}
        self.v = {k: np.zeros_like(v) for k, v in parameters.items()}

    def step(self, parameters, gradients):
        self.t += 1
        for k, g in gradients.items():
            self.m[k] += (1 - self.b1) * (g - self.m[k])
            self.v[k] += (1 - self.b2) * (g * g - self.v[k])
            mhat = self.m[k] / (1 - self.b1**self.t)
            vhat = self.v[k] / (1 - self.b2**self.t)
            parameters[k] -= self.rate * mhat / (np.sqrt(vhat) + 1e-8)


def train_text_classifier(token_ids, lengths, labels, num_classes, vocab_size, rng):
    token_ids, lengths, labels = map(np.asarray, (token_ids, lengths, labels))
    E, H = 20, 40
    p = {"embedding": 0.5 * rng.standard_normal((vocab_size, E))}
    for gate in GATES:
        p[gate + "_gate_weights"] = rng.standard_normal((H, H)) / np.sqrt(H)
        p[gate + "_gate_inputs"] = rng.standard_normal((E, H)) / np.sqrt(E)
        p[gate + "_gate_bias"] = np.ones(H) * (gate == "forget")
    p["output_weights"] = 0.05 * rng.standard_normal((H, num_classes))
    p["output_bias"] = np.zeros(num_classes)
    optimiser = Adam(p, 0.006)
    for epoch in range(60):
        order = rng.permutation(len(labels))
        running = 0.0
        for start in range(0, len(order), 32):
            pick = order[start : start + 32]
            loss, grads = text_classifier_gradients(token_ids[pick], lengths[pick], labels[pick], p)
            norm = np.sqrt(sum(float(np.vdot(g, g)) for g in grads.values()))
            if norm > 1.0:
                grads = {k: g / norm for k, g in grads.items()}
            optimiser.step(p, grads)
            running += loss * len(pick) / len(order)
        if running < 0.01:
            break
    return p
