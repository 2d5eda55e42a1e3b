"""How far gradients reach: the numbers behind the picture."""

import numpy as np
import pytest

from lstm_drills.labs.gradients import gradient_norms
from lstm_drills.labs.plain_rnn import rnn_backward, rnn_forward


@pytest.fixture(scope="module")
def found():
    return gradient_norms(np.random.default_rng(0), networks=2)


def test_the_last_step_has_what_comes_in_and_nothing_more(found):
    assert [curve.forget_bias for curve in found.curves] == [None, 0, 1, 2]
    for curve in found.curves:
        assert len(curve.norms) == found.steps == 100
        assert curve.norms[-1] == pytest.approx(1.0)


def test_a_larger_forget_bias_reaches_further(found):
    first = {curve.forget_bias: curve.norms[0] for curve in found.curves}
    assert first[0] < 1e-3 * first[1] < 1e-6 * first[2]
    assert first[None] < first[1]


def test_a_seed_repeats_everything(found):
    assert gradient_norms(np.random.default_rng(0), networks=2) == found
    assert gradient_norms(np.random.default_rng(1), networks=2) != found


def test_the_plain_network_s_gradients_are_those_of_central_differences():
    rng = np.random.default_rng(4)
    weights = {"recurrent": rng.normal(size=(3, 3)), "inputs": rng.normal(size=(2, 3)), "bias": rng.normal(size=3)}
    x, upstream = rng.normal(size=(5, 4, 2)), rng.normal(size=(5, 4, 3))
    gradients, _ = rnn_backward(rnn_forward(x, weights), x, weights, upstream)
    for name, array in weights.items():
        for index in np.ndindex(array.shape):
            losses = []
            for move in (1e-6, -1e-6):
                moved = {**weights, name: array.copy()}
                moved[name][index] += move
                losses.append((rnn_forward(x, moved) * upstream).sum())
            assert gradients[name][index] == pytest.approx((losses[0] - losses[1]) / 2e-6, rel=1e-5, abs=1e-7)


def test_the_plain_network_s_states_carry_their_gradients():
    """A change of b at one step alone is a change of that step's state."""
    rng = np.random.default_rng(5)
    weights = {"recurrent": rng.normal(size=(3, 3)), "inputs": np.eye(3), "bias": np.zeros(3)}
    x, upstream = rng.normal(size=(4, 1, 3)), rng.normal(size=(4, 1, 3))
    hidden = rnn_forward(x, weights)
    _, d_states = rnn_backward(hidden, x, weights, upstream)
    moved = x.copy()
    moved[1, 0, 2] += 1e-6
    change = ((rnn_forward(moved, weights) - hidden) * upstream).sum() / 1e-6
    assert change == pytest.approx(d_states[1, 0, 2] * (1 - hidden[1, 0, 2] ** 2), rel=1e-4)
