"""What ladders share: the same numbers in other layouts and precisions, and texts with padding."""

import numpy as np
import pytest

from lstm_drills.content.cases import other_layouts, padded_ids, single_precision


@pytest.fixture
def inputs():
    rng = np.random.RandomState(0)
    return {
        "states": rng.normal(size=(3, 4)),
        "ids": rng.randint(0, 9, (3, 5)),
        "weights": {"matrix": rng.normal(size=(4, 2)), "bias": rng.normal(size=2)},
        "masks": (rng.normal(size=(3, 2)), rng.normal(size=(2, 3))),
        "beam_size": 3,
        "nothing": None,
    }


def test_other_layouts_hold_the_same_numbers_and_cannot_be_written_to(inputs):
    changed = other_layouts(inputs, strided={"states", "ids"})
    np.testing.assert_equal(changed, inputs)
    arrays = [changed["states"], changed["ids"], *changed["weights"].values(), *changed["masks"]]
    assert not any(array.flags.writeable for array in arrays)


def test_what_is_named_has_gaps_and_the_rest_is_in_fortran_order(inputs):
    changed = other_layouts(inputs, strided={"states", "ids"})
    assert not any(changed[name].flags.forc for name in ("states", "ids"))
    assert all(array.flags.f_contiguous for array in (changed["weights"]["matrix"], *changed["masks"]))


def test_the_inputs_stay_as_they_are(inputs):
    other_layouts(inputs, strided={"states"})
    single_precision(inputs)
    assert all(array.flags.writeable for array in (inputs["states"], inputs["ids"], *inputs["weights"].values()))
    assert inputs["states"].dtype == inputs["weights"]["bias"].dtype == np.float64


def test_single_precision_rounds_floats_wherever_they_are_and_nothing_else(inputs):
    rounded = single_precision(inputs)
    floats = [rounded["states"], *rounded["weights"].values(), *rounded["masks"]]
    assert {array.dtype for array in floats} == {np.dtype(np.float32)}
    assert (rounded["ids"].dtype, rounded["beam_size"], rounded["nothing"]) == (inputs["ids"].dtype, 3, None)
    np.testing.assert_array_equal(rounded["states"], inputs["states"].astype(np.float32))


def test_padded_texts_have_no_padding_before_their_ends_and_nothing_else_behind():
    ids = padded_ids(np.random.RandomState(1), [3, 0, 5], 6, 4)
    assert (ids.shape, ids.dtype) == ((3, 6), np.dtype(np.int64))
    assert [list(row > 0) for row in ids] == [[place < length for place in range(6)] for length in (3, 0, 5)]
    assert ids.max() <= 3
