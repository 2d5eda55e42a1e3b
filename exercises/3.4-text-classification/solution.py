"""Text classification: the embedding's rows go through an LSTM, and the state after each text's last token decides.

Of a text of length L:  x_t = embedding[token_t],  h_1 ... h_L by the LSTM,  logits = h_L V + b,  p = softmax(logits).
What stands behind the L-th token is read by nobody: no later step can change h_L, and none sends a gradient back.
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


def lstm_forward(x, weights):
    """3.2, from zero states.  (T, N, E) -> hidden states (T, N, H), cell states (T, N, H)."""
    h = np.zeros((x.shape[1], len(weights["forget_gate_bias"])))
    c = np.zeros(h.shape)
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


def embed(token_ids, embedding):
    """(N, T) -> (T, N, E): a row of the embedding for every token, time first as the LSTM wants it."""
    return embedding[token_ids].transpose(1, 0, 2)


def states_of_texts(hidden_sequences, lengths):
    """(T, N, H) -> (N, H): each text's state after its own last token; zeros, the initial state, for an empty text."""
    texts = np.arange(len(lengths))
    states = hidden_sequences[lengths - 1, texts]
    states[lengths == 0] = 0.0
    return states


def log_softmax(logits):
    """(N, C) -> (N, C), row by row. The largest logit of a row becomes 0, so that exp cannot overflow."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def encode(token_ids, lengths, parameters):
    """The way from the tokens to the logits, with all that the way back needs again."""
    inputs = embed(token_ids, parameters["embedding"])
    hidden_sequences, cell_sequences = lstm_forward(inputs, parameters)
    states = states_of_texts(hidden_sequences, lengths)
    logits = states @ parameters["output_weights"] + parameters["output_bias"]
    return inputs, hidden_sequences, cell_sequences, states, logits


def text_classifier_forward(token_ids, lengths, parameters):
    token_ids, lengths = np.asarray(token_ids), np.asarray(lengths)
    *_, logits = encode(token_ids, lengths, parameters)
    return np.exp(log_softmax(logits))


def text_classifier_gradients(token_ids, lengths, labels, parameters):
    token_ids, lengths, labels = np.asarray(token_ids), np.asarray(lengths), np.asarray(labels)
    N = len(labels)
    texts = np.arange(N)
    inputs, hidden_sequences, cell_sequences, states, logits = encode(token_ids, lengths, parameters)

    # Mean cross-entropy, from the logits: the logarithm of a probability that is rounded to 0 would be infinite.
    log_probabilities = log_softmax(logits)
    loss = -log_probabilities[texts, labels].mean()

    # The gradient of -log p_y is p - y, where y is 1 for the label and 0 elsewhere; the mean divides by N, once.
    d_logits = np.exp(log_probabilities)
    d_logits[texts, labels] -= 1.0
    d_logits /= N

    d_output_weights = states.T @ d_logits
    d_output_bias = d_logits.sum(axis=0)
    d_states = d_logits @ parameters["output_weights"].T

    # Into the LSTM after each text's last token, and nowhere else. An empty text's state is a constant: no gradient.
    d_states[lengths == 0] = 0.0
    d_hidden = np.zeros(hidden_sequences.shape)
    d_hidden[lengths - 1, texts] = d_states
    through_time = lstm_backward(hidden_sequences, cell_sequences, inputs, parameters, d_hidden)

    # Every place where a token stands adds to the token's row. Behind a text's end d_inputs is exactly 0.
    d_inputs = through_time["input_sequence"]
    d_embedding = np.zeros(parameters["embedding"].shape)
    np.add.at(d_embedding, token_ids.T, d_inputs)

    gradients = {"embedding": d_embedding, "output_weights": d_output_weights, "output_bias": d_output_bias}
    for gate in GATES:
        gradients[f"{gate}_gate_weights"] = through_time[f"{gate}_gate_weights"]
        gradients[f"{gate}_gate_inputs"] = through_time[f"{gate}_gate_inputs"]
        gradients[f"{gate}_gate_bias"] = through_time[f"{gate}_gate_bias"]
    return loss, gradients


EMBEDDING_SIZE, HIDDEN_SIZE = 16, 32
MOST_EPOCHS, BATCH_SIZE = 14, 32
LEARNING_RATE, LARGEST_NORM = 0.01, 1.0
SMALL_LOSS = 0.01  # below it an epoch more would learn the training texts by heart at most


def initial_parameters(vocab_size, num_classes, rng):
    E, H = EMBEDDING_SIZE, HIDDEN_SIZE
    parameters = {"embedding": rng.normal(0.0, 0.1, (vocab_size, E))}
    for gate in GATES:
        # An orthogonal matrix keeps the length of what goes through it, step after step.
        parameters[f"{gate}_gate_weights"] = np.linalg.qr(rng.normal(size=(H, H)))[0]
        parameters[f"{gate}_gate_inputs"] = rng.normal(0.0, 1 / np.sqrt(E), (E, H))
        parameters[f"{gate}_gate_bias"] = np.zeros(H)
    parameters["forget_gate_bias"] += 1.0  # remember, until told to forget
    parameters["output_weights"] = rng.normal(0.0, 1 / np.sqrt(H), (H, num_classes))
    parameters["output_bias"] = np.zeros(num_classes)
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


def train_text_classifier(token_ids, lengths, labels, num_classes, vocab_size, rng):
    token_ids, lengths, labels = np.asarray(token_ids), np.asarray(lengths), np.asarray(labels)
    parameters = initial_parameters(vocab_size, num_classes, rng)
    optimiser = Adam(parameters)
    for epoch in range(MOST_EPOCHS):
        learning_rate = LEARNING_RATE * (1 - epoch / MOST_EPOCHS)
        order = rng.permutation(len(labels))
        losses = []
        for start in range(0, len(order), BATCH_SIZE):
            batch = order[start : start + BATCH_SIZE]
            longest = max(1, lengths[batch].max())  # no padding beyond the batch's own longest text
            batch_ids, batch_lengths, batch_labels = token_ids[batch, :longest], lengths[batch], labels[batch]
            loss, gradients = text_classifier_gradients(batch_ids, batch_lengths, batch_labels, parameters)
            optimiser.update(parameters, clipped(gradients), learning_rate)
            losses.append(loss)
        if np.mean(losses) < SMALL_LOSS:
            break
    return parameters
