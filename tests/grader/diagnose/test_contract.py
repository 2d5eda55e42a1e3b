"""Form and numerics are blamed for what they are guilty of: not for whole numbers among tokens, nor for a text of another length."""

import numpy as np

from lstm_drills.content.cases import Case
from lstm_drills.grader.compare import expectation, named_arrays
from lstm_drills.grader.diagnose.contract import form_causes, numerics_causes
from lstm_drills.grader.observe import Observation, Result
from lstm_drills.messages import Text


def observed(function, expected, got):
    wanted = expectation(function, expected)
    arrays, faults = named_arrays(got, wanted)
    case = Case("rung", Text("a rung", "一级"), {}, function)
    return Observation(case, wanted, (Result(arrays, tuple(faults)),))


def test_tokens_are_whole_and_a_wrong_logarithm_of_zero_was_not_cut_off():
    found = observed("beam_search", (np.array([2]), -20321.5), (np.array([3, 4, 3]), 0.0))
    assert numerics_causes([found]) == []


def test_numbers_cut_off_at_the_point_are_named():
    found = observed("attend", (np.array([[1.6, 2.3]]), np.array([[1.0]])), (np.array([[1, 2]]), np.array([[1]])))
    assert [cause.id for cause in numerics_causes([found])] == ["numerics/whole-numbers"]


def test_another_text_found_is_no_fault_of_form():
    found = observed("beam_search", (np.array([3, 2]), -1.5), (np.array([3, 4, 3, 2]), -2.5))
    assert found.failed
    assert form_causes([found]) == []


def test_a_column_of_tokens_is_one():
    found = observed("beam_search", (np.array([3, 2]), -1.5), (np.array([[3], [2]]), -1.5))
    assert [cause.id for cause in form_causes([found])] == ["contract/shape-axis-added"]


def test_a_translation_too_narrow_for_its_columns_is_one():
    found = observed("greedy_translation", np.array([[3, 2, 0, 0]]), np.array([[3, 2]]))
    assert [cause.id for cause in form_causes([found])] == ["contract/wrong-shape"]
