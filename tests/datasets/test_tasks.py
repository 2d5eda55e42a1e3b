"""Splits: groups whole, nothing shared, the vocabulary from the training texts alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_drills.datasets.tasks import split, story_task, task
from lstm_drills.datasets.vocabulary import UNKNOWN
from lstm_drills.messages import Text

NAMES = (Text("no", "否"), Text("yes", "是"))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("hard", [False, True])
def test_train_and_test_share_no_text_and_no_bag(language, hard):
    stories = story_task(np.random.RandomState(5), language, hard=hard, training_groups=30, test_groups=20)
    assert (len(stories.train), len(stories.test)) == (180, 120)
    assert stories.num_classes == 3
    for part in (stories.train, stories.test):
        assert part.token_ids.shape == (len(part), part.lengths.max())
        assert np.bincount(part.labels).tolist() == [len(part) // 3] * 3
        assert [len(text) for text in part.texts] == part.lengths.tolist()
    bags = [{tuple(sorted(text)) for text in part.texts} for part in (stories.train, stories.test)]
    assert bags[0].isdisjoint(bags[1])
    assert [len(part) for part in bags] == [30, 20]


def test_the_vocabulary_has_not_seen_the_test():
    texts = [(f"w{n}", "all") for n in range(50)]
    made = task("own", texts, [n % 2 for n in range(50)], NAMES, np.random.RandomState(0), test_share=0.3)
    assert len(made.test) == 15
    assert (made.test.token_ids[:, 0] == UNKNOWN).all()
    assert (made.train.token_ids != UNKNOWN).all()
    labels = {text: n % 2 for n, text in enumerate(texts)}
    for part in (made.train, made.test):
        assert [labels[text] for text in part.texts] == part.labels.tolist()


@given(st.lists(st.text("ab", max_size=3).map(tuple), min_size=2), st.floats(0, 1), st.integers(0, 99))
def test_a_split_covers_all_once_and_tears_no_group(texts, share, seed):
    bags = [tuple(sorted(text)) for text in texts]
    if len(set(bags)) < 2:
        with pytest.raises(ValueError, match="split"):
            split(texts, share, np.random.RandomState(seed))
        return
    first, second = split(texts, share, np.random.RandomState(seed))
    assert sorted([*first, *second]) == list(range(len(texts)))
    assert len(first) > 0
    assert len(second) > 0
    assert {bags[i] for i in first}.isdisjoint(bags[i] for i in second)
