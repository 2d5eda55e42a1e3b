"""The adding task: its numbers, both networks' gradients, and where training stops."""

from itertools import count

import numpy as np
import pytest

from lstm_drills.labs import memory
from lstm_drills.labs.memory import adding_task, examples, lstm_gradients, plain_gradients


def still() -> float:
    return 0.0


def test_the_target_is_the_sum_of_the_two_marked_numbers():
    x, targets = examples(np.random.default_rng(0), 20)
    for row in range(x.shape[1]):
        marked = np.flatnonzero(x[:, row, 1])
        assert len(marked) == 2
        assert marked[0] < 10 <= marked[1]
        assert targets[row] == pytest.approx(x[marked[0], row, 0] + x[marked[1], row, 0])


def test_the_baseline_is_the_error_of_always_saying_one():
    targets = np.concatenate([examples(np.random.default_rng(seed), 10)[1] for seed in range(300)])
    assert ((targets - 1) ** 2).mean() == pytest.approx(memory.BASELINE, rel=0.03)


@pytest.mark.parametrize(("begin", "gradients_of"), [("_plain", plain_gradients), ("_lstm", lstm_gradients)])
def test_gradients_are_those_of_central_differences(begin, gradients_of):
    rng = np.random.default_rng(2)
    parameters = getattr(memory, begin)(rng)
    x, targets = examples(rng, 4)
    _, gradients = gradients_of(x, targets, parameters)
    assert gradients.keys() == parameters.keys()
    for name, array in parameters.items():
        index = tuple(rng.integers(0, size) for size in array.shape)
        losses = []
        for move in (1e-5, -1e-5):
            moved = {**parameters, name: array.copy()}
            moved[name][index] += move
            losses.append(gradients_of(x, targets, moved)[0])
        assert gradients[name][index] == pytest.approx((losses[0] - losses[1]) / 2e-5, rel=1e-4, abs=1e-8)


def test_both_curves_grow_and_a_seed_repeats_them():
    *_, last = adding_task(np.random.default_rng(0), still, updates=60, steps=6)
    *_, again = adding_task(np.random.default_rng(0), still, updates=60, steps=6)
    assert (last.updates, last.of, len(last.plain), len(last.lstm)) == (60, 60, 3, 3)
    assert last == again
    assert last.lstm[-1] < last.lstm[0]


def test_it_stops_when_the_time_is_over():
    ticks = count()
    found = list(adding_task(np.random.default_rng(0), lambda: float(next(ticks)), updates=1000, steps=4, seconds=2.5))
    assert [curves.updates for curves in found] == [20, 40, 60]
