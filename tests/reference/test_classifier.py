"""The text classifier: its gradients are its loss's, padding enters nothing, and PyTorch agrees."""

import numpy as np
import pytest

from lstm_drills.reference import classifier
from lstm_drills.reference.classifier import (
    initial_parameters,
    text_classifier_forward,
    text_classifier_gradients,
    train_text_classifier,
)

STEP = 1e-6
TOLERANCE = 1e-12
LENGTHS = np.array([4, 7, 1, 0, 7])


def case_of(seed, vocab=6, embedding=4, hidden=3, classes=5, steps=7, lengths=LENGTHS):
    rng = np.random.default_rng(seed)
    parameters = initial_parameters(classes, vocab, embedding, hidden, rng)
    for array in parameters.values():
        array[...] += 0.3 * rng.normal(size=array.shape)
    token_ids = rng.integers(1, vocab, (len(lengths), steps))
    token_ids[np.arange(steps) >= lengths[:, None]] = 0
    return token_ids, lengths, rng.integers(0, classes, len(lengths)), parameters


def test_gradients_are_those_of_central_differences():
    token_ids, lengths, labels, parameters = case_of(1)
    _, gradients = text_classifier_gradients(token_ids, lengths, labels, parameters)
    assert gradients.keys() == parameters.keys()
    for name, array in parameters.items():
        numerical = np.zeros(array.shape)
        for place in np.ndindex(array.shape):
            kept = array[place]
            losses = []
            for moved in (kept + STEP, kept - STEP):
                array[place] = moved
                losses.append(text_classifier_gradients(token_ids, lengths, labels, parameters)[0])
            array[place] = kept
            numerical[place] = (losses[0] - losses[1]) / (2 * STEP)
        assert gradients[name].shape == array.shape
        assert np.abs(gradients[name] - numerical).max() < 1e-8, name


def test_the_loss_is_the_mean_of_minus_log_of_the_labels_probability():
    token_ids, lengths, labels, parameters = case_of(2)
    probabilities = text_classifier_forward(token_ids, lengths, parameters)
    assert probabilities.shape == (5, 5)
    assert np.abs(probabilities.sum(axis=1) - 1).max() < TOLERANCE
    loss, _ = text_classifier_gradients(token_ids, lengths, labels, parameters)
    assert isinstance(loss, float)
    assert loss == pytest.approx(-np.log(probabilities[np.arange(5), labels]).mean(), abs=TOLERANCE)


def test_what_padding_holds_is_irrelevant():
    token_ids, lengths, labels, parameters = case_of(3)
    expected = text_classifier_forward(token_ids, lengths, parameters)
    loss, gradients = text_classifier_gradients(token_ids, lengths, labels, parameters)
    assert not gradients["embedding"][0].any()
    filled = token_ids.copy()
    filled[np.arange(7) >= lengths[:, None]] = 3
    longer = np.concatenate([filled, np.full((5, 2), 4)], axis=1)
    parameters["embedding"][0] = np.nan
    for changed in (token_ids, filled, longer):
        np.testing.assert_array_equal(text_classifier_forward(changed, lengths, parameters), expected)
        other_loss, others = text_classifier_gradients(changed, lengths, labels, parameters)
        assert other_loss == loss
        for name, array in others.items():
            np.testing.assert_allclose(array, gradients[name], atol=1e-15, err_msg=name)


def test_a_text_alone_is_judged_as_in_company():
    token_ids, lengths, _, parameters = case_of(4)
    together = text_classifier_forward(token_ids, lengths, parameters)
    for n, length in enumerate(lengths):
        alone = text_classifier_forward(token_ids[n : n + 1, :length], lengths[n : n + 1], parameters)
        np.testing.assert_allclose(alone[0], together[n], atol=TOLERANCE)


def test_a_text_of_no_words_is_classified_from_the_zero_state():
    token_ids, lengths, _, parameters = case_of(5)
    powers = np.exp(parameters["output_bias"])
    got = text_classifier_forward(token_ids, lengths, parameters)[3]
    np.testing.assert_allclose(got, powers / powers.sum(), atol=TOLERANCE)


def test_logits_of_ten_thousand_are_fine():
    token_ids, lengths, labels, parameters = case_of(6)
    parameters["output_bias"][:] = [1e4, -1e4, 0, 5, 1e4]
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        probabilities = text_classifier_forward(token_ids, lengths, parameters)
        loss, gradients = text_classifier_gradients(token_ids, lengths, labels, parameters)
    assert np.abs(probabilities.sum(axis=1) - 1).max() < TOLERANCE
    assert np.isfinite(loss)
    assert all(np.isfinite(array).all() for array in gradients.values())


def test_single_precision_stays_single_and_is_right():
    token_ids, lengths, labels, parameters = case_of(7)
    single = {name: array.astype(np.float32) for name, array in parameters.items()}
    assert text_classifier_forward(token_ids, lengths, single).dtype == np.float32
    loss, gradients = text_classifier_gradients(token_ids, lengths, labels, single)
    exact_loss, exact = text_classifier_gradients(token_ids, lengths, labels, parameters)
    assert loss == pytest.approx(exact_loss, rel=1e-5)
    for name, array in gradients.items():
        assert array.dtype == np.float32
        assert np.abs(array - exact[name]).max() <= 1e-5 * np.abs(exact[name]).max(), name


