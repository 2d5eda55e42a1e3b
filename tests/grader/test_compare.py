"""Named arrays out of whatever a function returned, and the tolerance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_drills.grader.compare import Expected, as_array, error_of, is_right, named_arrays, same_array
from lstm_drills.grader.outcomes import Opaque

PAIR = Expected("tuple", {"new_hidden": np.zeros((2, 3)), "new_cell": np.ones((2, 3))})
GRADIENTS = Expected("dict", {"a": np.ones(3), "b": np.ones((2, 2))})


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (None, "returns-none"),
        (Opaque("generator"), "not-a-pair"),
        (3.0, "not-a-pair"),
        ({"new_hidden": 1}, "not-a-pair"),
        ([np.zeros((2, 3))], "not-a-pair"),
        ((np.zeros((2, 3)), np.zeros((2, 3)), np.zeros((2, 3))), "not-a-pair"),
        ((np.zeros((2, 3)), Opaque("Tensor")), "not-an-array"),
        ((np.zeros((2, 3)), np.zeros((3, 2))), "wrong-shape"),
        ((np.zeros((2, 3)), np.zeros((1, 2, 3))), "wrong-shape"),
        ((np.zeros((2, 3)), "text"), "not-an-array"),
    ],
)
def test_a_pair_of_the_wrong_form_is_said(value, fault):
    _, faults = named_arrays(value, PAIR)
    assert [found.id for found in faults] == [fault]


@pytest.mark.parametrize(
    ("value", "faults"),
    [
        ([np.ones(3)], ["not-a-dict"]),
        ({"a": np.ones(3)}, ["missing-key"]),
        ({"a": np.ones(3), "b": np.ones((2, 2)), "extra": 1}, []),
        ({"a": np.ones((1, 3)), "b": np.ones((2, 2))}, ["wrong-shape"]),
    ],
)
def test_a_dictionary_of_the_wrong_form_is_said(value, faults):
    assert [found.id for found in named_arrays(value, GRADIENTS)[1]] == faults


def test_a_list_of_arrays_and_nested_numbers_are_as_good_as_an_array():
    pair = ([np.zeros(3), np.zeros(3)], [[1.0, 1, 1], [1, 1, 1]])
    arrays, faults = named_arrays(pair, PAIR)
    assert not faults
    assert {name: array.shape for name, array in arrays.items()} == {"new_hidden": (2, 3), "new_cell": (2, 3)}


@pytest.mark.parametrize(
    "part", [Opaque("x"), None, {}, "a", [[1.0], [1.0, 2.0]], [None], [Opaque("x")], [np.zeros(2), np.zeros(3)]]
)
def test_what_is_no_array_of_numbers_is_none(part):
    assert as_array(part) is None


def test_single_precision_inside_passes_and_a_small_mistake_fails():
    expected = np.random.RandomState(0).normal(size=(4, 5))
    assert is_right(expected.astype(np.float32), expected)
    assert not is_right(expected * 1.001, expected)


def test_an_array_that_must_be_zero_has_an_absolute_floor():
    assert is_right(np.full(3, 1e-9), np.zeros(3))
    assert not is_right(np.full(3, 1e-3), np.zeros(3))


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_never_right(bad):
    assert error_of(np.array([1.0, bad]), np.array([1.0, 2.0])) == float("inf")


def test_shapes_must_be_equal_since_broadcasting_hides():
    assert not is_right(np.ones((1, 3)), np.ones(3))


def test_an_explanation_must_give_the_same_places_that_are_not_finite():
    assert same_array(np.array([1.0, np.nan]), np.array([1.0, np.nan]))
    assert not same_array(np.array([np.nan, 1.0]), np.array([1.0, np.nan]))


@given(st.floats(-1e6, 1e6), st.integers(1, 5), st.integers(0, 2**31))
def test_the_error_does_not_depend_on_the_scale(scale, size, seed):
    expected = np.random.RandomState(seed).normal(size=size) + 3
    factor = scale if abs(scale) > 1e-2 else 1.0
    assert is_right(expected * factor * (1 + 1e-7), expected * factor)
    assert not is_right(expected * factor * 1.01, expected * factor)
