"""An interview that was sat, and the banks that it draws from."""

import pytest

from lstm_drills.content import questions
from lstm_drills.interview.blueprints import blueprint
from lstm_drills.interview.picking import pick
from lstm_drills.interview.sitting import Answered, Marked, Start, Sure, resumed


@pytest.fixture(scope="session")
def catalogue():
    return questions.load()


@pytest.fixture(scope="session")
def start(catalogue):
    queue = pick(catalogue, blueprint("senior"), 30, 7)
    return Start("0193-7", "2026-12-01T08:00:00+00:00", "senior", 7, 30, queue)


def events_of(start, scores=(1.0, 0.0, 0.5)):
    """Every item answered: questions by turns right, wrong and half right; what a person marks is marked last."""
    events, marks = [], []
    for place, item in enumerate(start.queue):
        score = scores[place % len(scores)]
        own = item.kind in ("whiteboard", "follow-up", "project")
        note = {"verdict": "failed", "passed": 1, "rungs": 2} if item.kind == "code" else {}
        used = 40.0 * place
        events += [
            Answered("a <b> `c`\nd", 35.0, used, None if own else score, note=note),
            Sure(place % 4 + 1, used + 3),
        ]
        if own:
            marks.append(Marked(place, score, (0,) if score else ()))
    return [*events, *marks]


@pytest.fixture(scope="session")
def state(start):
    return resumed(start, events_of(start))
