"""Sentiment: its gradients are its loss's, both ways and through the masks, padding enters nothing, and PyTorch agrees."""

import numpy as np
import pytest

from lstm_drills.reference import sentiment
from lstm_drills.reference.classifier import text_classifier_forward
from lstm_drills.reference.sentiment import (
    dropout_masks,
    initial_parameters,
    reverse_texts,
    sentiment_forward,
    sentiment_gradients,
    train_sentiment,
)

STEP = 1e-6
TOLERANCE = 1e-12
LENGTHS = np.array([4, 7, 1, 0, 7])
STEPS, EMBEDDING, HIDDEN = 7, 4, 3


def case_of(seed, vocab=6, classes=5, lengths=LENGTHS):
    rng = np.random.default_rng(seed)
    parameters = initial_parameters(classes, vocab, EMBEDDING, HIDDEN, rng)
    for array in parameters.values():
        array[...] += 0.3 * rng.normal(size=array.shape)
    token_ids = rng.integers(1, vocab, (len(lengths), STEPS))
    token_ids[np.arange(STEPS) >= lengths[:, None]] = 0
    return token_ids, lengths, rng.integers(0, classes, len(lengths)), parameters


def masks_of(seed, texts=5, rate=0.4):
    rng = np.random.default_rng(seed)
    return dropout_masks(rng, (texts, STEPS, EMBEDDING), rate), dropout_masks(rng, (texts, 2 * HIDDEN), rate)


@pytest.mark.parametrize("masks", [None, masks_of(3)], ids=["no masks", "masks"])
def test_gradients_are_those_of_central_differences(masks):
    token_ids, lengths, labels, parameters = case_of(1)
    _, gradients = sentiment_gradients(token_ids, lengths, labels, parameters, masks)
    assert gradients.keys() == parameters.keys()
    assert len(gradients) == 27
    for name, array in parameters.items():
        numerical = np.zeros(array.shape)
        for place in np.ndindex(array.shape):
            kept = array[place]
            losses = []
            for moved in (kept + STEP, kept - STEP):
                array[place] = moved
                losses.append(sentiment_gradients(token_ids, lengths, labels, parameters, masks)[0])
            array[place] = kept
            numerical[place] = (losses[0] - losses[1]) / (2 * STEP)
        assert gradients[name].shape == array.shape
        assert np.abs(gradients[name] - numerical).max() < 1e-8, name


@pytest.mark.parametrize("masks", [None, masks_of(4)], ids=["no masks", "masks"])
def test_the_loss_is_the_mean_of_minus_log_of_the_labels_probability(masks):
    token_ids, lengths, labels, parameters = case_of(2)
    probabilities = sentiment_forward(token_ids, lengths, parameters, masks)
    assert probabilities.shape == (5, 5)
    assert np.abs(probabilities.sum(axis=1) - 1).max() < TOLERANCE
    loss, _ = sentiment_gradients(token_ids, lengths, labels, parameters, masks)
    assert isinstance(loss, float)
    assert loss == pytest.approx(-np.log(probabilities[np.arange(5), labels]).mean(), abs=TOLERANCE)


def test_a_text_is_reversed_within_its_own_length():
    token_ids = np.array([[1, 2, 3, 9], [4, 5, 8, 9], [6, 7, 8, 9], [1, 2, 3, 4]])
    expected = [[3, 2, 1, 9], [5, 4, 8, 9], [6, 7, 8, 9], [4, 3, 2, 1]]
    lengths = [3, 2, 0, 4]
    assert reverse_texts(token_ids.tolist(), lengths).tolist() == expected
    assert reverse_texts(reverse_texts(token_ids, lengths), lengths).tolist() == token_ids.tolist()
    assert reverse_texts(np.zeros((2, 0), int), [0, 0]).shape == (2, 0)


