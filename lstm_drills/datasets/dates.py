"""Dates as they are spoken, in English and in Chinese, and as ISO 8601 writes them: to translate from the one into the other.

"the twenty third of march nineteen eighty four", "二〇二四年十一月二十五日". In most of them something else is said first and taken
back: "may third i mean april the twentieth two thousand fifty one", so that it is the order of the words that decides. Forms
differ in the order of day and month, "twenty" may belong to the day, to the century or to the decade, and a weekday, always
the true one, says nothing that is wanted. All dates are of 1900 to 2099.
"""

import datetime
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.int64]
Words = tuple[str, ...]

FIRST_YEAR, LAST_YEAR = 1900, 2099
ENGLISH = 0.5  # share of the pairs; the others are Chinese
WEEKDAY = 0.3  # chance that the weekday is said, too
SLIP = 0.8  # chance that something else is said first, and taken back
SLIP_OF_YEAR = 0.3  # of those: that it is the year; else the day, the month or both


def _split(words: str) -> Words:
    return tuple(words.split())


SMALL = _split(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
TENS = _split("twenty thirty forty fifty sixty seventy eighty ninety")
ORDINALS = _split(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth"
)
MONTHS = _split("january february march april may june july august september october november december")
WEEKDAYS = _split("monday tuesday wednesday thursday friday saturday sunday")
NUMERALS = "〇一二三四五六七八九"
ZEROS = "〇零"  # both are written, and sound alike
DAY_NAMES = "日号"
WEEKDAY_NAMES = ("星期", "周", "礼拜")
CHINESE_WEEKDAYS = "一二三四五六日"

TAKEN_BACK = (("no",), ("sorry",), ("i", "mean"), ("no", "wait"), ("or", "rather"), ("no", "sorry"))
CHINESE_TAKEN_BACK = ("不对", "不是", "哦不", "应该是", "说错了", "啊不对")

PADDING, START, END, FIRST_SIGN = 0, 1, 2, 3
TARGET_SIGNS = (" ", "^", "$", *"0123456789", "-")  # the id is the place
TARGET_PLACES = 10  # of YYYY-MM-DD
SOURCE_WORDS = (
    " ", "the", "of", "and", "oh", "hundred", "thousand", *SMALL[1:], *TENS, *ORDINALS, "twentieth", "thirtieth", *MONTHS,
    *WEEKDAYS, "no", "sorry", "i", "mean", "wait", "or", "rather", *NUMERALS, "零", *"十年月日号星期周礼拜",
    *"不对是哦应该说错了啊",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pairs:
    """``source_ids`` (N, S) and ``target_ids`` (N, T), 0 behind the ends, and their lengths (N,), int64.

    Targets begin with START and end with END.
    """

    source_ids: Array
    source_lengths: Array
    target_ids: Array
    target_lengths: Array

    def __len__(self) -> int:
        return len(self.source_lengths)


def date_pairs(
    rng: np.random.RandomState, training: int, held_out: int, *, unseen: np.random.RandomState | None = None
) -> tuple[Pairs, Pairs]:
    """Two sets of so many pairs, of both languages mixed. No date is in both sets, nor twice in one.

    unseen: what the held-out ones are drawn from.
    """
    first = datetime.date(FIRST_YEAR, 1, 1).toordinal()
    days = np.arange(first, datetime.date(LAST_YEAR, 12, 31).toordinal() + 1)
    pairs: list[list[tuple[Words, str]]] = []
    for size, source in ((training, rng), (held_out, unseen or rng)):
        chosen = source.choice(days, size, replace=False)
        days = np.setdiff1d(days, chosen)
        dates = [datetime.date.fromordinal(int(day)) for day in chosen]
        pairs.append([(spoken(date, source), date.isoformat()) for date in dates])
    return _pairs(pairs[0]), _pairs(pairs[1])


def spoken(date: datetime.date, rng: np.random.RandomState) -> Words:
    """One of the forms in which that date is said, of either language: words of English, characters of Chinese."""
    slips = rng.random_sample() < SLIP
    of_year = rng.random_sample() < SLIP_OF_YEAR
    said = _english if rng.random_sample() < ENGLISH else _chinese
    return said(date, rng, _slip(date, rng, of_year) if slips else None, of_year)


def _slip(date: datetime.date, rng: np.random.RandomState, of_year: bool) -> datetime.date:
    """Another date: of another year alone, or of another day, another month, or both."""
    kinds = rng.randint(1, 4)
    while True:
        year = int(rng.randint(FIRST_YEAR, LAST_YEAR + 1)) if of_year else date.year
        month = int(rng.randint(1, 13)) if not of_year and kinds & 1 else date.month
        day = int(rng.randint(1, 29)) if not of_year and kinds & 2 else date.day
        try:
            other = datetime.date(year, month, day)
        except ValueError:  # there is no such day in that month
            kinds = 3
            continue
        if other != date:
            return other


def _english(date: datetime.date, rng: np.random.RandomState, slip: datetime.date | None, of_year: bool) -> Words:
    said: list[str] = [WEEKDAYS[date.weekday()]] if rng.random_sample() < WEEKDAY else []
    back = TAKEN_BACK[rng.randint(len(TAKEN_BACK))]
    if slip and not of_year:
        said += (*_english_day(slip, rng), *back)
    said += _english_day(date, rng)
    if slip and of_year:
        said += (*_english_year(slip.year, rng), *back)
    return (*said, *_english_year(date.year, rng))


def _english_day(date: datetime.date, rng: np.random.RandomState) -> Words:
    day, month = _ordinal(date.day), (MONTHS[date.month - 1],)
    forms = (("the", *day, "of", *month), (*month, "the", *day), (*day, *month), (*month, *day))
    return forms[rng.randint(len(forms))]


def _ordinal(day: int) -> Words:
    if day < 20:
        return (ORDINALS[day - 1],)
    if day % 10 == 0:
        return ("twentieth",) if day == 20 else ("thirtieth",)
    return TENS[day // 10 - 2], ORDINALS[day % 10 - 1]


def _english_year(year: int, rng: np.random.RandomState) -> Words:
    """nineteen oh five, nineteen eighty four, two thousand (and) nine, twenty twenty one, two thousand (and) twenty one."""
    century, rest = divmod(year, 100)
    if century == 19:
        return ("nineteen", "hundred") if rest == 0 else ("nineteen", *(("oh",) if rest < 10 else ()), *_cardinal(rest))
    if rest >= 10 and rng.random_sample() < 0.5:
        return ("twenty", *_cardinal(rest))
    joined = ("and",) if rng.random_sample() < 0.5 else ()
    return ("two", "thousand", *((*joined, *_cardinal(rest)) if rest else ()))


def _cardinal(number: int) -> Words:
    if number < 20:
        return (SMALL[number],)
    tens, ones = divmod(number, 10)
    return (TENS[tens - 2], *((SMALL[ones],) if ones else ()))


def _chinese(date: datetime.date, rng: np.random.RandomState, slip: datetime.date | None, of_year: bool) -> Words:
    back = CHINESE_TAKEN_BACK[rng.randint(len(CHINESE_TAKEN_BACK))]
    said = ""
    if slip and of_year:
        said += _chinese_year(slip.year, rng) + back
    said += _chinese_year(date.year, rng)
    if slip and not of_year:
        said += _chinese_day(slip, rng) + back
    said += _chinese_day(date, rng)
    if rng.random_sample() < WEEKDAY:
        said += WEEKDAY_NAMES[rng.randint(len(WEEKDAY_NAMES))] + CHINESE_WEEKDAYS[date.weekday()]
    return tuple(said)


def _chinese_year(year: int, rng: np.random.RandomState) -> str:
    digits = "".join(NUMERALS[int(digit)] for digit in str(year))
    return digits.replace(NUMERALS[0], ZEROS[rng.randint(len(ZEROS))]) + "年"


def _chinese_day(date: datetime.date, rng: np.random.RandomState) -> str:
    return f"{_numeral(date.month)}月{_numeral(date.day)}{DAY_NAMES[rng.randint(len(DAY_NAMES))]}"


def _numeral(number: int) -> str:
    """三, 十, 十二, 二十, 二十五."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else NUMERALS[tens]) + ("十" if tens else "") + (NUMERALS[ones] if ones else "")


def _pairs(pairs: list[tuple[Words, str]]) -> Pairs:
    of_word = {word: place for place, word in enumerate(SOURCE_WORDS)}
    of_sign = {sign: place for place, sign in enumerate(TARGET_SIGNS)}
    sources = [[of_word[word] for word in source] for source, _ in pairs]
    targets = [[START, *(of_sign[sign] for sign in target), END] for _, target in pairs]
    return Pairs(*_padded(sources), *_padded(targets))


def _padded(texts: list[list[int]]) -> tuple[Array, Array]:
    lengths = np.array([len(text) for text in texts], np.int64)
    ids = np.full((len(texts), int(lengths.max())), PADDING, np.int64)
    for row, text in zip(ids, texts, strict=True):
        row[: len(text)] = text
    return ids, lengths
