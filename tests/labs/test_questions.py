"""What a lab claims to answer is asked in the banks."""

import pytest

from lstm_drills.content.questions import load
from lstm_drills.labs import LABS, QUESTIONS


@pytest.fixture(scope="module")
def keys():
    return {entry.key for entry in load([]).entries}


@pytest.mark.parametrize("lab", LABS)
def test_every_question_of_a_lab_exists(lab, keys):
    assert QUESTIONS[lab]
    assert set(QUESTIONS[lab]) <= keys
