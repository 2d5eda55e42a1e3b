"""The laws of the reviews: pairs share their words, labels are what the sentences say, and no judgement is in both parts."""

from collections import Counter

import numpy as np
import pytest

from lstm_drills.datasets.baselines import ALL_MODELS, baseline
from lstm_drills.datasets.reviews import LEXICONS, divided, pairs, review_task
from lstm_drills.datasets.vocabulary import UNKNOWN
from lstm_drills.reference.sentiment import sentiment_forward, train_sentiment

LANGUAGES = ["en", "zh"]
PAIRS = 150
# one of these words in every denial, and in nothing else
DENIALS = {"en": {"not", "nobody", "doubt", "never"}, "zh": {"没有", "难", "不"}}
COMMA = {"en": ",", "zh": "，"}
FIRST_COUNTS = {"en": {"although", "though", "even"}, "zh": {"虽然", "尽管", "哪怕"}}
SECOND_COUNTS = {"en": {"but", "yet"}, "zh": {"但是", "不过", "但"}}
JOINED = {"en": {"and"}, "zh": {"而且", "并且"}}
SEEDS = [(5081, "en"), (61302, "zh")]
PASSED = 0.92


def made(language, seed=7):
    rng, lexicon = np.random.RandomState(seed), LEXICONS[language]
    told = pairs(rng, lexicon, PAIRS, ~divided(rng, lexicon))
    return list(zip(told[::2], told[1::2], strict=True))


def good(clause, language):
    """What a clause means, by its words alone."""
    lexicon = LEXICONS[language]
    (word,) = [word for word in clause if word in (*lexicon.good, *lexicon.bad)]
    return (word in lexicon.good) ^ sum(word in DENIALS[language] for word in clause) % 2


def label_of(words, language):
    """Read as a person would: which clause counts, and is it good?"""
    if COMMA[language] not in words:
        return good(words, language)
    comma = words.index(COMMA[language])
    first, second = words[:comma], words[comma + 1 :]
    if FIRST_COUNTS[language] & {*first} or second[0] in SECOND_COUNTS[language]:
        assert good(first, language) != good(second, language)
        return good(second, language)
    if second[0] in FIRST_COUNTS[language]:
        assert good(first, language) != good(second, language)
    else:
        assert second[0] in JOINED[language]
        assert good(first, language) == good(second, language)
    return good(first, language)


def judgements(texts, language):
    """Which word is said of which thing, in each clause."""
    lexicon, found = LEXICONS[language], []
    for words in texts:
        things = [word for word in words if word in lexicon.things]
        said = [word for word in words if word in (*lexicon.good, *lexicon.bad)]
        assert len(things) == len(said) in (1, 2)
        found += zip(things, said, strict=True)
    return set(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pair_has_the_same_words_and_opposite_labels(language):
    bags = []
    for bad, fine in made(language):
        assert (bad.label, fine.label) == (0, 1)
        assert Counter(bad.words) == Counter(fine.words)
        bags.append(tuple(sorted(bad.words)))
    assert len(set(bags)) == PAIRS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_is_what_the_sentence_says(language):
    task = review_task(np.random.RandomState(3), language, training_pairs=200, short_reviews=100, test_pairs=50)
    for examples in (task.train, task.test):
        for words, label in zip(examples.texts, examples.labels, strict=True):
            assert label_of(words, language) == label, " ".join(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_either_judgement_may_count_and_there_are_denials_of_all_numbers(language):
    firsts, numbers = Counter(), Counter()
    for bad, _ in made(language):
        comma = bad.words.index(COMMA[language])
        clauses = good(bad.words[:comma], language), good(bad.words[comma:], language)
        firsts[clauses] += 1
        numbers[sum(word in DENIALS[language] for word in bad.words)] += 1
    assert min(firsts[False, True], firsts[True, False], firsts[False, False]) > PAIRS / 10
    assert set(numbers) == {0, 1, 2}
    assert min(numbers.values()) > PAIRS / 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_judgement_of_a_test_review_is_in_the_training_and_every_word_is(language):
    task = review_task(np.random.RandomState(11), language)
    assert (len(task.train), len(task.test)) == (1800, 500)
    assert not judgements(task.train.texts, language) & judgements(task.test.texts, language)
    assert not {*task.train.texts} & {*task.test.texts}
    assert len({*task.train.texts}) == len(task.train)
    assert len({*task.test.texts}) == len(task.test)
    assert not (task.test.token_ids == UNKNOWN).any()
    assert task.test.labels.mean() == 0.5
    assert task.num_classes == 2


def test_the_same_seed_gives_the_same_reviews_and_another_one_others():
    one, same, other = (review_task(np.random.RandomState(seed), "en", test_pairs=20) for seed in (1, 1, 2))
    assert one.train.texts == same.train.texts
    assert one.test.texts == same.test.texts
    assert one.test.texts != other.test.texts


@pytest.fixture(scope="module", params=SEEDS, ids=str)
def whole(request):
    seed, language = request.param
    return seed, review_task(np.random.RandomState(seed), language)


@pytest.mark.parametrize("model", ALL_MODELS)
def test_a_count_of_words_is_a_coin_and_short_runs_are_little_more(whole, model):
    seed, task = whole
    rng = np.random.RandomState(seed)
    assert baseline(task.train, task.test, model, "words", rng).accuracy == 0.5
    for features in ("bigrams", "trigrams"):
        assert baseline(task.train, task.test, model, features, rng).accuracy <= 0.65


def test_two_lstms_learn_the_reviews(whole):
    seed, task = whole
    train, test = task.train, task.test
    rng = np.random.default_rng(seed)
    parameters = train_sentiment(train.token_ids, train.lengths, train.labels, 2, len(task.vocabulary), rng)
    guesses = sentiment_forward(test.token_ids, test.lengths, parameters).argmax(axis=1)
    assert (guesses == test.labels).mean() >= PASSED
