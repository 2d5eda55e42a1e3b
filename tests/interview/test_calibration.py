"""How sure against how right: values by hand, and laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_drills.interview.calibration import SAID, calibration

PAIRS = st.lists(st.tuples(st.sampled_from(sorted(SAID)), st.floats(0, 1)), min_size=1, max_size=30)


def test_by_hand():
    found = calibration([(4, 1.0), (4, 0.0), (2, 1.0), (1, 0.0)])
    assert found.brier == pytest.approx((0.05**2 + 0.95**2 + 0.5**2 + 0.25**2) / 4)
    assert found.said == pytest.approx((0.95 + 0.95 + 0.5 + 0.25) / 4)
    assert found.right == 0.5
    assert [(row.confidence, row.right, row.count) for row in found.rows] == [(1, 0.0, 1), (2, 1.0, 1), (4, 0.5, 2)]
    assert found.verdict == "too-few"


@pytest.mark.parametrize(
    ("sure", "score", "verdict"), [(4, 0.5, "over"), (1, 0.5, "under"), (2, 0.5, "well"), (4, 1.0, "well")]
)
def test_verdicts(sure, score, verdict):
    assert calibration([(sure, score)] * 6).verdict == verdict


def test_without_answers_there_is_none():
    assert calibration([]) is None


@given(PAIRS)
def test_the_order_of_answers_changes_nothing_and_counts_add_up(pairs):
    found = calibration(pairs)
    assert calibration(reversed(pairs)) == found
    assert sum(row.count for row in found.rows) == len(pairs) == found.count
    assert 0 <= found.brier <= 1
