from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import strategies as st

from lstm_drills.progress import open_progress
from lstm_drills.reviews import RATINGS, Drill, Judged, Review, SessionStart, Setting, Undo, new_id

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)

STATE = '{"card_id": 7, "difficulty": 5.0, "reviewed": "2026-03-14", "stability": 2.5}'
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
WORDS = TEXTS.filter(bool)
TIMES = st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
IDS = TIMES.map(new_id)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
COUNTS = st.integers(0, 2**63 - 1)
DAYS = TIMES.map(datetime.date)
STATES = st.sampled_from([None, STATE])
ARGUMENTS = {
    Review: (
        IDS, WORDS, TEXTS, TEXTS, TEXTS, COUNTS, st.sampled_from([*RATINGS, None]), st.booleans(), NUMBERS, TEXTS,
        st.booleans(), st.booleans(), NUMBERS, DAYS, TIMES, STATES, STATES,
    ),
    Undo: (IDS, IDS, TIMES),
    SessionStart: (
        IDS, TEXTS, st.lists(TEXTS, max_size=3).map(tuple),
        st.dictionaries(TEXTS, st.none() | st.integers() | TEXTS | st.lists(TEXTS), max_size=3), TIMES,
    ),
    Setting: (IDS, WORDS, st.none() | TEXTS, TIMES),
    Judged: (
        IDS, WORDS, WORDS, st.integers(-(2**80), 2**80), st.lists(TEXTS, max_size=3).map(tuple), NUMBERS, DAYS, TIMES,
    ),
    Drill: (IDS, WORDS, st.sampled_from(["hint", "give-up", "restart"]), COUNTS, DAYS, TIMES),
}  # fmt: skip
for kind, arguments in ARGUMENTS.items():
    st.register_type_strategy(kind, st.builds(kind, *arguments))


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "home" / "progress.db"


@pytest.fixture
def filled(file) -> Path:
    """A record with 150 reviews and one row of each other kind, closed: a file of about twenty pages."""
    reviews = [
        Review(
            new_id(now), f"2.3/question-{number % 40}", "wording", "answer", "session", number, "good", True, 1.0,
            "遗忘门乘以 c_{t-1}; the forget gate " * 5, False, False, 4.5, now.date(), now,
            None, '{"card_id": 7, "difficulty": 5.0, "reviewed": "2026-03-14", "stability": 2.5}',
        )
        for number in range(150)
        for now in [NOON + timedelta(minutes=number)]
    ]  # fmt: skip
    with open_progress(file) as progress:
        progress.append(
            *reviews,
            Undo(new_id(NOON), reviews[3].uuid, NOON),
            SessionStart(new_id(NOON), "7", ("2.3/question-1", "2.3/question-2"), {"topics": ["bptt"]}, NOON),
            Setting(new_id(NOON), "retention", "0.9", NOON),
            Judged(new_id(NOON), "3.3", "failed", 7, ("no-carry",), 12.0, NOON.date(), NOON),
            Drill(new_id(NOON), "3.3", "hint", 2, NOON.date(), NOON),
        )
    return file
