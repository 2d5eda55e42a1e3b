"""Sentiment: embedding, an LSTM in each direction, dropout before and behind them, and a softmax over both last states."""

from collections.abc import Mapping

import numpy as np

from lstm_drills.reference.activations import Array, softmax
from lstm_drills.reference.sequence import GATES, Cache, backward_from_cache, forward_with_cache
from lstm_drills.reference.training import Parameters, fit

DIRECTIONS = ("forward_", "backward_")
KINDS = ("weights", "inputs", "bias")
# mean cross-entropy of an epoch, dropout included, at which next to nothing is wrong
LEARNT = 0.05

# multiplied on the embedded tokens (N, T, E) and on the features (N, 2H)
Masks = tuple[Array, Array]


def reverse_texts(token_ids: Array, lengths: Array) -> Array:
    """(N, T): each row's first ``lengths`` (N,) ids in the opposite order; what stands behind them stays where it is."""
    token_ids = np.asarray(token_ids)
    return np.take_along_axis(token_ids, _mirrored(np.asarray(lengths), token_ids.shape[1]), axis=1)


def dropout_masks(rng: np.random.Generator, shape: tuple[int, ...], rate: float) -> Array:
    """Inverted dropout (Srivastava et al. 2014): 0 with the probability ``rate``, else 1 / (1 - rate); float64.

    Kept is where ``rng.random(shape)``, drawn once, is at least ``rate``. ``rate`` from 0 to below 1; 0 gives ones.
    """
    return np.asarray((rng.random(shape) >= rate) / (1.0 - rate))


def sentiment_forward(
    token_ids: Array, lengths: Array, parameters: Mapping[str, Array], masks: Masks | None = None
) -> Array:
    """Probabilities (N, C) of each class for N texts; rows sum to 1.

    ``token_ids`` (N, T) integers, where what follows the first ``lengths`` (N,) tokens of a row is padding and enters
    nothing. The features (N, 2H) of a text are the forward LSTM's state after its last token and, behind it, the backward
    LSTM's state after its first token, zeros for a text of length 0. ``parameters``: ``embedding`` (V, E), the twelve
    arrays of ``lstm_unit`` with D = E under ``forward_`` and again under ``backward_``, ``output_weights`` (2H, C),
    ``output_bias`` (C,). ``masks`` None or two arrays of factors, (N, T, E) for the embedded tokens as they stand in the
    text and (N, 2H) for the features. float64, or float32 if all arrays are.
    """
    features, _ = _features(np.asarray(token_ids), np.asarray(lengths), parameters, masks)
    return softmax(_logits(features, parameters))


def sentiment_gradients(
    token_ids: Array,
    lengths: Array,
    labels: Array,
    parameters: Mapping[str, Array],
    masks: Masks | None = None,
) -> tuple[float, Parameters]:
    """The mean cross-entropy over the N texts, and its gradients under the keys of ``parameters``, of their shapes.

    ``labels`` (N,) integers from 0 to C - 1; the rest as in ``sentiment_forward``. N must be at least 1.
    """
    token_ids, lengths, labels = (np.asarray(given) for given in (token_ids, lengths, labels))
    features, caches = _features(token_ids, lengths, parameters, masks)
    logits = _logits(features, parameters)
    texts = np.arange(len(logits))
    shifted = logits - logits.max(axis=1, keepdims=True)
    losses = np.log(np.exp(shifted).sum(axis=1)) - shifted[texts, labels]
    d_logits = softmax(logits)
    d_logits[texts, labels] -= 1
    d_logits /= d_logits.dtype.type(len(texts))
    gradients = {"output_weights": features.T @ d_logits, "output_bias": d_logits.sum(axis=0)}

    d_features = d_logits @ parameters["output_weights"].T
    if masks is not None:
        d_features = d_features * masks[1]
    reached = []
    for direction, cache, d_states in zip(DIRECTIONS, caches, np.split(d_features, 2, axis=1), strict=True):
        through = _through_time(cache, lengths, d_states)
        gradients |= {
            f"{direction}{gate}_gate_{kind}": through[f"{gate}_gate_{kind}"] for gate in GATES for kind in KINDS
        }
        reached.append(through["input_sequence"].transpose(1, 0, 2))
    d_embedded = reached[0] + _reversed(reached[1], lengths)
    if masks is not None:
        d_embedded = d_embedded * masks[0]
    real = _real(token_ids, lengths)
    gradients["embedding"] = np.zeros(parameters["embedding"].shape, features.dtype)
    # a token that occurs twice gets both gradients; fancy-index += would keep one
    np.add.at(gradients["embedding"], token_ids[real], d_embedded[real])
    return float(losses.mean()), gradients


