"""Picking: what comes, in which order, and what the order may depend on."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_drills.content.questions import Catalogue, Entry
from lstm_drills.errors import DrillsError
from lstm_drills.messages import LANGUAGES, Message, Text, say
from lstm_drills.quiz.picking import Standing, Wanted, check, matching, mixture, pick


def entry(section: str, number: int, kind: str = "single", level: int = 1, generated: bool = False) -> Entry:
    topic = "gradients" if number % 2 else "other"
    return Entry(f"{section}/{number}", section, kind, level, (topic,), "f", generated)


ENTRIES = tuple(
    entry(section, number, kind, 1 + number % 3)
    for section in ("1", "2.1", "2.2", "3.1")
    for number, kind in enumerate(("single", "single", "numeric", "cloze", "short", "single"))
)
KEYS = [e.key for e in ENTRIES]
DUE, REST, FAILED = Standing(True, 1), Standing(False), Standing(False, 0, True)


def chosen(wanted: Wanted, standings=None, seed: int = 1) -> tuple[str, ...]:
    return pick(ENTRIES, standings or {}, wanted, random.Random(seed))


def test_what_is_due_comes_first_and_then_what_is_new():
    standings = {"1/0": DUE, "2.1/1": DUE, "2.2/2": REST, "3.1/3": DUE}
    keys = chosen(Wanted(count=8), standings)
    assert set(keys[:3]) == {"1/0", "2.1/1", "3.1/3"}
    assert not set(keys[3:]) & set(standings)
    assert len(keys) == 8


def test_the_longest_overdue_of_a_section_comes_first():
    standings = {"1/0": Standing(True, 2), "1/1": Standing(True, 9), "1/2": Standing(True, 5)}
    assert chosen(Wanted(pool="due"), standings) == ("1/1", "1/2", "1/0")


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(sections=("2.1",)), {k for k in KEYS if k.startswith("2.1")}),
        (Wanted(sections=("2",)), {k for k in KEYS if k.startswith("2.")}),
        (Wanted(topics=("gradients",)), {e.key for e in ENTRIES if "gradients" in e.topics}),
        (Wanted(levels=(2, 3)), {e.key for e in ENTRIES if e.level != 1}),
        (Wanted(types=("short", "cloze")), {e.key for e in ENTRIES if e.type in ("short", "cloze")}),
        (Wanted(sections=("1",), types=("numeric",)), {"1/2"}),
    ],
)
def test_filters(wanted, expected):
    assert {e.key for e in matching(ENTRIES, wanted)} == expected


def test_a_section_is_not_taken_for_another_that_begins_alike():
    entries = [entry("3.1", 0), entry("3.10", 0)]
    assert [e.section for e in matching(entries, Wanted(sections=("3.1",)))] == ["3.1"]


def test_pools():
    standings = {"1/0": DUE, "1/1": REST, "1/2": FAILED}
    assert set(chosen(Wanted(pool="due"), standings)) == {"1/0"}
    assert set(chosen(Wanted(pool="wrong"), standings)) == {"1/2"}
    assert not set(chosen(Wanted(pool="new", count=99), standings)) & set(standings)
    assert set(chosen(Wanted(pool="all", count=99), standings)) == set(KEYS)


def test_new_questions_come_from_easy_to_hard_and_the_sections_take_turns():
    keys = chosen(Wanted(pool="new", count=8))
    levels = {e.key: e.level for e in ENTRIES}
    assert [levels[key] for key in keys] == [1] * 8
    assert len({key.partition("/")[0] for key in keys[:4]}) == 4


def test_two_of_one_type_in_a_row_are_avoided():
    types = {e.key: e.type for e in ENTRIES}
    keys = mixture([e for e in ENTRIES if e.section == "1"], 6)
    repeats = sum(types[a] == types[b] for a, b in pairwise(keys))
    assert repeats == 0


def test_what_was_made_from_exercises_waits_for_what_authors_wrote():
    entries = [entry("1", n, "bug", generated=True) for n in range(5)] + [entry("1", 9), entry("1", 8)]
    for wanted in (Wanted(count=2), Wanted(count=2, seed="7"), Wanted(count=2, pool="all")):
        assert set(pick(entries, {}, wanted, random.Random(3))) == {"1/9", "1/8"}


@given(st.dictionaries(st.sampled_from(KEYS), st.sampled_from([DUE, REST, FAILED])), st.text(min_size=1, max_size=9))
def test_a_seeded_session_looks_neither_at_progress_nor_at_the_clock(standings, seed):
    wanted = Wanted(seed=seed, count=7)
    keys = pick(ENTRIES, standings, wanted, random.Random())
    assert keys == pick(ENTRIES, {}, wanted, random.Random())
    assert len(set(keys)) == 7


def test_a_seed_gives_these_questions_everywhere():
    assert chosen(Wanted(seed="7", count=5)) == ("2.2/4", "2.1/2", "3.1/3", "1/5", "2.2/1")


@given(
    st.dictionaries(st.sampled_from(KEYS), st.sampled_from([DUE, REST, FAILED])),
    st.integers(1, 30),
    st.sampled_from(["mixed", "new", "due", "all", "wrong"]),
)
def test_keys_are_never_repeated_nor_more_than_asked_for(standings, count, pool):
    keys = pick(ENTRIES, standings, Wanted(pool=pool, count=count), random.Random(1))
    assert len(keys) == len(set(keys)) <= count
    assert set(keys) <= set(KEYS)


CATALOGUE = Catalogue(ENTRIES, {}, {"gradients": Text("g", "g"), "other": Text("o", "o")}, {}, lambda key: None)


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        (Wanted(sections=("2.11",)), "unknown-section"),
        (Wanted(sections=("quux",)), "unknown-section-choose"),
        (Wanted(topics=("gradient",)), "unknown-topic"),
        (Wanted(types=("singel",)), "unknown-type"),
        (Wanted(levels=(7,)), "unknown-level-choose"),
        (Wanted(count=0), "count-too-small"),
        (Wanted(seed="7", pool="due"), "seed-and-progress"),
    ],
)
def test_what_does_not_exist_is_told(wanted, problem):
    with pytest.raises(DrillsError) as error:
        check(wanted, CATALOGUE)
    assert error.value.message_id == f"quiz.{problem}"
    assert all(say(Message(error.value.message_id, error.value.parameters), language) for language in LANGUAGES)


def test_what_exists_passes():
    check(Wanted(("2", "2.1"), ("other",), (1, 3), ("bug",), "mixed", 3, "7"), CATALOGUE)
