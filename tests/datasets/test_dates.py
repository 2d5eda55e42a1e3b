"""Dates: what is said is what is written, nothing is in both parts, and models that know words alone do badly."""

import datetime
import re

import numpy as np
import pytest

from lstm_drills.datasets import dates
from lstm_drills.datasets.date_baselines import commonest_signs, nearest_source, sign_by_sign
from lstm_drills.datasets.dates import END, SOURCE_WORDS, START, TARGET_SIGNS, date_pairs, spoken

TRAIN, TEST = date_pairs(np.random.RandomState(4), 800, 400)
BACK = [" ".join(words) for words in dates.TAKEN_BACK] + list(dates.CHINESE_TAKEN_BACK)


def rows(ids, lengths):
    return [tuple(row[:length]) for row, length in zip(ids, lengths, strict=True)]


def sources(pairs):
    return [tuple(SOURCE_WORDS[token] for token in row) for row in rows(pairs.source_ids, pairs.source_lengths)]


def targets(pairs):
    return ["".join(TARGET_SIGNS[token] for token in row) for row in rows(pairs.target_ids, pairs.target_lengths)]


def number(words):
    """The sum of English number words, cardinal or ordinal."""
    known = {"twentieth": 20, "thirtieth": 30, "hundred": 0, "oh": 0, "and": 0}
    for row, first, step in ((dates.SMALL, 0, 1), (dates.ORDINALS, 1, 1), (dates.TENS, 20, 10)):
        known |= {word: first + step * place for place, word in enumerate(row)}
    return sum(known[word] for word in words)


def heard_in_english(words):
    """The date that a listener understands: what is taken back is forgotten, and so is a weekday."""
    ordinals = (*dates.ORDINALS, "twentieth", "thirtieth")
    month = max(i for i, word in enumerate(words) if word in dates.MONTHS)
    place = max(i for i, word in enumerate(words) if word in ordinals)
    day = number(words[max(0, place - 1) : place + 1] if words[max(0, place - 1)] in dates.TENS else [words[place]])
    year = " ".join(words[max(month, place) + 1 :])
    for back in sorted((" ".join(back) for back in dates.TAKEN_BACK), key=len, reverse=True):
        year = year.rpartition(f" {back} ")[2]
    first, *rest = year.split()
    century = 2000 if first == "two" else 100 * number([first])
    return datetime.date(
        century + number(word for word in rest if word != "thousand"), dates.MONTHS.index(words[month]) + 1, day
    )


def heard_in_chinese(words):
    text = "".join(words).replace("零", "〇")
    text = re.sub("(星期|周|礼拜).$", "", text)
    year = re.findall(r"([〇一二三四五六七八九]{4})年", text)[-1]
    month, day = re.findall(r"([一二三四五六七八九十]+)月([一二三四五六七八九十]+)[日号]", text)[-1]
    return datetime.date(int("".join(str(dates.NUMERALS.index(c)) for c in year)), value(month), value(day))


def value(numeral):
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return dates.NUMERALS.index(numeral)
    return 10 * (dates.NUMERALS.index(tens) if tens else 1) + (dates.NUMERALS.index(ones) if ones else 0)


def test_what_is_heard_is_what_is_written():
    for said, written in zip((*sources(TRAIN), *sources(TEST)), (*targets(TRAIN), *targets(TEST)), strict=True):
        heard = heard_in_chinese(said) if "年" in said else heard_in_english(said)
        assert f"^{heard.isoformat()}$" == written, said


def test_a_weekday_is_the_true_one():
    seen = 0
    for said, written in zip(sources(TRAIN), targets(TRAIN), strict=True):
        date = datetime.date.fromisoformat(written[1:-1])
        chinese = re.search("(?:星期|周|礼拜)(.)$", "".join(said))
        named = chinese[1] if chinese else said[0] if said[0] in dates.WEEKDAYS else None
        if named:
            seen += 1
            assert named in (dates.WEEKDAYS[date.weekday()], dates.CHINESE_WEEKDAYS[date.weekday()])
    assert 0.2 * len(TRAIN) < seen < 0.4 * len(TRAIN)


def test_both_languages_and_slips_in_most():
    chinese = sum("年" in said for said in sources(TRAIN)) / len(TRAIN)
    taken_back = sum(
        any(f" {back} " in f" {' '.join(said)} " or back in "".join(said) for back in BACK) for said in sources(TRAIN)
    )
    assert 0.4 < chinese < 0.6
    assert 0.7 < taken_back / len(TRAIN) < 0.9


def test_no_date_is_in_both_parts_nor_twice():
    assert len({*targets(TRAIN), *targets(TEST)}) == len(TRAIN) + len(TEST) == 1200


def test_targets_begin_and_end_with_their_marks_and_zeros_stand_behind_sources():
    for pairs in (TRAIN, TEST):
        assert (pairs.target_ids[:, 0] == START).all()
        assert (pairs.target_ids[:, -1] == END).all()
        assert (pairs.target_lengths == pairs.target_ids.shape[1]).all()
        behind = np.arange(pairs.source_ids.shape[1]) >= pairs.source_lengths[:, None]
        assert not pairs.source_ids[behind].any()
        assert pairs.source_ids[~behind].all()


def test_one_word_is_one_id():
    assert len(set(SOURCE_WORDS)) == len(SOURCE_WORDS)
    assert len(set(TARGET_SIGNS)) == len(TARGET_SIGNS)
    used = {word for said in (*sources(TRAIN), *sources(TEST)) for word in said}
    assert used == set(SOURCE_WORDS[1:])


def test_no_two_dates_are_said_alike():
    rng = np.random.RandomState(0)
    known = {}
    for _ in range(4000):
        date = datetime.date.fromordinal(int(rng.randint(693961, 767009)))
        assert known.setdefault(spoken(date, rng), date) == date


def test_the_same_seed_gives_the_same_pairs():
    again, _ = date_pairs(np.random.RandomState(4), 800, 400)
    assert np.array_equal(again.source_ids, TRAIN.source_ids)
    assert np.array_equal(again.target_ids, TRAIN.target_ids)


@pytest.mark.parametrize("seed", [101, 102, 103])
def test_models_without_an_order_of_words_fail(seed):
    train, test = date_pairs(np.random.RandomState(seed), 1500, 500)
    assert commonest_signs(train, test) == 0.0
    assert nearest_source(train, test) == 0.0
    assert sign_by_sign(train, test, "words") < 0.3
    assert sign_by_sign(train, test, "trigrams") < 0.68


def test_the_baselines_are_right_where_words_do_decide():
    """Else their failure would say nothing: trained on the very dates that they are judged on, they know most of them."""
    assert nearest_source(TEST, TEST) > 0.95
    assert sign_by_sign(TEST, TEST, "trigrams") > 0.9
    assert sign_by_sign(TEST, TEST, "words") > sign_by_sign(TRAIN, TEST, "words")
