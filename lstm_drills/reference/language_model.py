"""A language model: embedding, LSTM, and at each step a softmax over the next token. Loss, perplexity, sampling, training."""

from collections.abc import Mapping

import numpy as np

from lstm_drills.reference.activations import Array, softmax
from lstm_drills.reference.classifier import KINDS, OWN_KEYS, initial_parameters
from lstm_drills.reference.sequence import GATES, Cache, backward_from_cache, forward_with_cache, lstm_forward
from lstm_drills.reference.training import Adam, Parameters, batches_of_like_length, clip_by_global_norm

EPOCHS, BATCH_SIZE = 24, 16


def language_model_gradients(
    token_ids: Array, lengths: Array, parameters: Mapping[str, Array]
) -> tuple[float, Parameters]:
    """The mean cross-entropy of a predicted token (natural logarithm), and its gradients under the keys of ``parameters``.

    Teacher forcing: from the tokens 0 ... t-1 of a text (N, T) the token t is predicted, for t from 1 to its length - 1. Padding
    enters nothing. ``parameters``: ``embedding`` (V, E), the twelve arrays of ``lstm_unit`` with D = E, ``output_weights`` (H, V),
    ``output_bias`` (V,). A text shorter than 2 predicts nothing; at least one text must predict something.
    """
    token_ids, lengths = np.asarray(token_ids), np.asarray(lengths)
    hidden, cache, predicts = _hidden(token_ids, lengths, parameters)
    logits = hidden[predicts] @ parameters["output_weights"] + parameters["output_bias"]
    targets = token_ids[:, 1:].T[predicts]
    count = len(targets)
    d_logits = softmax(logits)
    d_logits[np.arange(count), targets] -= 1
    d_logits /= d_logits.dtype.type(count)
    gradients = {"output_weights": hidden[predicts].T @ d_logits, "output_bias": d_logits.sum(axis=0)}

    d_hidden = np.zeros(hidden.shape, hidden.dtype)
    d_hidden[predicts] = d_logits @ parameters["output_weights"].T
    through_lstm = backward_from_cache(cache, d_hidden)
    gradients |= {f"{gate}_gate_{kind}": through_lstm[f"{gate}_gate_{kind}"] for gate in GATES for kind in KINDS}
    gradients["embedding"] = np.zeros(parameters["embedding"].shape, hidden.dtype)
    np.add.at(gradients["embedding"], token_ids[:, :-1].T[predicts], through_lstm["input_sequence"][predicts])
    return float(_losses(logits, targets).mean()), gradients


def perplexity(token_ids: Array, lengths: Array, parameters: Mapping[str, Array]) -> float:
    """exp of the mean cross-entropy over all predicted tokens of all texts: as unsure as among so many equally likely tokens."""
    token_ids, lengths = np.asarray(token_ids), np.asarray(lengths)
    hidden, _, predicts = _hidden(token_ids, lengths, parameters)
    logits = hidden[predicts] @ parameters["output_weights"] + parameters["output_bias"]
    with np.errstate(over="ignore"):
        return float(np.exp(_losses(logits, token_ids[:, 1:].T[predicts]).mean()))


def sample(
    parameters: Mapping[str, Array],
    first_token: int,
    length: int,
    temperature: float,
    top_k: int | None,
    rng: np.random.Generator,
) -> Array:
    """``length`` tokens (length,) that follow ``first_token``, each read before the next is drawn.

    Logits are divided by ``temperature``; 0 takes the likeliest, and no number is drawn. Of the ``top_k`` likeliest alone (ties:
    the smaller id; None: all) the probabilities are renormalised. One ``rng.random()`` a token: the smallest id is taken whose
    cumulative probability, in the order of the ids, exceeds it.
    """
    hidden = cell = np.zeros((1, len(parameters["forget_gate_bias"])))
    weights = {name: array for name, array in parameters.items() if name not in OWN_KEYS}
    token, found = int(first_token), []
    for _ in range(length):
        step = parameters["embedding"][[[token]]]
        (hidden,), (cell,) = lstm_forward(step, weights, hidden, cell)
        logits = (hidden @ parameters["output_weights"] + parameters["output_bias"])[0]
        token = _drawn(logits.astype(np.float64), temperature, top_k, rng)
        found.append(token)
    return np.array(found, np.int64)


def _drawn(logits: Array, temperature: float, top_k: int | None, rng: np.random.Generator) -> int:
    if temperature == 0:
        return int(logits.argmax())
    kept = np.argsort(-logits, kind="stable")[:top_k]
    scaled = np.full(len(logits), -np.inf)
    scaled[kept] = logits[kept] / temperature
    cumulative = np.cumsum(softmax(scaled[None])[0])
    return int(min(np.searchsorted(cumulative, rng.random() * cumulative[-1], side="right"), kept.max()))


def train_language_model(
    token_ids: Array,
    lengths: Array,
    vocab_size: int,
    rng: np.random.Generator,
    *,
    embedding_size: int = 16,
    hidden_size: int = 32,
    epochs: int = EPOCHS,
    learning_rate: float = 0.01,
) -> Parameters:
    """Parameters trained from scratch, float64. The same ``rng`` state gives the same parameters."""
    parameters = initial_parameters(vocab_size, vocab_size, embedding_size, hidden_size, rng)
    optimiser = Adam(parameters, learning_rate)
    for epoch in range(epochs):
        optimiser.learning_rate = learning_rate * (1 - epoch / epochs)
        for batch in batches_of_like_length(lengths, BATCH_SIZE, rng):
            longest = int(lengths[batch].max())
            _, gradients = language_model_gradients(token_ids[batch, :longest], lengths[batch], parameters)
            optimiser.step(clip_by_global_norm(gradients, 1.0))
    return parameters


def _hidden(token_ids: Array, lengths: Array, parameters: Mapping[str, Array]) -> tuple[Array, Cache, Array]:
    """States (T-1, N, H) after each token but the last, the LSTM's cache, and where the next is still of the text (T-1, N)."""
    predicts = np.asarray(np.arange(1, token_ids.shape[1])[:, None] < lengths)
    embedding = parameters["embedding"]
    inputs = np.zeros((*predicts.shape, embedding.shape[1]), embedding.dtype)
    inputs[predicts] = embedding[token_ids[:, :-1].T[predicts]]
    weights = {name: array for name, array in parameters.items() if name not in OWN_KEYS}
    hidden, _, cache = forward_with_cache(inputs, weights)
    return hidden, cache, predicts


def _losses(logits: Array, targets: Array) -> Array:
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.asarray(np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(targets)), targets])
