"""What a case gives: every run gets the inputs as the case has them, whoever had them before."""

import numpy as np

from lstm_drills.content.cases import Case
from lstm_drills.grader.observe import expected_of, simulate
from lstm_drills.messages import Text


def drawing_case(calls=1):
    inputs = {"rng": np.random.default_rng(4), "shape": (3, 5), "rate": 0.4}
    return Case("drawn", Text("", ""), inputs, "dropout_masks", calls)


def dropout_masks(rng, shape, rate):
    return (rng.random(shape) >= rate) / (1 - rate)


def test_a_generator_begins_anew_for_the_reference_and_for_every_call():
    case = drawing_case(calls=2)
    first, second = expected_of(case), expected_of(case)
    np.testing.assert_array_equal(first.arrays["mask"], second.arrays["mask"])
    assert not simulate(dropout_masks, case, first).failed
    assert not simulate(dropout_masks, case, first).failed


def test_what_is_written_into_an_array_of_a_pair_is_noticed_and_stays_there():
    def spoilt(masks):
        masks[0][:] = 0
        return masks[0].sum(axis=0)

    case = Case("pair", Text("", ""), {"masks": (np.ones((2, 3)), np.ones(4))}, "dropout_masks")
    expected = expected_of(drawing_case())
    assert simulate(spoilt, case, expected).results[0].mutated == ("masks[0]",)
    assert case.inputs["masks"][0].all()
