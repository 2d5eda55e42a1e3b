"""The lines of a training: bars beside the baselines, in either direction of better."""

import pytest

from lstm_drills.grader.report import Score, Training, Unit
from lstm_drills.ui.curves import training_lines


def lines(reached: float, wanted: float, unit: Unit, baseline: float, width: int = 80) -> list[str]:
    training = Training(Score("yours", reached), (Score("simple", baseline),), wanted, (), None, unit)
    return [line.plain for line in training_lines(training, "en", width)]


def style(reached: float, wanted: float, unit: Unit) -> str:
    training = Training(Score("yours", reached), (Score("simple", 1.0),), wanted, (), None, unit)
    return str(training_lines(training, "en", 80)[0].spans[0][2])


@pytest.mark.parametrize(
    ("unit", "good", "bad"), [("accuracy", 0.97, 0.94), ("exact-match", 0.97, 0.94), ("perplexity", 0.94, 0.97)]
)
def test_green_is_what_is_good_enough(unit: Unit, good: float, bad: float) -> None:
    assert "green" in style(good, 0.95, unit)
    assert "red" in style(bad, 0.95, unit)


def test_the_longest_bar_is_the_worst_baseline_s_perplexity() -> None:
    yours, _, simple = lines(3.0, 4.0, "perplexity", 6.0)
    assert 0.4 < yours.count("█") / simple.count("█") < 0.6


@pytest.mark.parametrize("reached", [1e30, float("inf")])
def test_a_perplexity_beyond_all_bounds_fits_its_line(reached: float) -> None:
    yours = lines(reached, 4.0, "perplexity", 6.0)[0]
    assert yours.count("█") == lines(6.0, 4.0, "perplexity", 6.0)[0].count("█")
    assert len(yours) <= 80


def test_without_room_only_numbers_are_left() -> None:
    assert all("█" not in line for line in lines(0.9, 0.95, "accuracy", 0.3, width=24))
