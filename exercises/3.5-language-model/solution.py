"""A language model: after each token the LSTM's state says how likely every token is to come next.

Teacher forcing: what is read are the text's own tokens 0 ... L-2, what is predicted are its tokens 1 ... L-1, one place on.
"""

import numpy as np

GATES = ("forget", "input", "output", "cell")


def sigmoid(z):
    shrunk = np.exp(-np.abs(z))  # never overflows: the exponent is at most 0
    return np.where(z >= 0, 1.0, shrunk) / (1.0 + shrunk)


def gates_of(x_t, h_prev, weights):
    z = {}
    for gate in GATES:
        from_hidden = h_prev @ weights[f"{gate}_gate_weights"]
        z[gate] = x_t @ weights[f"{gate}_gate_inputs"] + from_hidden + weights[f"{gate}_gate_bias"]
    return sigmoid(z["forget"]), sigmoid(z["input"]), sigmoid(z["output"]), np.tanh(z["cell"])


def lstm_forward(x, weights, h=None, c=None):
    """3.2.  (T, N, E) -> hidden states (T, N, H), cell states (T, N, H)."""
    if h is None:
        h = c = np.zeros((x.shape[1], len(weights["forget_gate_bias"])))
    hidden_sequences, cell_sequences = [], []
    for x_t in x:
        f_t, i_t, o_t, g_t = gates_of(x_t, h, weights)
        c = f_t * c + i_t * g_t
        h = o_t * np.tanh(c)
        hidden_sequences.append(h)
        cell_sequences.append(c)
    return np.stack(hidden_sequences), np.stack(cell_sequences)


def lstm_backward(h, c, x, weights, d_hidden):
    """3.3, from zero states: the gradients of the twelve arrays and of "input_sequence" (T, N, E)."""
    nothing = np.zeros(h.shape[1:])
    gradients = {name: np.zeros(weights[name].shape) for name in weights if "_gate_" in name}
    gradients["input_sequence"] = np.zeros(x.shape)
    dh_next, dc_next = nothing, nothing
    for t in reversed(range(len(x))):
        h_prev = h[t - 1] if t > 0 else nothing
        c_prev = c[t - 1] if t > 0 else nothing
        f_t, i_t, o_t, g_t = gates_of(x[t], h_prev, weights)
        tanh_c = np.tanh(c[t])
        dh = d_hidden[t] + dh_next
        dc = dc_next + dh * o_t * (1 - tanh_c**2)
        dz = {
            "forget": dc * c_prev * f_t * (1 - f_t),
            "input": dc * g_t * i_t * (1 - i_t),
            "output": dh * tanh_c * o_t * (1 - o_t),
            "cell": dc * i_t * (1 - g_t**2),
        }
        dh_next = nothing
        dc_next = dc * f_t
        for gate in GATES:
            gradients[f"{gate}_gate_weights"] += h_prev.T @ dz[gate]
            gradients[f"{gate}_gate_inputs"] += x[t].T @ dz[gate]
            gradients[f"{gate}_gate_bias"] += dz[gate].sum(axis=0)
            gradients["input_sequence"][t] += dz[gate] @ weights[f"{gate}_gate_inputs"].T
            dh_next = dh_next + dz[gate] @ weights[f"{gate}_gate_weights"].T
    return gradients


