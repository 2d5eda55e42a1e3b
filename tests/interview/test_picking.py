"""What an interview asks: it fills its minutes, the seed decides, no question comes twice."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_drills.content import questions
from lstm_drills.interview.blueprints import BLUEPRINTS, CODE_PARTS, LEAST_MINUTES, MOST_MINUTES, blueprint
from lstm_drills.interview.picking import TOOL_SECTION, pick
from lstm_drills.interview.projects import PROJECTS

CATALOGUE = questions.load()
ENTRIES = {entry.key: entry for entry in CATALOGUE.entries}
NAMES = [known.name for known in BLUEPRINTS]
ASKED_FROM_BANKS = ("concept", "reading", "whiteboard")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NAMES), st.integers(LEAST_MINUTES, MOST_MINUTES), st.integers(0, 10**6))
def test_the_planned_times_fill_the_minutes_and_no_more_than_a_question_over(name, minutes, seed):
    queue = pick(CATALOGUE, blueprint(name), minutes, seed)
    planned = sum(item.seconds for item in queue)
    assert planned <= minutes * 60 + 90
    bank = Counter(item.kind for item in queue)
    if minutes <= 90:  # beyond it the banks may have no more that suits
        assert planned >= minutes * 60 - 160, bank


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(NAMES), st.integers(LEAST_MINUTES, 60), st.integers(0, 10**6))
def test_no_question_comes_twice_and_every_one_suits_the_blueprint(name, minutes, seed):
    chosen = blueprint(name)
    queue = pick(CATALOGUE, chosen, minutes, seed)
    keys = [item.key for item in queue if item.kind in ASKED_FROM_BANKS]
    assert len(keys) == len(set(keys))
    for key in keys:
        assert ENTRIES[key].level in chosen.levels
        assert set(ENTRIES[key].topics) & set(chosen.topics)
        assert ENTRIES[key].section != TOOL_SECTION


@pytest.mark.parametrize("name", NAMES)
def test_a_follow_up_comes_right_after_its_question_and_that_has_one(name):
    queue = pick(CATALOGUE, blueprint(name), 60, 3)
    follow_ups = [place for place, item in enumerate(queue) if item.kind == "follow-up"]
    assert follow_ups
    for place in follow_ups:
        assert queue[place - 1].key == queue[place].key
        assert CATALOGUE.question(queue[place].key).follow_up is not None


def test_the_same_seed_asks_the_same_and_another_asks_others():
    first, again, other = (pick(CATALOGUE, blueprint("senior"), 30, seed) for seed in (7, 7, 8))
    assert first == again
    assert first != other


@pytest.mark.parametrize("name", NAMES)
def test_half_an_hour_has_every_kind_of_question_of_the_blueprint(name):
    kinds = {item.kind for seed in range(5) for item in pick(CATALOGUE, blueprint(name), 45, seed)}
    assert kinds == set(blueprint(name).shares)


@pytest.mark.parametrize("name", NAMES)
def test_code_takes_at_most_its_part_of_the_time(name):
    for minutes in range(LEAST_MINUTES, MOST_MINUTES + 1, 5):
        code = [item for item in pick(CATALOGUE, blueprint(name), minutes, 1) if item.kind == "code"]
        assert sum(item.seconds for item in code) <= 0.45 * minutes * 60


def test_every_code_part_and_project_can_be_drawn():
    drawn = {item.key for name in NAMES for seed in range(40) for item in pick(CATALOGUE, blueprint(name), 120, seed)}
    assert set(CODE_PARTS) - drawn <= {"3.1", "3.3-one-step"} or set(CODE_PARTS) <= drawn
    assert {project.id for project in PROJECTS} <= drawn
