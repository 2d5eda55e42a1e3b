"""What is timed is the same mathematics; and what is said of it comes from the timer alone."""

from itertools import count

import numpy as np
import pytest

from lstm_drills.labs import speed as lab
from lstm_drills.labs.speed import Sizes, fused, one_input_product, per_gate, speed
from lstm_drills.reference import lstm_forward

SMALL = Sizes(steps=4, batch=2, inputs=3, units=5, long=8, alone_units=2)


@pytest.mark.parametrize("way", [per_gate, fused, one_input_product])
def test_every_way_gives_the_states_of_the_reference(way):
    x, weights = lab._data(np.random.default_rng(0), SMALL)
    np.testing.assert_allclose(way(x, weights), lstm_forward(x, weights)[0], rtol=1e-12)


@pytest.fixture(scope="module")
def found():
    ticks = count()
    return speed(np.random.default_rng(0), lambda: float(next(ticks)), sizes=SMALL, repeats=3)


def test_each_group_compares_with_its_first(found):
    assert [group.name for group in found.groups] == ["alone", "batch", "precision", "batches", "truncation"]
    for group in found.groups:
        assert group.timings[0].ratio == 1.0
        for timing in group.timings:
            assert timing.ratio == pytest.approx(timing.seconds / group.timings[0].seconds)


def test_batches_are_timed_by_the_sequence(found):
    """The timer's clock ticks once a call, whatever the batch."""
    assert [timing.seconds for timing in found.groups[3].timings] == pytest.approx([1, 1 / 4, 1 / 16, 1 / 64])


def test_what_is_kept_shrinks_with_the_piece(found):
    whole, half, *_ = found.groups[4].timings
    assert (whole.size, half.size) == (8, 4)
    assert half.megabytes < 0.6 * whole.megabytes


def test_groups_are_told_as_they_come():
    told = []
    ticks = count()
    found = speed(np.random.default_rng(0), lambda: float(next(ticks)), sizes=SMALL, repeats=1, report=told.append)
    assert tuple(told) == found.groups


def test_a_slow_repeat_changes_no_median():
    """One pause of the machine, in the second of five repeats."""
    times = iter([0, 1, 1, 3, 3, 104, 104, 106, 106, 107, 107, 109, 109, 110, 110, 112, 112, 113, 113, 115])
    timings = lab._timed({"a": lambda: None, "b": lambda: None}, lambda: float(next(times)), 5)
    assert [timing.seconds for timing in timings] == [1.0, 2.0]