def log_softmax(logits):
    """(M, V) -> (M, V), row by row. The largest logit of a row becomes 0, so that exp cannot overflow."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def read(token_ids, lengths, parameters):
    """The way to the logits of all predicted tokens, of all texts, in one list of M rows."""
    inputs = parameters["embedding"][token_ids[:, :-1]].transpose(1, 0, 2)  # (T-1, N, E)
    hidden_sequences, cell_sequences = lstm_forward(inputs, parameters)
    # after place t the token at t+1 is predicted, if it still belongs to the text
    predicts = np.arange(1, token_ids.shape[1])[:, None] < lengths  # (T-1, N)
    targets = token_ids[:, 1:].T[predicts]  # (M,)
    logits = hidden_sequences[predicts] @ parameters["output_weights"] + parameters["output_bias"]
    return inputs, hidden_sequences, cell_sequences, predicts, targets, logits


def language_model_gradients(token_ids, lengths, parameters):
    token_ids, lengths = np.asarray(token_ids), np.asarray(lengths)
    inputs, hidden_sequences, cell_sequences, predicts, targets, logits = read(token_ids, lengths, parameters)
    log_probabilities = log_softmax(logits)
    M = len(targets)
    loss = -log_probabilities[np.arange(M), targets].mean()

    # p - y for every predicted token; the mean over all of them divides by M, once
    d_logits = np.exp(log_probabilities)
    d_logits[np.arange(M), targets] -= 1.0
    d_logits /= M
    d_output_weights = hidden_sequences[predicts].T @ d_logits
    d_output_bias = d_logits.sum(axis=0)

    # every state that predicts gets a gradient from outside; those behind a text's end get none
    d_hidden = np.zeros(hidden_sequences.shape)
    d_hidden[predicts] = d_logits @ parameters["output_weights"].T
    through_time = lstm_backward(hidden_sequences, cell_sequences, inputs, parameters, d_hidden)
    d_embedding = np.zeros(parameters["embedding"].shape)
    np.add.at(d_embedding, token_ids[:, :-1].T, through_time["input_sequence"])

    gradients = {"embedding": d_embedding, "output_weights": d_output_weights, "output_bias": d_output_bias}
    for gate in GATES:
        gradients[f"{gate}_gate_weights"] = through_time[f"{gate}_gate_weights"]
        gradients[f"{gate}_gate_inputs"] = through_time[f"{gate}_gate_inputs"]
        gradients[f"{gate}_gate_bias"] = through_time[f"{gate}_gate_bias"]
    return loss, gradients


def perplexity(token_ids, lengths, parameters):
    token_ids, lengths = np.asarray(token_ids), np.asarray(lengths)
    *_, targets, logits = read(token_ids, lengths, parameters)
    negative_logs = -log_softmax(logits)[np.arange(len(targets)), targets]
    # one mean over all tokens of all texts, then e to its power
    return np.exp(negative_logs.mean())


def probabilities_of(logits, temperature, top_k):
    """(V,) -> (V,): the k likeliest alone, at that temperature, renormalised."""
    order = np.argsort(-logits, kind="stable")  # among equals the smaller id comes first
    kept = order if top_k is None else order[:top_k]
    scaled = logits[kept] / temperature
    weights = np.exp(scaled - scaled.max())
    probabilities = np.zeros(len(logits))
    probabilities[kept] = weights / weights.sum()
    return probabilities


def sample(parameters, first_token, length, temperature, top_k, rng):
    H = len(parameters["forget_gate_bias"])
    h, c = np.zeros((1, H)), np.zeros((1, H))
    token, tokens = first_token, []
    for _ in range(length):
        x = parameters["embedding"][[[token]]]  # (1, 1, E)
        hidden, cell = lstm_forward(x, parameters, h, c)
        h, c = hidden[0], cell[0]  # what was read so far goes on to the next step
        logits = (h @ parameters["output_weights"] + parameters["output_bias"])[0]
        if temperature == 0:
            token = int(np.argmax(logits))
        else:
            cumulative = np.cumsum(probabilities_of(logits, temperature, top_k))
            token = int(np.argmax(cumulative > rng.random()))
        tokens.append(token)
    return np.array(tokens, dtype=int)


EMBEDDING_SIZE, HIDDEN_SIZE = 16, 32
EPOCHS, BATCH_SIZE = 24, 16
LEARNING_RATE, LARGEST_NORM = 0.01, 1.0


def initial_parameters(vocab_size, rng):
    E, H = EMBEDDING_SIZE, HIDDEN_SIZE
    parameters = {"embedding": rng.normal(0.0, 0.5, (vocab_size, E))}
    for gate in GATES:
        # An orthogonal matrix keeps the length of what goes through it, step after step.
        parameters[f"{gate}_gate_weights"] = np.linalg.qr(rng.normal(size=(H, H)))[0]
        parameters[f"{gate}_gate_inputs"] = rng.normal(0.0, 1 / np.sqrt(E), (E, H))
        parameters[f"{gate}_gate_bias"] = np.zeros(H)
    parameters["forget_gate_bias"] += 1.0  # remember, until told to forget
    parameters["output_weights"] = rng.normal(0.0, 1 / np.sqrt(H), (H, vocab_size))
    parameters["output_bias"] = np.zeros(vocab_size)
    return parameters


def clipped(gradients):
    """All scaled by one factor where they are too long together: the direction stays."""
    norm = np.sqrt(sum((gradient**2).sum() for gradient in gradients.values()))
    scale = min(1.0, LARGEST_NORM / max(norm, 1e-12))
    return {name: scale * gradient for name, gradient in gradients.items()}


class Adam:
    """Kingma & Ba (2015): from running means of each number's gradient and of its square, steps of like size for all."""

    def __init__(self, parameters):
        self.mean = {name: np.zeros(array.shape) for name, array in parameters.items()}
        self.square = {name: np.zeros(array.shape) for name, array in parameters.items()}
        self.steps = 0

    def update(self, parameters, gradients, learning_rate):
        self.steps += 1
        for name in parameters:
            self.mean[name] += 0.1 * (gradients[name] - self.mean[name])
            self.square[name] += 0.001 * (gradients[name] ** 2 - self.square[name])
            mean = self.mean[name] / (1 - 0.9**self.steps)
            square = self.square[name] / (1 - 0.999**self.steps)
            parameters[name] -= learning_rate * mean / (np.sqrt(square) + 1e-8)


def train_language_model(token_ids, lengths, vocab_size, rng):
    token_ids, lengths = np.asarray(token_ids), np.asarray(lengths)
    parameters = initial_parameters(vocab_size, rng)
    optimiser = Adam(parameters)
    for epoch in range(EPOCHS):
        learning_rate = LEARNING_RATE * (1 - epoch / EPOCHS)
        order = rng.permutation(len(lengths))
        for start in range(0, len(order), BATCH_SIZE):
            batch = order[start : start + BATCH_SIZE]
            longest = lengths[batch].max()  # no padding beyond the batch's own longest text
            batch_ids, batch_lengths = token_ids[batch, :longest], lengths[batch]
            _, gradients = language_model_gradients(batch_ids, batch_lengths, parameters)
            optimiser.update(parameters, clipped(gradients), learning_rate)
    return parameters
