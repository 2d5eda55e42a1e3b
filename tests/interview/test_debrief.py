"""The debrief: its figures by hand, its JSON, and that its Markdown and its page hold all of it and nothing dangerous."""

import json
import re
import xml.etree.ElementTree as ET

import pytest

from lstm_drills.content.exercises import exercises
from lstm_drills.interview import debrief as debriefs
from lstm_drills.interview.blueprints import blueprint
from lstm_drills.interview.markdown import markdown
from lstm_drills.interview.page import page
from lstm_drills.interview.sitting import Answered, Left, Sure, begin
from lstm_drills.messages import LANGUAGES, say


@pytest.fixture(scope="module")
def found(start, state, catalogue):
    return made(start, state, catalogue)


def made(start, state, catalogue):
    ids = [exercise.id for exercise in exercises()]
    return debriefs.debrief(start, state, catalogue, blueprint("senior").title, ids)


def test_the_score_is_the_mean_over_what_was_reached(found, state):
    scores = [answer.score or 0.0 for answer in state.answers]
    assert found.score == pytest.approx(sum(scores) / len(scores))
    assert len(found.results) == found.planned
    assert sum(group.count for group in found.kinds) == len(scores)


def test_skipped_questions_count_nothing_and_unreached_ones_do_not_count(start, catalogue):
    state = begin(start).after(Answered("A", 5, 5, 1.0)).after(Sure(4, 6)).after(Answered("", 2, 8, skipped=True))
    found = made(start, state.after(Left(9)), catalogue)
    assert (found.score, len(found.results), found.skipped, found.breaks) == (0.5, 2, 1, 1)


def test_without_an_answer_there_is_no_score(start, catalogue):
    found = made(start, begin(start), catalogue)
    assert (found.score, found.calibration, found.weakest) == (None, None, ())
    for language in LANGUAGES:
        assert markdown(found, language) and page(found, language)


def test_the_weakest_topics_come_with_commands_that_run(found):
    assert 1 <= len(found.weakest) <= 3
    assert all(weak.topic.score < 1 for weak in found.weakest)
    for weak in found.weakest:
        assert f"lstm-drills quiz --topic {weak.topic.name}" in weak.commands


def test_much_slower_than_planned_is_said(start, catalogue):
    first = start.queue[0]
    state = begin(start).after(Answered("A", 3 * first.seconds, 3 * first.seconds, 1.0))
    assert [result.number for result in made(start, state, catalogue).slow] == [1]


def test_the_json_is_json_with_scores_from_0_to_1(found):
    for language in LANGUAGES:
        read = json.loads(json.dumps(debriefs.as_json(found, language)))
        assert 0 <= read["score"] <= 1
        assert len(read["items"]) == read["reached"] == len(found.results)
        assert {"name", "title", "score", "count"} == set(read["topics"][0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_markdown_holds_every_answer_and_what_was_typed_stays_text(found, language):
    text = markdown(found, language)
    assert text.count("\n### ") == len(found.results)
    for weak in found.weakest:
        assert say(weak.topic.title, language) in text
    outside = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    assert "a \\<b\\>" in outside and "a <b>" not in outside, "what was typed could become markup"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_loads_nothing_and_runs_nothing(found, language):
    text = page(found, language)
    assert text.startswith("<!doctype html>")
    assert 'name="viewport"' in text or "name=viewport" in text
    assert "prefers-color-scheme" in text
    assert not re.search(r"https?://|<script|<link|@import|url\(|<iframe|\son\w+=", text)
    assert "a <b>" not in text and "a &lt;b&gt;" in text
    assert text.count("<details") == len(found.results)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_charts_are_well_formed(found, language):
    charts = re.findall(r"<svg.*?</svg>", page(found, language), re.DOTALL)
    assert len(charts) > 10
    for chart in charts:
        ET.fromstring(re.sub(r"(\s[\w-]+)=([^\s\"'>/]+)(?=[\s/>])", r'\1="\2"', chart))
