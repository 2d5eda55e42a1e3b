"""Text classification: embedding, LSTM, and a softmax over the state at each text's own last token."""

from collections.abc import Mapping

import numpy as np

from lstm_drills.reference.activations import Array, softmax
from lstm_drills.reference.sequence import GATES, Cache, backward_from_cache, forward_with_cache
from lstm_drills.reference.training import Parameters, fit

OWN_KEYS = ("embedding", "output_weights", "output_bias")
KINDS = ("weights", "inputs", "bias")
# mean cross-entropy of an epoch at which next to nothing is wrong
LEARNT = 0.03


def text_classifier_forward(token_ids: Array, lengths: Array, parameters: Mapping[str, Array]) -> Array:
    """Probabilities (N, C) of each class for N texts; rows sum to 1.

    ``token_ids`` (N, T) integers, where what follows the first ``lengths`` (N,) tokens of a row is padding and enters
    nothing, whatever it holds. A text of length 0 is classified from the zero state. ``parameters``: ``embedding`` (V, E),
    the twelve arrays of ``lstm_unit`` with D = E, ``output_weights`` (H, C), ``output_bias`` (C,). float64, or float32 if
    all are.
    """
    features, _ = _features(np.asarray(token_ids), np.asarray(lengths), parameters)
    return softmax(_logits(features, parameters))


def text_classifier_gradients(
    token_ids: Array, lengths: Array, labels: Array, parameters: Mapping[str, Array]
) -> tuple[float, Parameters]:
    """The mean cross-entropy over the N texts, and its gradients under the keys of ``parameters``, of their shapes.

    ``labels`` (N,) integers from 0 to C - 1; the rest as in ``text_classifier_forward``. N must be at least 1.
    """
    token_ids, lengths, labels = (np.asarray(given) for given in (token_ids, lengths, labels))
    features, cache = _features(token_ids, lengths, parameters)
    logits = _logits(features, parameters)
    texts = np.arange(len(logits))
    shifted = logits - logits.max(axis=1, keepdims=True)
    losses = np.log(np.exp(shifted).sum(axis=1)) - shifted[texts, labels]
    d_logits = softmax(logits)
    d_logits[texts, labels] -= 1
    d_logits /= d_logits.dtype.type(len(texts))
    gradients = {"output_weights": features.T @ d_logits, "output_bias": d_logits.sum(axis=0)}

    d_hidden = np.zeros(cache.tanh_cell.shape, features.dtype)
    read = lengths > 0
    d_hidden[lengths[read] - 1, texts[read]] = d_logits[read] @ parameters["output_weights"].T
    through_lstm = backward_from_cache(cache, d_hidden)
    gradients |= {f"{gate}_gate_{kind}": through_lstm[f"{gate}_gate_{kind}"] for gate in GATES for kind in KINDS}

    real = _real(token_ids, lengths)
    gradients["embedding"] = np.zeros(parameters["embedding"].shape, features.dtype)
    # a token that occurs twice gets both gradients; fancy-index += would keep one
    np.add.at(gradients["embedding"], token_ids[real], through_lstm["input_sequence"].transpose(1, 0, 2)[real])
    return float(losses.mean()), gradients


def initial_parameters(
    num_classes: int, vocab_size: int, embedding_size: int, hidden_size: int, rng: np.random.Generator
) -> Parameters:
    """Glorot's scale for every matrix (Glorot & Bengio 2010), zero biases, but 1 for the forget gate."""

    def matrix(rows: int, columns: int) -> Array:
        return rng.normal(0.0, (2 / (rows + columns)) ** 0.5, (rows, columns))

    parameters: Parameters = {"embedding": rng.normal(0.0, 0.5, (vocab_size, embedding_size))}
    for gate in GATES:
        parameters[f"{gate}_gate_weights"] = matrix(hidden_size, hidden_size)
        parameters[f"{gate}_gate_inputs"] = matrix(embedding_size, hidden_size)
        # Jozefowicz et al. (2015): a cell that starts out remembering
        parameters[f"{gate}_gate_bias"] = np.full(hidden_size, 1.0 if gate == "forget" else 0.0)
    parameters["output_weights"] = matrix(hidden_size, num_classes)
    parameters["output_bias"] = np.zeros(num_classes)
    return parameters


def train_text_classifier(
    token_ids: Array,
    lengths: Array,
    labels: Array,
    num_classes: int,
    vocab_size: int,
    rng: np.random.Generator,
    *,
    embedding_size: int = 16,
    hidden_size: int = 32,
    epochs: int = 30,
    learning_rate: float = 0.005,
) -> Parameters:
    """Parameters trained from scratch on these texts, float64. The same ``rng`` state gives the same parameters.

    Training ends after ``epochs``, or before that with an epoch whose mean loss is below LEARNT.
    """
    parameters = initial_parameters(num_classes, vocab_size, embedding_size, hidden_size, rng)
    fit(
        parameters,
        text_classifier_gradients,
        (token_ids, lengths, labels),
        rng,
        epochs=epochs,
        learning_rate=learning_rate,
        stop_below=LEARNT,
    )
    return parameters


def _features(token_ids: Array, lengths: Array, parameters: Mapping[str, Array]) -> tuple[Array, Cache]:
    """The hidden state (N, H) at each text's own last token, zero where there is none, and the LSTM's cache."""
    real = _real(token_ids, lengths)
    embedding = parameters["embedding"]
    # zeros for padding, so that not even a row of NaN for it could reach a gradient
    x = np.zeros((*token_ids.shape, embedding.shape[1]), embedding.dtype)
    x[real] = embedding[token_ids[real]]
    weights = {name: array for name, array in parameters.items() if name not in OWN_KEYS}
    hidden, _, cache = forward_with_cache(x.transpose(1, 0, 2), weights)
    features = np.zeros(hidden.shape[1:], hidden.dtype)
    read = np.flatnonzero(lengths > 0)
    features[read] = hidden[lengths[read] - 1, read]
    return features, cache


def _logits(features: Array, parameters: Mapping[str, Array]) -> Array:
    return np.asarray(features @ parameters["output_weights"] + parameters["output_bias"])


def _real(token_ids: Array, lengths: Array) -> Array:
    """(N, T) bool: the tokens that are not padding."""
    return np.asarray(np.arange(token_ids.shape[1]) < np.asarray(lengths)[:, None])
