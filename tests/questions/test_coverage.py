"""What interviewers ask, and where it is answered: every row of questions/coverage.tsv names questions or lessons that exist."""

import csv

import pytest

from lstm_drills import paths
from lstm_drills.content import questions

FILE = paths.questions_folder() / "coverage.tsv"
LESSON = "lesson:"


def rows():
    with FILE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


@pytest.fixture(scope="module")
def catalogue():
    return questions._fresh(questions.bank_files())


def test_every_question_that_is_asked_is_answered(catalogue):
    known = {entry.key for entry in catalogue.entries if not entry.generated}
    for row in rows():
        places = row["answered by"].split()
        assert places, row["asked"]
        for place in places:
            if place.startswith(LESSON):
                assert catalogue.sections[place.removeprefix(LESSON)].lesson is not None, place
            else:
                assert place in known, f"{place} for {row['asked']}"


def test_the_map_is_long_and_asks_nothing_twice():
    asked = [row["asked"] for row in rows()]
    assert len(asked) >= 180
    assert len(set(asked)) == len(asked)
