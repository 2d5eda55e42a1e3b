"""What a training betrays is said of what went wrong there, and of nothing else."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lstm_drills.grader.checks import raised_message
from lstm_drills.grader.outcomes import Raised, Returned, Watched
from lstm_drills.grader.training import _figure, _judged
from lstm_drills.grader.trials import trial_of
from lstm_drills.grader.trials.kinds import Learnt, Measure
from lstm_drills.grader.trials.language_model import SHAPES
from lstm_drills.messages import message, say

TEXTS, LOSSES = 400, (2.5, 2.0, 1.5, 1.2, 1.1)


def parameters(units: int = 3) -> dict[str, Any]:
    sizes = {"E": 4, "H": units}
    return {name: np.zeros([sizes.get(size, size) for size in shape]) for name, shape in SHAPES.items()}


def causes(value: Any, unchanged: tuple[str, ...] = (), **others: Any) -> list[Any]:
    judging = trial_of("train_language_model", 3, None)
    seen = Watched(5, LOSSES, True, unchanged, 5, 2 * TEXTS, TEXTS, 1.0)._replace(**others)
    returned = Returned(value, (), (), False, "", seen)
    return list(_judged("trained", message("training.loss"), judging, returned, Measure((), 3.35)).causes)


@pytest.mark.parametrize(
    ("value", "found", "said"),
    [
        ((parameters(), [0.5]), "training/not-a-dict", "tuple"),
        (None, "training/unusable", "None"),
        (parameters() | {"output_bias": "none"}, "training/unusable", "output_bias"),
        (parameters() | {"output_bias": np.zeros((1, 12))}, "training/unusable", "(12,)"),
        ({}, "training/unusable", "embedding"),
        (parameters(513), "training/unusable", "512"),
    ],
)
def test_what_cannot_be_used_is_named_for_what_it_is(value: Any, found: str, said: str) -> None:
    (cause,) = causes(value)
    assert cause.id == found
    assert said in say(cause.message, "en")


def test_an_lstm_that_stays_as_it_was_is_named_as_a_whole() -> None:
    inside = tuple(name for name in SHAPES if "_gate_" in name)
    (cause,) = causes(parameters(), inside)
    assert cause.id == "training/lstm-never-changes"


def test_more_names_than_are_said_are_not_silently_left_out() -> None:
    (cause,) = causes(parameters(), tuple(name for name in SHAPES if "_gate_" in name)[:6])
    assert cause.id == "training/some-never-change"
    assert "..." in say(cause.message, "en")
    (cause,) = causes(parameters(), ("forget_gate_bias",))
    assert "..." not in say(cause.message, "en")


def seen_as(**others: Any) -> list[str]:
    """What is named of a training whose loss falls, whose parameters all move, and which fails all the same."""
    return [cause.id for cause in causes(parameters(), **others)]


def test_texts_with_others_translations_are_named_and_a_slip_is_not() -> None:
    assert seen_as(mispaired=2 * TEXTS) == ["training/mispaired"]
    assert seen_as(mispaired=3) == ["training/too-little"]


def test_texts_that_arrive_without_their_end_are_named() -> None:
    assert seen_as(longest=8, longest_given=20) == ["training/cut-short"]
    assert seen_as(longest=19, longest_given=20) == ["training/too-little"]


def test_texts_cut_to_a_window_are_not_taken_for_texts_that_never_come() -> None:
    """Cut texts are fewer different ones."""
    assert seen_as(longest=8, longest_given=20, texts=TEXTS // 2) == ["training/cut-short"]
    assert seen_as(texts=TEXTS // 2) == ["training/sees-a-part"]


def test_who_never_asks_for_gradients_is_told_so() -> None:
    assert seen_as(calls=0) == ["training/never-calls"]


def test_attention_that_is_cut_off_is_named_where_something_was_learnt() -> None:
    judging = replace(trial_of("train_language_model", 3, None), judge=lambda _: Learnt(9.0, 9.0, blind=True))
    for calls, found in ((5, "training/attention-cut"), (0, "training/never-calls")):
        seen = Watched(calls, LOSSES, True, (), 5, 2 * TEXTS, TEXTS, 1.0)
        returned = Returned({}, (), (), False, "", seen)
        judged = _judged("trained", message("training.loss"), judging, returned, Measure((), 3.35))
        assert [cause.id for cause in judged.causes] == [found]


def test_who_prints_without_end_is_told_so() -> None:
    raised = Raised("OSError", "[Errno 27] File too large", 101, 'print("epoch" * 1000)', "train")
    assert "Too much came out of line 101" in say(raised_message(raised), "en")


def test_a_perplexity_of_a_hundred_digits_is_said_in_few() -> None:
    assert (_figure(3.0456, 3), _figure(0.98), _figure(7e86, 3)) == ("3.046", "0.98", "7e+86")
