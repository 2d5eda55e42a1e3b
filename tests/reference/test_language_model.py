"""The language model against central differences, PyTorch, and sampling by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_drills.content.cases import lstm_weights
from lstm_drills.datasets.brackets import SIGNS, bracket_texts, ngram_perplexity
from lstm_drills.reference.language_model import language_model_gradients, perplexity, sample, train_language_model
from lstm_drills.reference.layouts import to_pytorch

STEP, TOLERANCE = 1e-5, 1e-7


def example(seed=3, tokens=7, embedding=4, units=3, lengths=(6, 3, 1, 0, 2)):
    rng = np.random.RandomState(seed)
    parameters = {
        "embedding": rng.normal(size=(tokens, embedding)),
        **lstm_weights(rng, embedding, units),
        "output_weights": rng.normal(size=(units, tokens)),
        "output_bias": rng.normal(size=tokens),
    }
    return rng.randint(1, tokens, (len(lengths), max(lengths))), np.array(lengths), parameters


@pytest.mark.parametrize("name", sorted(example()[2]))
def test_every_gradient_is_that_of_central_differences(name):
    ids, lengths, parameters = example()
    _, gradients = language_model_gradients(ids, lengths, parameters)
    array = parameters[name]
    expected = np.zeros(array.shape)
    for place in np.ndindex(array.shape):
        kept = array[place]
        losses = []
        for sign in (1, -1):
            array[place] = kept + sign * STEP
            losses.append(language_model_gradients(ids, lengths, parameters)[0])
        array[place] = kept
        expected[place] = (losses[0] - losses[1]) / (2 * STEP)
    assert np.abs(gradients[name] - expected).max() < TOLERANCE


def test_loss_and_gradients_are_those_of_pytorch():
    torch = pytest.importorskip("torch")
    ids, lengths, parameters = example(seed=5, lengths=(5, 4, 2))
    table = torch.tensor(parameters["embedding"], requires_grad=True)
    lstm = torch.nn.LSTM(4, 3, dtype=torch.float64)
    arrays = to_pytorch(parameters)
    with torch.no_grad():
        for name, array in arrays.items():
            getattr(lstm, f"{name}_l0").copy_(torch.from_numpy(array))
    output = torch.tensor(parameters["output_weights"], requires_grad=True)
    hidden, _ = lstm(table[torch.from_numpy(ids[:, :-1].T.copy())])
    logits = hidden @ output + torch.from_numpy(parameters["output_bias"])
    targets = torch.from_numpy(np.where(np.arange(1, 5)[:, None] < lengths, ids[:, 1:].T, -100))
    loss = torch.nn.functional.cross_entropy(logits.reshape(-1, 7), targets.reshape(-1))
    loss.backward()
    found, gradients = language_model_gradients(ids, lengths, parameters)
    assert abs(found - loss.item()) < 1e-12
    for name, expected in (("embedding", table), ("output_weights", output)):
        assert np.abs(gradients[name] - expected.grad.numpy()).max() < 1e-12
    ours = to_pytorch(gradients)
    assert np.abs(ours["weight_ih"] - lstm.weight_ih_l0.grad.numpy()).max() < 1e-12
    assert np.abs(ours["weight_hh"] - lstm.weight_hh_l0.grad.numpy()).max() < 1e-12


def test_perplexity_is_exp_of_the_loss_and_padding_is_nothing():
    ids, lengths, parameters = example()
    loss, _ = language_model_gradients(ids, lengths, parameters)
    assert perplexity(ids, lengths, parameters) == pytest.approx(np.exp(loss), rel=1e-12)
    wide = np.concatenate([ids, np.full((len(ids), 3), 5)], axis=1)
    assert perplexity(wide, lengths, parameters) == pytest.approx(np.exp(loss), rel=1e-12)


def test_a_model_without_a_preference_is_as_unsure_as_the_vocabulary():
    ids, lengths, parameters = example()
    parameters["output_weights"][:] = parameters["output_bias"][:] = 0.0
    assert perplexity(ids, lengths, parameters) == pytest.approx(7.0)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.floats(0.2, 3.0), st.integers(1, 9), st.integers(1, 6))
def test_sampling_agrees_with_the_probabilities_of_each_prefix(seed, temperature, top_k, first):
    _, _, parameters = example()
    drawn = sample(parameters, first, 6, temperature, top_k, np.random.default_rng(seed))
    rng, read = np.random.default_rng(seed), [first]
    for token in drawn:
        logits = logits_after(read, parameters)
        kept = sorted(range(7), key=lambda k: (-logits[k], k))[:top_k]
        weights = {k: np.exp((logits[k] - max(logits)) / temperature) for k in kept}
        point, total = rng.random() * sum(weights.values()), 0.0
        for k in sorted(kept):
            total += weights[k]
            if total > point:
                break
        assert token == k
        read.append(int(token))


def logits_after(tokens, parameters):
    """By hand, one step after the other."""
    hidden = cell = np.zeros(3)
    for token in tokens:
        x = parameters["embedding"][token]
        f, i, o, g = (
            x @ parameters[f"{gate}_gate_inputs"]
            + hidden @ parameters[f"{gate}_gate_weights"]
            + parameters[f"{gate}_gate_bias"]
            for gate in ("forget", "input", "output", "cell")
        )
        cell = cell / (1 + np.exp(-f)) + np.tanh(g) / (1 + np.exp(-i))
        hidden = np.tanh(cell) / (1 + np.exp(-o))
    return hidden @ parameters["output_weights"] + parameters["output_bias"]


def test_cold_is_the_likeliest_and_draws_nothing():
    _, _, parameters = example()
    rng = np.random.default_rng(1)
    assert (
        sample(parameters, 2, 5, 0, None, rng).tolist()
        == sample(parameters, 2, 5, 1.0, 1, np.random.default_rng(9)).tolist()
    )
    assert rng.random() == np.random.default_rng(1).random()


@pytest.mark.parametrize("seed", [101, 102, 103])
def test_it_learns_what_a_trigram_cannot_know(seed):
    train, test = bracket_texts(np.random.RandomState(seed), 400, 200)
    parameters = train_language_model(train.token_ids, train.lengths, len(SIGNS), np.random.default_rng(seed))
    assert perplexity(test.token_ids, test.lengths, parameters) < 3.35
    assert ngram_perplexity(train, test, 3) > 4.2