def test_masks_are_zeros_and_the_inverse_of_what_is_kept():
    mask = dropout_masks(np.random.default_rng(5), (200, 300), 0.2)
    assert set(np.unique(mask)) == {0.0, 1.25}
    # of 60,000 fair draws, four standard deviations
    assert abs((mask == 0).mean() - 0.2) < 4 * (0.2 * 0.8 / 60_000) ** 0.5
    assert mask.tolist() == ((np.random.default_rng(5).random((200, 300)) >= 0.2) * 1.25).tolist()
    assert (dropout_masks(np.random.default_rng(5), (3, 4), 0.0) == 1).all()


def test_each_direction_alone_is_a_classifier_of_the_texts_or_of_the_reversed_ones():
    token_ids, lengths, _, parameters = case_of(6)
    for direction, half in (("forward_", slice(HIDDEN)), ("backward_", slice(HIDDEN, None))):
        alone = {name: array.copy() for name, array in parameters.items()}
        other = slice(HIDDEN, None) if half.stop else slice(HIDDEN)
        alone["output_weights"][other] = 0
        one = {name.removeprefix(direction): array for name, array in parameters.items()}
        one["output_weights"] = parameters["output_weights"][half]
        read = token_ids if direction == "forward_" else reverse_texts(token_ids, lengths)
        expected = text_classifier_forward(
            read,
            lengths,
            {name: array for name, array in one.items() if not name.startswith(("forward_", "backward_"))},
        )
        np.testing.assert_allclose(sentiment_forward(token_ids, lengths, alone), expected, atol=TOLERANCE)


def test_what_padding_holds_is_irrelevant():
    token_ids, lengths, labels, parameters = case_of(3)
    masks = masks_of(5)
    loss, gradients = sentiment_gradients(token_ids, lengths, labels, parameters, masks)
    assert not gradients["embedding"][0].any()
    filled = token_ids.copy()
    filled[np.arange(STEPS) >= lengths[:, None]] = 3
    parameters["embedding"][0] = np.nan
    for changed in (token_ids, filled):
        other_loss, others = sentiment_gradients(changed, lengths, labels, parameters, masks)
        assert other_loss == loss
        for name, array in others.items():
            np.testing.assert_allclose(array, gradients[name], atol=1e-15, err_msg=name)


def test_a_text_alone_is_judged_as_in_company():
    token_ids, lengths, _, parameters = case_of(4)
    together = sentiment_forward(token_ids, lengths, parameters)
    for n, length in enumerate(lengths):
        alone = sentiment_forward(token_ids[n : n + 1, :length], lengths[n : n + 1], parameters)
        np.testing.assert_allclose(alone[0], together[n], atol=TOLERANCE)


def test_single_precision_stays_single_and_is_right():
    token_ids, lengths, labels, parameters = case_of(7)
    masks = masks_of(7)
    single = {name: array.astype(np.float32) for name, array in parameters.items()}
    single_masks = masks[0].astype(np.float32), masks[1].astype(np.float32)
    assert sentiment_forward(token_ids, lengths, single).dtype == np.float32
    loss, gradients = sentiment_gradients(token_ids, lengths, labels, single, single_masks)
    exact_loss, exact = sentiment_gradients(token_ids, lengths, labels, parameters, masks)
    assert loss == pytest.approx(exact_loss, rel=1e-5)
    for name, array in gradients.items():
        assert array.dtype == np.float32
        assert np.abs(array - exact[name]).max() <= 1e-5 * np.abs(exact[name]).max(), name


def test_arguments_stay_as_they_are():
    token_ids, lengths, labels, parameters = case_of(8)
    masks = masks_of(8)
    copies = {name: array.copy() for name, array in parameters.items()}
    for array in (token_ids, lengths, labels, *masks, *parameters.values()):
        array.flags.writeable = False
    _, gradients = sentiment_gradients(token_ids, lengths, labels, parameters, masks)
    assert all(array.flags.writeable for array in gradients.values())
    for name, array in parameters.items():
        np.testing.assert_array_equal(array, copies[name])


