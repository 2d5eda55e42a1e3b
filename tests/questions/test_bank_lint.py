"""The banks as a whole: enough of each kind, nothing given away by length or place, no doubles, one word for one thing."""

import re
from collections import Counter
from itertools import combinations
from math import comb

import pytest

from lstm_drills.content import questions
from lstm_drills.content.question_types import Choices
from lstm_drills.messages import LANGUAGES

UNLIKELY = 0.005
ALIKE = 0.75
SHORTEST = 5  # words; below it, alikeness means nothing


@pytest.fixture(scope="module")
def catalogue():
    return questions._fresh(questions.bank_files())


@pytest.fixture(scope="module")
def own(catalogue):
    """What authors wrote, without the questions that are made from misconceptions."""
    return [catalogue.question(entry.key) for entry in catalogue.entries if not entry.generated]


@pytest.fixture(scope="module")
def singles(own):
    return [question.answer for question in own if question.type == "single"]


def test_there_is_enough_of_each_kind(own):
    count = Counter(question.type for question in own)
    assert len(own) >= 400
    assert count["numeric"] + count["output"] >= 80
    assert count["bug"] >= 60
    assert count["short"] >= 40
    assert count["single"] <= len(own) / 2
    sections = Counter(question.section for question in own)
    assert min(sections.values()) >= 12, sections


def at_least(count, chances):
    """The probability that so many or more of the events happen, all of the mean chance."""
    n, p = len(chances), sum(chances) / len(chances)
    return sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(count, n + 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_choice_is_not_the_longest_more_often_than_chance_has_it(singles, language):
    longest = 0
    for answer in singles:
        lengths = {choice.id: len(choice.text.in_language(language)) for choice in answer.choices}
        others = [length for name, length in lengths.items() if name != answer.right[0]]
        longest += lengths[answer.right[0]] > max(others)
    assert at_least(longest, [1 / len(answer.choices) for answer in singles]) > UNLIKELY, f"{longest} of {len(singles)}"


@pytest.mark.parametrize("place", range(4))
def test_no_place_among_the_choices_is_the_right_one_too_often(singles, place):
    fitting = [answer for answer in singles if len(answer.choices) > place]
    right = sum(answer.choices[place].id == answer.right[0] for answer in fitting)
    assert at_least(right, [1 / len(answer.choices) for answer in fitting]) > UNLIKELY, f"{right} of {len(fitting)}"


@pytest.mark.parametrize("truth", [True, False])
def test_neither_true_nor_false_is_the_safe_guess(own, truth):
    rights = [question.answer.right for question in own if question.type == "true-false"]
    count = rights.count(truth)
    assert at_least(count, [1 / 2] * len(rights)) > UNLIKELY, f"{count} of {len(rights)}"


def test_every_wrong_choice_says_why(own):
    silent = [
        f"{question.key} {choice.id}"
        for question in own
        if isinstance(question.answer, Choices)
        for choice in question.answer.choices
        if choice.id not in question.answer.right and choice.why is None
    ]
    assert not silent


def words(question, language):
    text = question.prompt.in_language(language) + " " + (question.code or "")
    return Counter(re.findall(r"[a-z]+|[0-9.]+|[\u4e00-\u9fff]", text.lower()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_questions_ask_the_same(own, language):
    """Prompts and code as bags of words. Those made from a misconception share their prompt and differ in their code."""
    bags = {question.key: words(question, language) for question in own if question.misconception is None}
    doubles = []
    for (one, left), (other, right) in combinations(bags.items(), 2):
        if min(left.total(), right.total()) >= SHORTEST:
            alike = (left & right).total() / (left | right).total()
            doubles += [(round(alike, 2), one, other)] if alike > ALIKE else []
    assert not doubles


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_misconception_is_asked_about_twice(own, language):
    asked = Counter(question.misconception for question in own if question.misconception)
    assert not [name for name, count in asked.items() if count > 1]


# another word for the same thing, and the one that is used here
OTHER_WORDS = (
    ("遗忘门", ("忘记门",)),
    ("隐藏状态", ("隐状态", "隐层状态", "隐含状态")),
    ("细胞状态", ("单元状态", "元胞状态")),
    ("梯度消失", ("梯度弥散",)),
    ("束搜索", ("集束搜索", "定向搜索")),
    ("随时间反向传播", ("沿时间反向传播", "通过时间反向传播", "通过时间的反向传播", "时序反向传播")),
    ("掩码", ("遮罩", "掩膜")),
    ("窥孔连接", ("窥视孔", "猫眼连接")),
    ("困惑度", ("迷惑度",)),
    ("池化", ("汇聚",)),
    ("全局范数", ("整体范数",)),
)
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff）”」][,;:?!](?![0-9A-Za-z=])|[\u4e00-\u9fff][,;!?]|[\u4e00-\u9fff]\.(?:\s|$)")


def chinese(catalogue, own):
    """Every Chinese text with its place; without code."""
    for section in catalogue.sections.values():
        if section.lesson:
            yield f"{section.id} lesson", section.lesson.zh
    for question in own:
        for name, text in texts(question):
            yield f"{question.key} {name}", text.zh


def texts(question):
    yield "prompt", question.prompt
    yield "explanation", question.explanation
    yield from (
        (name, text)
        for name in ("hint", "follow_up", "follow_up_answer")
        if (text := getattr(question, name)) is not None
    )
    if isinstance(question.answer, Choices):
        for choice in question.answer.choices:
            yield f"choice {choice.id}", choice.text
            if choice.why is not None:
                yield f"why {choice.id}", choice.why


def without_code(text):
    return re.sub(r"`[^`]*`", "", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def test_one_thing_has_one_chinese_word(catalogue, own):
    found = [
        (place, other, word)
        for place, text in chinese(catalogue, own)
        for word, others in OTHER_WORDS
        for other in others
        if other in text
    ]
    assert not found


def test_chinese_text_has_chinese_punctuation(catalogue, own):
    found = [
        (place, match.string[max(0, match.start() - 8) : match.end() + 4])
        for place, text in chinese(catalogue, own)
        for match in HALF_WIDTH.finditer(without_code(text))
    ]
    assert not found


def test_every_section_with_questions_has_a_lesson_with_a_picture(catalogue, own):
    for section in {question.section for question in own}:
        lesson = catalogue.sections[section].lesson
        assert lesson is not None, section
        for language in LANGUAGES:
            assert "```" in lesson.in_language(language), f"{section} {language}"


def test_every_reference_is_used(catalogue, own):
    used = {name for question in own for name in question.references}
    assert not catalogue.references.keys() - used


def test_whoever_asks_on_has_an_answer(own):
    """What an interviewer asks next, and what one could say to that."""
    open_ended = [
        question.key for question in own if (question.follow_up is None) != (question.follow_up_answer is None)
    ]
    assert not open_ended
    assert sum(question.follow_up is not None for question in own) > 0.9 * len(own)
