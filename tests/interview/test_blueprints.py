"""Blueprints name what there is, and their shares add up."""

import pytest

from lstm_drills.content import questions
from lstm_drills.content.exercises import exercise
from lstm_drills.content.ladder import build_cases
from lstm_drills.errors import DrillsError
from lstm_drills.interview.blueprints import BLUEPRINTS, CODE_PARTS, blueprint, check_minutes
from lstm_drills.interview.debrief import DRILLS, LABS
from lstm_drills.interview.projects import PROJECTS
from lstm_drills.labs import LABS as KNOWN_LABS

TOPICS = set(questions.load().topics)


@pytest.mark.parametrize("known", BLUEPRINTS, ids=lambda known: known.name)
def test_shares_add_up_and_topics_and_code_are_known(known):
    assert sum(known.shares.values()) == pytest.approx(1.0)
    assert set(known.topics) <= TOPICS
    assert set(known.code) <= set(CODE_PARTS)


@pytest.mark.parametrize("part", CODE_PARTS.values(), ids=lambda part: part.id)
def test_the_cases_of_a_part_are_cases_of_its_drill(part):
    names = {case.name for case in build_cases(exercise(part.exercise), 1)}
    assert set(part.rungs) <= names
    assert set(part.topics) <= TOPICS


def test_projects_have_topics_and_four_to_six_points():
    assert len({project.id for project in PROJECTS}) == len(PROJECTS)
    for project in PROJECTS:
        assert set(project.topics) <= TOPICS
        assert 4 <= len(project.points) <= 6


def test_what_trains_a_topic_is_there():
    assert set(DRILLS) <= TOPICS and set(LABS) <= TOPICS
    assert all(exercise(drill) for drills in DRILLS.values() for drill in drills)
    assert set(LABS.values()) <= set(KNOWN_LABS)


@pytest.mark.parametrize(
    ("word", "found"), [("senoir", "interview.unknown-blueprint"), ("x", "interview.unknown-blueprint-choose")]
)
def test_an_unknown_blueprint_is_said(word, found):
    with pytest.raises(DrillsError) as raised:
        blueprint(word)
    assert raised.value.message_id == found


@pytest.mark.parametrize("minutes", [4, 181, -1])
def test_minutes_out_of_range_are_said(minutes):
    with pytest.raises(DrillsError, match="minutes"):
        check_minutes(minutes)
    check_minutes(5)