@pytest.mark.parametrize("seed", range(3))
def test_pytorch_gives_the_same(seed):
    torch = pytest.importorskip("torch", reason="torch is not installed")
    lengths = np.array([4, 7, 1, 7])  # packed sequences cannot be empty
    token_ids, lengths, labels, parameters = case_of(seed, lengths=lengths)
    masks = masks_of(seed, len(lengths))
    tensors = {name: torch.tensor(array, requires_grad=True) for name, array in parameters.items()}
    order = ("input", "forget", "cell", "output")
    embedded = torch.nn.functional.embedding(torch.tensor(token_ids), tensors["embedding"]) * torch.tensor(masks[0])
    layer = torch.nn.LSTM(EMBEDDING, HIDDEN, dtype=torch.float64, batch_first=True, bidirectional=True)
    flat = {}
    for direction, suffix in (("forward_", "l0"), ("backward_", "l0_reverse")):
        flat |= {
            f"weight_ih_{suffix}": torch.cat([tensors[f"{direction}{gate}_gate_inputs"].T for gate in order]),
            f"weight_hh_{suffix}": torch.cat([tensors[f"{direction}{gate}_gate_weights"].T for gate in order]),
            f"bias_ih_{suffix}": torch.cat([tensors[f"{direction}{gate}_gate_bias"] for gate in order]),
            f"bias_hh_{suffix}": torch.zeros(4 * HIDDEN, dtype=torch.float64),
        }
    packed = torch.nn.utils.rnn.pack_padded_sequence(embedded, torch.tensor(lengths), True, enforce_sorted=False)
    _, (hidden, _) = torch.func.functional_call(layer, flat, (packed,))
    features = torch.cat([hidden[0], hidden[1]], dim=1) * torch.tensor(masks[1])
    logits = features @ tensors["output_weights"] + tensors["output_bias"]
    expected = torch.nn.functional.cross_entropy(logits, torch.tensor(labels))
    expected.backward()
    probabilities = sentiment_forward(token_ids, lengths, parameters, masks)
    assert np.abs(probabilities - torch.softmax(logits, 1).detach().numpy()).max() <= TOLERANCE
    loss, gradients = sentiment_gradients(token_ids, lengths, labels, parameters, masks)
    assert abs(loss - expected.item()) <= TOLERANCE
    for name, array in gradients.items():
        assert np.abs(array - tensors[name].grad.numpy()).max() <= TOLERANCE, name


def first_and_last(rng, texts):
    """Whether the first token and the last are alike, small both or large both."""
    lengths = rng.integers(3, 8, texts)
    token_ids = rng.integers(1, 6, (texts, 8))
    token_ids[np.arange(8) >= lengths[:, None]] = 0
    last = token_ids[np.arange(texts), lengths - 1]
    return token_ids, lengths, ((token_ids[:, 0] > 2) == (last > 2)).astype(int)


def test_training_learns_and_is_repeatable():
    rng = np.random.default_rng(0)
    train, (token_ids, lengths, labels) = first_and_last(rng, 300), first_and_last(rng, 200)
    sizes = {"embedding_size": 6, "hidden_size": 8, "epochs": 25, "learning_rate": 0.02}
    parameters = train_sentiment(*train, 2, 6, np.random.default_rng(1), **sizes)
    shapes = {name: parameters[name].shape for name in ("embedding", "output_weights", "output_bias")}
    assert shapes == {"embedding": (6, 6), "output_weights": (16, 2), "output_bias": (2,)}
    guesses = sentiment_forward(token_ids, lengths, parameters).argmax(axis=1)
    assert (guesses == labels).mean() > 0.95
    again = train_sentiment(*train, 2, 6, np.random.default_rng(1), **sizes)
    for name, array in parameters.items():
        np.testing.assert_array_equal(array, again[name])


def test_training_ends_when_all_is_learnt(monkeypatch):
    train, sizes = first_and_last(np.random.default_rng(0), 50), {"embedding_size": 2, "hidden_size": 2}
    one = train_sentiment(*train, 2, 6, np.random.default_rng(1), epochs=1, **sizes)
    monkeypatch.setattr(sentiment, "LEARNT", 100.0)
    many = train_sentiment(*train, 2, 6, np.random.default_rng(1), **sizes)
    np.testing.assert_array_equal(one["output_bias"], many["output_bias"])
