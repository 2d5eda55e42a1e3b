"""The laws of the generator: groups share their bags, classes are even, and the end knows nothing of the key."""

from collections import Counter

import numpy as np
import pytest

from lstm_drills.datasets.stories import LEXICONS, class_names, stories

GROUPS = 40
A_GROUP = 6
SETTINGS = [(language, hard) for language in ("en", "zh") for hard in (False, True)]


def groups_of(language, hard, seed=7):
    told = stories(np.random.RandomState(seed), language, GROUPS, hard=hard)
    assert len(told) == GROUPS * A_GROUP
    return [told[start : start + A_GROUP] for start in range(0, len(told), A_GROUP)]


def sentences(words, lexicon):
    stop = lexicon.opening_pattern[-1]
    found, sentence = [], []
    for word in words:
        sentence.append(word)
        if word == stop:
            found.append(tuple(sentence))
            sentence = []
    assert not sentence
    return found


@pytest.mark.parametrize(("language", "hard"), SETTINGS)
def test_a_group_has_one_bag_of_sentences_and_every_class_equally_often(language, hard):
    for group in groups_of(language, hard):
        assert len({tuple(sorted(Counter(sentences(s.words, LEXICONS[language])).items())) for s in group}) == 1
        assert Counter(story.label for story in group) == {0: 2, 1: 2, 2: 2}
        assert len({story.words for story in group}) == A_GROUP


@pytest.mark.parametrize(("language", "hard"), SETTINGS)
def test_the_class_is_who_took_the_key_last(language, hard):
    lexicon = LEXICONS[language]
    assert len(class_names(language)) == len(lexicon.people)
    for group in groups_of(language, hard):
        for story in group:
            holders = [
                next(word for word in sentence if word in lexicon.people)
                for sentence in sentences(story.words, lexicon)
                if lexicon.key in sentence
            ]
            assert len(holders) >= 4
            assert set(holders) == set(lexicon.people)
            assert lexicon.people.index(holders[-1]) == story.label
            assert lexicon.people[story.label] in class_names(language)[story.label].in_language(language).lower()


@pytest.mark.parametrize(("language", "hard"), SETTINGS)
def test_the_end_is_longer_than_ten_words_and_alike_for_all_of_a_group(language, hard):
    lexicon = LEXICONS[language]
    for group in groups_of(language, hard):
        ends = []
        for story in group:
            told = sentences(story.words, lexicon)
            last = max(index for index, sentence in enumerate(told) if lexicon.key in sentence)
            assert lexicon.key not in story.words[-10:]
            at_least = 7 if hard else 4
            assert len(told) - 1 - last >= at_least
            ends.append(Counter(told[-at_least:]))
            assert not hard or 13 <= len(told) <= 16
            assert 50 <= len(story.words) <= 98 if hard else 38 <= len(story.words) <= 68


@pytest.mark.parametrize(("language", "hard"), SETTINGS)
def test_runs_of_three_words_over_a_border_never_hold_who_takes_the_key(language, hard):
    lexicon = LEXICONS[language]
    for group in groups_of(language, hard):
        for sentence in {s for story in group for s in sentences(story.words, lexicon)[1:] if lexicon.key in s}:
            assert not {sentence[0], *sentence[-2:]} & set(lexicon.people)


def test_a_seed_gives_the_same_stories_and_another_gives_others():
    again, other = (stories(np.random.RandomState(seed), "en", 5) for seed in (3, 4))
    assert again == stories(np.random.RandomState(3), "en", 5)
    assert {story.words for story in again}.isdisjoint(story.words for story in other)
