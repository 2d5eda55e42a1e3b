"""Which hint is given at which level."""

import pytest

from lstm_drills import hints
from lstm_drills.content.exercises import exercise, exercises, misconceptions
from lstm_drills.messages import say


def test_the_first_level_belongs_to_the_diagnosed_misconception():
    drill = exercise("3.3")
    mistake = misconceptions(drill)[0]
    steps = hints.ladder(drill, [mistake.id])
    assert (steps[0].text, steps[0].about) == (mistake.hint, mistake.message)
    assert [step.text for step in steps[1:]] == list(drill.hints)


@pytest.mark.parametrize("drill", exercises(), ids=lambda drill: drill.id)
@pytest.mark.parametrize(
    "cause", ["contract/wrong-shape", "numerics/rounded", "packing/f-i", "forward/exact", "dcp/x", "new_cell/x"]
)
def test_a_cause_that_no_author_wrote_down_has_a_way_to_find_it(drill, cause):
    first = hints.ladder(drill, [cause])[0]
    assert all(len(say(first.text, language)) > 20 for language in ("en", "zh"))


def test_two_causes_of_one_kind_share_their_hint():
    drill = exercise("3.3")
    assert len(hints.ladder(drill, ["df/x", "di/y"])) == 1 + len(drill.hints)


def test_without_a_diagnosis_the_exercises_own_hints():
    drill = exercise("3.1")
    assert [step.text for step in hints.ladder(drill, [])] == list(drill.hints)


def test_one_further_each_time_and_the_last_one_stays():
    steps = hints.ladder(exercise("3.1"), [])
    levels = [hints.at(steps, seen) for seen in range(len(steps) + 2)]
    assert [hint.level for hint in levels] == [*range(1, len(steps) + 1), len(steps), len(steps)]
    assert [hint.last for hint in levels] == [False] * (len(steps) - 1) + [True] * 3
