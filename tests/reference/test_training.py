"""Adam, clipping and batches."""

from itertools import pairwise

import numpy as np

from lstm_drills.reference.training import Adam, batches_of_like_length, clip_by_global_norm, fit


def test_adam_steps_as_its_paper_says():
    rng = np.random.default_rng(0)
    parameters = {"w": rng.normal(size=(3, 2))}
    expected, m, v = parameters["w"].copy(), 0.0, 0.0
    optimiser = Adam(parameters, 0.1)
    for t in range(1, 6):
        gradient = rng.normal(size=(3, 2))
        optimiser.step({"w": gradient})
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        expected -= 0.1 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        # epsilon stands before the bias correction, as in the paper's faster form
        assert np.abs(parameters["w"] - expected).max() < 1e-6


def test_clipping_keeps_the_direction_and_bounds_the_joint_norm():
    gradients = {"a": np.array([3.0, 0.0]), "b": np.array([[4.0]])}
    clipped = clip_by_global_norm(gradients, 1.0)
    np.testing.assert_allclose(clipped["a"], [0.6, 0.0])
    np.testing.assert_allclose(clipped["b"], [[0.8]])
    assert clip_by_global_norm(gradients, 5.0) is gradients


def test_batches_cover_every_text_once_and_are_alike_in_length():
    rng = np.random.default_rng(0)
    lengths = rng.integers(1, 50, 103)
    batches = list(batches_of_like_length(lengths, 10, rng))
    assert sorted(np.concatenate(batches)) == list(range(103))
    assert sorted(len(batch) for batch in batches) == [3, *[10] * 10]
    ranges = sorted((lengths[batch].min(), lengths[batch].max()) for batch in batches)
    assert all(high <= low for (_, high), (low, _) in pairwise(ranges))
    assert [batch.tolist() for batch in batches_of_like_length(lengths, 10, rng)] != [b.tolist() for b in batches]


def test_an_epochs_loss_is_the_mean_over_its_texts():
    lengths = np.array([1, 2, 3])
    texts = np.ones((3, 3), int), lengths, np.array([0, 1, 2])

    def loss_is_the_label(token_ids, lengths, labels, parameters):
        assert token_ids.shape[1] == lengths.max()
        return float(labels.mean()), {"w": np.zeros(1)}

    losses = fit({"w": np.zeros(1)}, loss_is_the_label, texts, np.random.default_rng(0), epochs=2, batch_size=2)
    assert losses == [1.0, 1.0]


def test_training_ends_with_the_first_epoch_below_the_limit():
    texts = np.ones((4, 3), int), np.full(4, 3), np.zeros(4, int)
    epochs = iter([1.0, 0.5, 0.2, 0.1])

    def falling(token_ids, lengths, labels, parameters):
        return next(epochs), {"w": np.zeros(1)}

    options = {"epochs": 4, "stop_below": 0.3}
    assert fit({"w": np.zeros(1)}, falling, texts, np.random.default_rng(0), **options) == [1.0, 0.5, 0.2]
