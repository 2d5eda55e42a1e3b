"""Submissions with other parameters than the contract's are called as far as it goes."""

import inspect

import pytest

from lstm_drills.grader.binding import bind
from lstm_drills.grader.outcomes import Parameter
from lstm_drills.reference import lstm_backward, lstm_forward


def parameters(function):
    found = inspect.signature(function).parameters.values()
    return tuple(Parameter(p.name, p.kind.name.lower(), p.default is not p.empty) for p in found)


def bound(function, contract=lstm_forward):
    binding = bind(parameters(function), contract)
    inputs = {name: name for name in inspect.signature(contract).parameters}
    call = binding.call("f", inputs)
    function(*call.positional, **call.keywords)  # a call that does not fit raises
    return binding, call


def test_the_contracts_own_parameters_are_given_in_their_places():
    binding, call = bound(lambda input_sequence, weights, initial_hidden=None, initial_cell=None: None)
    assert call.positional == ("input_sequence", "weights", "initial_hidden", "initial_cell")
    assert not binding.missing


def test_other_names_are_bound_by_place():
    _, call = bound(lambda x, params, h0=None, c0=None: None)
    assert call.positional == ("input_sequence", "weights", "initial_hidden", "initial_cell")


def test_another_order_is_bound_by_name():
    _, call = bound(lambda weights, input_sequence, initial_cell=None, initial_hidden=None: None)
    assert call.positional == ("weights", "input_sequence", "initial_cell", "initial_hidden")


def test_the_articles_two_parameters_leave_the_initial_states_missing():
    binding, call = bound(lambda input_sequence, weights: None)
    assert binding.missing == ("initial_hidden", "initial_cell")
    assert call.positional == ("input_sequence", "weights")


def test_the_articles_backward_lacks_the_upstream_gradient():
    binding, _ = bound(lambda hidden_sequences, cell_sequences, input_sequence, weights: None, lstm_backward)
    assert binding.missing == ("d_hidden_sequences", "initial_hidden", "initial_cell")


def test_a_setting_of_the_learners_own_is_not_taken_for_an_initial_state():
    binding, call = bound(lambda input_sequence, weights, hidden_size=4, initial_hidden=None, initial_cell=None: None)
    assert not binding.missing
    assert call.keywords == {"initial_hidden": "initial_hidden", "initial_cell": "initial_cell"}


def test_keyword_only_parameters_and_catch_alls():
    _, call = bound(lambda input_sequence, weights, *, initial_cell=None, initial_hidden=None: None)
    assert call.keywords == {"initial_cell": "initial_cell", "initial_hidden": "initial_hidden"}
    _, call = bound(lambda input_sequence, weights, **states: None)
    assert set(call.keywords) == {"initial_hidden", "initial_cell"}
    _, call = bound(lambda *everything: None)
    assert len(call.positional) == 4


def test_a_required_parameter_that_nobody_knows_is_said():
    def function(input_sequence, weights, initial_hidden, initial_cell, learning_rate):
        """As in the contract, and one more."""

    assert bind(parameters(function), lstm_forward).unknown == ("learning_rate",)


@pytest.mark.parametrize("path", ["w[forget_gate_bias]", "w"])
def test_paths_are_told_in_the_contracts_words(path):
    binding, _ = bound(lambda x, w: None)
    assert binding.contract_name(path) == path.replace("w", "weights", 1)
