"""``--data``: a task from a file, and an accuracy that neither naive Bayes nor luck makes easy."""

import numpy as np
import pytest

from lstm_drills.datasets import sources
from lstm_drills.datasets.sources import goal, own_task
from lstm_drills.errors import DrillsError


def file_of(tmp_path, share_of_yes):
    rng = np.random.RandomState(0)
    words = "abcdefghij"
    lines = []
    for n in range(600):
        yes = n < 600 * share_of_yes
        text = [words[i] for i in rng.randint(10, size=12)] + (["well"] if yes and n % 4 else ["badly"] * (n % 3 == 0))
        lines.append(f"{'yes' if yes else 'no'}\t{' '.join(text)}")
    path = tmp_path / "own.tsv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_a_file_becomes_a_task(tmp_path, monkeypatch):
    made = own_task(file_of(tmp_path, 0.5), [], np.random.RandomState(0))
    assert (len(made.train), len(made.test), made.num_classes) == (480, 120, 2)
    assert [name.en for name in made.class_names] == ["no", "yes"]
    assert not set(made.train.texts) & set(made.test.texts)
    monkeypatch.setattr(sources, "MAX_TEXTS", 100)
    monkeypatch.setattr(sources, "MAX_LENGTH", 5)
    small = own_task(file_of(tmp_path, 0.5), [], np.random.RandomState(0))
    assert len(small.train) + len(small.test) == 100
    assert small.train.token_ids.shape[1] == 5


def test_the_goal_is_a_tie_with_naive_bayes_and_more_than_one_answer_for_all(tmp_path):
    rng = np.random.RandomState(0)
    even = goal(own_task(file_of(tmp_path, 0.5), [], rng), rng)
    assert even.accuracy == pytest.approx(even.naive_bayes - sources.TIE)
    assert even.naive_bayes > 0.8
    skewed = goal(own_task(file_of(tmp_path, 0.9), [], rng), rng)
    assert skewed.most_frequent > 0.85
    assert skewed.most_frequent <= skewed.accuracy <= max(skewed.naive_bayes, skewed.most_frequent)


def test_a_name_that_is_neither_package_nor_file():
    with pytest.raises(DrillsError, match="file-missing"):
        own_task("nowhere.csv", [], np.random.RandomState(0))