def initial_parameters(
    num_classes: int, vocab_size: int, embedding_size: int, hidden_size: int, rng: np.random.Generator
) -> Parameters:
    """Glorot's scale for every matrix (Glorot & Bengio 2010), zero biases, but 1 for both forget gates."""

    def matrix(rows: int, columns: int) -> Array:
        return rng.normal(0.0, (2 / (rows + columns)) ** 0.5, (rows, columns))

    parameters: Parameters = {"embedding": rng.normal(0.0, 0.5, (vocab_size, embedding_size))}
    for direction in DIRECTIONS:
        for gate in GATES:
            parameters[f"{direction}{gate}_gate_weights"] = matrix(hidden_size, hidden_size)
            parameters[f"{direction}{gate}_gate_inputs"] = matrix(embedding_size, hidden_size)
            # Jozefowicz et al. (2015): a cell that starts out remembering
            parameters[f"{direction}{gate}_gate_bias"] = np.full(hidden_size, 1.0 if gate == "forget" else 0.0)
    parameters["output_weights"] = matrix(2 * hidden_size, num_classes)
    parameters["output_bias"] = np.zeros(num_classes)
    return parameters


def train_sentiment(
    token_ids: Array,
    lengths: Array,
    labels: Array,
    num_classes: int,
    vocab_size: int,
    rng: np.random.Generator,
    *,
    embedding_size: int = 16,
    hidden_size: int = 24,
    epochs: int = 40,
    learning_rate: float = 0.01,
    batch_size: int = 32,
    dropout: float = 0.1,
) -> Parameters:
    """Parameters trained from scratch on these texts, float64, with that ``dropout`` at both places.

    The same ``rng`` state gives the same parameters. Training ends after ``epochs``, or before that with an epoch whose
    mean loss is below LEARNT.
    """

    def gradients_of(ids: Array, real: Array, right: Array, current: Parameters) -> tuple[float, Parameters]:
        shapes = (*ids.shape, embedding_size), (len(ids), 2 * hidden_size)
        masks = dropout_masks(rng, shapes[0], dropout), dropout_masks(rng, shapes[1], dropout)
        return sentiment_gradients(ids, real, right, current, masks)

    parameters = initial_parameters(num_classes, vocab_size, embedding_size, hidden_size, rng)
    fit(
        parameters,
        gradients_of,
        (token_ids, lengths, labels),
        rng,
        epochs=epochs,
        learning_rate=learning_rate,
        batch_size=batch_size,
        stop_below=LEARNT,
    )
    return parameters


def _features(
    token_ids: Array, lengths: Array, parameters: Mapping[str, Array], masks: Masks | None
) -> tuple[Array, list[Cache]]:
    """The states (N, 2H) after each text's last token of either direction, zeros for an empty text, masked; both caches."""
    real = _real(token_ids, lengths)
    embedding = parameters["embedding"]
    # zeros for padding, so that not even a row of NaN for it could reach a gradient
    x = np.zeros((*token_ids.shape, embedding.shape[1]), embedding.dtype)
    x[real] = embedding[token_ids[real]]
    if masks is not None:
        x = np.where(real[:, :, None], x * masks[0], x)
    texts = np.flatnonzero(lengths > 0)
    states, caches = [], []
    for direction in DIRECTIONS:
        read = x if direction == DIRECTIONS[0] else _reversed(x, lengths)
        hidden, _, cache = forward_with_cache(read.transpose(1, 0, 2), _weights(parameters, direction))
        last = np.zeros(hidden.shape[1:], hidden.dtype)
        last[texts] = hidden[lengths[texts] - 1, texts]
        states.append(last)
        caches.append(cache)
    features = np.concatenate(states, axis=1)
    return (features if masks is None else features * masks[1]), caches


def _through_time(cache: Cache, lengths: Array, d_states: Array) -> Parameters:
    """One direction's gradients, from those of its states (N, H) after each text's last token; an empty text has none."""
    d_hidden = np.zeros(cache.tanh_cell.shape, d_states.dtype)
    texts = np.flatnonzero(lengths > 0)
    d_hidden[lengths[texts] - 1, texts] = d_states[texts]
    return backward_from_cache(cache, d_hidden)


def _weights(parameters: Mapping[str, Array], direction: str) -> Parameters:
    """One direction's twelve arrays under the keys of ``lstm_unit``."""
    return {f"{gate}_gate_{kind}": parameters[f"{direction}{gate}_gate_{kind}"] for gate in GATES for kind in KINDS}


def _logits(features: Array, parameters: Mapping[str, Array]) -> Array:
    return np.asarray(features @ parameters["output_weights"] + parameters["output_bias"])


def _reversed(sequences: Array, lengths: Array) -> Array:
    """``reverse_texts`` of vectors, (N, T, E); its own inverse."""
    return np.take_along_axis(sequences, _mirrored(lengths, sequences.shape[1])[:, :, None], axis=1)


def _mirrored(lengths: Array, steps: int) -> Array:
    """(N, T): which place of its text each place gets its token from, itself behind the end."""
    places = np.arange(steps)
    ends = lengths[:, None]
    return np.where(places < ends, ends - 1 - places, places)


def _real(token_ids: Array, lengths: Array) -> Array:
    """(N, T) bool: the tokens that are not padding."""
    return np.asarray(np.arange(token_ids.shape[1]) < lengths[:, None])