def test_arguments_stay_as_they_are():
    token_ids, lengths, labels, parameters = case_of(8)
    copies = {name: array.copy() for name, array in parameters.items()}
    for array in (token_ids, lengths, labels, *parameters.values()):
        array.flags.writeable = False
    _, gradients = text_classifier_gradients(token_ids, lengths, labels, parameters)
    assert all(array.flags.writeable for array in gradients.values())
    for name, array in parameters.items():
        np.testing.assert_array_equal(array, copies[name])


def test_texts_of_no_words_alone():
    _, _, labels, parameters = case_of(9)
    none, nothing = np.zeros((5, 0), int), np.zeros(5, int)
    _, gradients = text_classifier_gradients(none, nothing, labels, parameters)
    assert not gradients["embedding"].any()
    assert gradients["output_bias"].any()
    assert text_classifier_forward(none, nothing, parameters).shape == (5, 5)


@pytest.mark.parametrize("seed", range(4))
def test_pytorch_gives_the_same(seed):
    torch = pytest.importorskip("torch", reason="torch is not installed")
    lengths = np.array([4, 7, 1, 7])  # packed sequences cannot be empty
    token_ids, lengths, labels, parameters = case_of(seed, lengths=lengths)
    tensors = {name: torch.tensor(array, requires_grad=True) for name, array in parameters.items()}
    order = ("input", "forget", "cell", "output")
    embedding = torch.nn.functional.embedding(torch.tensor(token_ids), tensors["embedding"], padding_idx=0)
    layer = torch.nn.LSTM(4, 3, dtype=torch.float64, batch_first=True)
    flat = {
        "weight_ih_l0": torch.cat([tensors[f"{gate}_gate_inputs"].T for gate in order]),
        "weight_hh_l0": torch.cat([tensors[f"{gate}_gate_weights"].T for gate in order]),
        "bias_ih_l0": torch.cat([tensors[f"{gate}_gate_bias"] for gate in order]),
        "bias_hh_l0": torch.zeros(12, dtype=torch.float64),
    }
    packed = torch.nn.utils.rnn.pack_padded_sequence(embedding, torch.tensor(lengths), True, enforce_sorted=False)
    _, (hidden, _) = torch.func.functional_call(layer, flat, (packed,))
    logits = hidden[0] @ tensors["output_weights"] + tensors["output_bias"]
    expected = torch.nn.functional.cross_entropy(logits, torch.tensor(labels))
    expected.backward()
    probabilities = text_classifier_forward(token_ids, lengths, parameters)
    assert np.abs(probabilities - torch.softmax(logits, 1).detach().numpy()).max() <= TOLERANCE
    loss, gradients = text_classifier_gradients(token_ids, lengths, labels, parameters)
    assert abs(loss - expected.item()) <= TOLERANCE
    for name, array in gradients.items():
        assert np.abs(array - tensors[name].grad.numpy()).max() <= TOLERANCE, name


def first_or_last(rng, texts):
    """The first token decides: a task that is learnt in a moment."""
    lengths = rng.integers(3, 8, texts)
    token_ids = rng.integers(1, 6, (texts, 8))
    token_ids[np.arange(8) >= lengths[:, None]] = 0
    return token_ids, lengths, (token_ids[:, 0] > 2).astype(int)


def test_training_learns_and_is_repeatable():
    rng = np.random.default_rng(0)
    train, (token_ids, lengths, labels) = first_or_last(rng, 300), first_or_last(rng, 200)
    sizes = {"embedding_size": 6, "hidden_size": 8, "epochs": 20}
    parameters = train_text_classifier(*train, 2, 6, np.random.default_rng(1), **sizes)
    shapes = {name: parameters[name].shape for name in ("embedding", "output_weights", "output_bias")}
    assert shapes == {"embedding": (6, 6), "output_weights": (8, 2), "output_bias": (2,)}
    assert len(parameters) == 15
    guesses = text_classifier_forward(token_ids, lengths, parameters).argmax(axis=1)
    assert (guesses == labels).mean() > 0.95
    again = train_text_classifier(*train, 2, 6, np.random.default_rng(1), **sizes)
    for name, array in parameters.items():
        np.testing.assert_array_equal(array, again[name])


def test_training_ends_when_all_is_learnt(monkeypatch):
    train, sizes = first_or_last(np.random.default_rng(0), 50), {"embedding_size": 2, "hidden_size": 2}
    one = train_text_classifier(*train, 2, 6, np.random.default_rng(1), epochs=1, **sizes)
    monkeypatch.setattr(classifier, "LEARNT", 100.0)
    many = train_text_classifier(*train, 2, 6, np.random.default_rng(1), **sizes)
    np.testing.assert_array_equal(one["output_bias"], many["output_bias"])
