"""Marking, as tables: what people type, and what it is worth."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_drills.content import question_types as q
from lstm_drills.messages import LANGUAGES, Text, say
from lstm_drills.quiz.asked import LETTERS, Asked, ask
from lstm_drills.quiz.marking import Mark, Unclear, mark, mark_ticks, read_ticks


def text(word: str) -> Text:
    return Text(word, f"{word}词")


def question(answer: q.Answer, code: str | None = None) -> q.Question:
    return q.Question("1/x", "1", "single", 1, ("other",), text("?"), answer, text("because"), code=code)


def asked(answer: q.Answer, order: tuple[int, ...] = (), code: str | None = None, **numbers: float) -> Asked:
    return Asked(question(answer, code), numbers, order)


CHOICES = tuple(
    q.Choice(name, text(f"the {name} one"), None if name == "b" else text(f"not {name}")) for name in "abcd"
)
SINGLE = asked(q.Choices(CHOICES, ("b",)), (2, 1, 0, 3))  # shown: C's B's A's D's; right is B
MULTIPLE = asked(q.Choices(CHOICES, ("a", "b", "c", "d")[:4], True), (0, 1, 2, 3))
TWO_OF_FOUR = asked(q.Choices(CHOICES, ("a", "c"), True), (3, 2, 1, 0))  # right: B and D as shown
TRUE, FALSE = asked(q.TrueFalse(True)), asked(q.TrueFalse(False))
ORDER = asked(q.Order(tuple(q.Item(name, text(name)) for name in "xyz")), (2, 0, 1))  # right: B C A
PAIRS = q.Match(tuple(q.Pair(text(f"l{n}"), text(f"r{n}")) for n in range(3)))
MATCH = asked(PAIRS, (1, 2, 0))  # right: 1C 2A 3B
CLOZE = asked(q.Cloze((("forget", "遗忘"), ("cell state", "c_{t-1}", "细胞状态", "x²"))))
ONE_GAP = asked(q.Cloze((("f * c", "-1"),)))
OUTPUT = asked(q.Output("(2, 3)\n[0. 1.]", ("(2, 3) [0. 1.]",)), code="print(1)")
LINES = asked(q.Lines((2, 3)), code="a\nb\nc\nd")
EXACT = asked(q.Numeric("4 * H * (D + H + 1)", (q.Variable("D"), q.Variable("H"))), D=16, H=32)  # 6272
CLOSE = asked(q.Numeric("4 * H * (D + H + 1)", (), 0.01, True), D=16, H=32)
QUARTER = asked(q.Numeric("3 / 4"))
MEMORY = asked(q.Numeric("4", (), 0.05, True, (("MB", 1.0), ("KB", 0.001), ("mA", 7.0))))
PERCENT = asked(q.Numeric("12", (), 0.0, False, (("%", 1.0),)))
NEGATIVE = asked(q.Numeric("-2.5", (), 0.01))
POINTS = tuple(q.Point(name, text(name)) for name in ("p", "q", "r", "s"))
SHORT = asked(q.Short(POINTS, text("model")))
EVERY = (
    SINGLE,
    MULTIPLE,
    TWO_OF_FOUR,
    TRUE,
    ORDER,
    MATCH,
    CLOZE,
    ONE_GAP,
    OUTPUT,
    LINES,
    EXACT,
    CLOSE,
    MEMORY,
    PERCENT,
    SHORT,
)


@pytest.mark.parametrize(
    ("put", "typed", "score"),
    [
        (SINGLE, "b", 1),
        (SINGLE, " B ", 1),
        (SINGLE, "Ｂ", 1),
        (SINGLE, "(b)", 1),
        (SINGLE, "b.", 1),
        (SINGLE, "2", 1),
        (SINGLE, "２", 1),
        (SINGLE, "The b one", 1),
        (SINGLE, "the b one词", 1),
        (SINGLE, "a", 0),
        (SINGLE, "4", 0),
        (TWO_OF_FOUR, "b d", 1),
        (TWO_OF_FOUR, "DB", 1),
        (TWO_OF_FOUR, "2,4", 1),
        (TWO_OF_FOUR, "Ｂ、Ｄ", 1),
        (TWO_OF_FOUR, "b and d", 1),
        (TWO_OF_FOUR, "B和D", 1),
        (TWO_OF_FOUR, "b", 0.5),
        (TWO_OF_FOUR, "a", 0),
        (TWO_OF_FOUR, "a b d", 0.5),
        (TWO_OF_FOUR, "abcd", 0),
        (MULTIPLE, "abc", 0.75),
        (TRUE, "t", 1),
        (TRUE, "TRUE", 1),
        (TRUE, "对", 1),
        (TRUE, "是", 1),
        (TRUE, "f", 0),
        (TRUE, "错误", 0),
        (FALSE, "false", 1),
        (FALSE, "不对", 1),
        (FALSE, "ｆ", 1),
        (FALSE, "yes", 0),
        (ORDER, "b c a", 1),
        (ORDER, "BCA", 1),
        (ORDER, "2 3 1", 1),
        (ORDER, "b > c > a", 1),
        (ORDER, "b→c→a", 1),
        (ORDER, "c b a", 2 / 3),
        (ORDER, "a c b", 0),
        (MATCH, "c a b", 1),
        (MATCH, "1c 2a 3b", 1),
        (MATCH, "3-B, 1-C, 2-A", 1),
        (MATCH, "1: C; 2: A; 3: B", 1),
        (MATCH, "cba", 1 / 3),
        (MATCH, "abc", 0),
        (CLOZE, "forget; cell state", 1),
        (CLOZE, "Forget；Cell-State", 1),
        (CLOZE, "the forget; the cell state", 1),
        (CLOZE, "遗忘；细胞状态", 1),
        (CLOZE, "forget, c_{t−1}", 1),
        (CLOZE, "ｆｏｒｇｅｔ; c_{t－1}", 1),
        (CLOZE, "forget\nx²", 1),
        (CLOZE, "forget; x2", 0.5),
        (CLOZE, "input; cell state", 0.5),
        (CLOZE, ";", 0),
        (CLOZE, "forgets; cells", 0),
        (ONE_GAP, "f*c", 1),
        (ONE_GAP, "F * C", 1),
        (ONE_GAP, "`f * c`", 1),
        (ONE_GAP, "−1", 1),
        (ONE_GAP, "1", 0),
        (OUTPUT, "(2, 3)\n[0. 1.]", 1),
        (OUTPUT, "(2,3)\n[ 0. 1. ]\n", 1),
        (OUTPUT, "(2, 3)\\n[0. 1.]", 1),
        (OUTPUT, "（2，3）\n[0. 1.]", 1),
        (OUTPUT, "(2, 3) [0. 1.]", 1),
        (OUTPUT, "(3, 2)\n[0. 1.]", 0),
        (OUTPUT, "(2, 3)", 0),
        (LINES, "2", 1),
        (LINES, "line 3", 1),
        (LINES, "第２行", 1),
        (LINES, "L2", 1),
        (LINES, "1", 0),
        (LINES, "4", 0),
    ],
)
def test_what_is_typed_and_what_it_is_worth(put, typed, score):
    result = mark(put, typed)
    assert isinstance(result, Mark)
    assert result.score == pytest.approx(score)


@pytest.mark.parametrize(
    ("put", "typed", "right"),
    [
        (EXACT, "6272", True),
        (EXACT, "6,272", True),
        (EXACT, "6 272", True),
        (EXACT, "6_272", True),
        (EXACT, "６２７２", True),
        (EXACT, "６，２７２", True),
        (EXACT, "6.272e3", True),
        (EXACT, "6.272×10^3", True),
        (EXACT, "6.272 x 10**3", True),
        (EXACT, "6.272×10³", True),
        (EXACT, "= 6272", True),
        (EXACT, "约 6272", True),
        (EXACT, "6272.0", True),
        (EXACT, "6272。", True),
        (EXACT, "4*32*(16+32+1)", True),
        (EXACT, "4×32×49", True),
        (EXACT, "6.272k", True),
        (EXACT, "0.6272万", True),
        (EXACT, "6271", False),
        (EXACT, "6.3e3", False),
        (EXACT, "62,72", None),
        (EXACT, "6,2720", None),
        (EXACT, "6, 272", None),
        (CLOSE, "6.3e3", True),
        (CLOSE, "6.3k", True),
        (CLOSE, "６．３Ｋ", True),
        (CLOSE, "6400", False),
        (CLOSE, "6,300", True),
        (QUARTER, "3/4", True),
        (QUARTER, "0.75", True),
        (QUARTER, ".75", True),
        (QUARTER, "75%", True),
        (QUARTER, "７５％", True),
        (QUARTER, "¾", True),
        (QUARTER, "3⁄4", True),
        (QUARTER, "0,75", None),
        (QUARTER, "-3/4", False),
        (QUARTER, "75", False),
        (MEMORY, "4", True),
        (MEMORY, "4 MB", True),
        (MEMORY, "4mb", True),
        (MEMORY, "4000 KB", True),
        (MEMORY, "4,000kb", True),
        (MEMORY, "3.9", True),
        (MEMORY, "4 KB", False),
        (MEMORY, "4 GB", None),
        (MEMORY, "4k", None),
        (PERCENT, "12%", True),
        (PERCENT, "12", True),
        (PERCENT, "0.12", False),
        (NEGATIVE, "-2.5", True),
        (NEGATIVE, "−2.5", True),
        (NEGATIVE, "－２．５", True),
        (NEGATIVE, "2.5", False),
        (EXACT, "many", None),
        (EXACT, "", None),
        (EXACT, "6272 or 6400", None),
        (EXACT, "H", None),
        (EXACT, "1e999", None),
        (EXACT, "9**9**9", None),
        (EXACT, "6²", None),
        (EXACT, "nan", None),
        (EXACT, "6272 parameters", None),
    ],
)
def test_numbers_as_people_type_them(put, typed, right):
    result = mark(put, typed)
    if right is None:
        assert isinstance(result, Unclear)
    else:
        assert isinstance(result, Mark)
        assert (result.status == "right") == right


@pytest.mark.parametrize(
    ("put", "typed"),
    [
        (SINGLE, ""),
        (SINGLE, "e"),
        (SINGLE, "5"),
        (SINGLE, "0"),
        (SINGLE, "a b"),
        (SINGLE, "maybe"),
        (SINGLE, "："),
        (TWO_OF_FOUR, ""),
        (TWO_OF_FOUR, "x"),
        (TRUE, "perhaps"),
        (TRUE, ""),
        (ORDER, "b c"),
        (ORDER, "b c c"),
        (ORDER, "b c a a"),
        (MATCH, "c a"),
        (MATCH, "1c 2a"),
        (MATCH, "1c 1a 3b"),
        (MATCH, "1c 2a 9b"),
        (CLOZE, "forget"),
        (CLOZE, "a; b; c"),
        (CLOZE, ""),
        (ONE_GAP, "  "),
        (OUTPUT, " \n "),
        (LINES, "0"),
        (LINES, "5"),
        (LINES, "two"),
        (SHORT, "  "),
    ],
)
def test_what_is_no_answer_costs_nothing_and_says_what_is_one(put, typed):
    result = mark(put, typed)
    assert isinstance(result, Unclear)
    assert all(say(result.message, language) for language in LANGUAGES)


def test_the_chosen_wrong_option_says_why_it_is_wrong():
    result = mark(SINGLE, "a")  # shown first is the author's third
    assert [say(remark, "en") for remark in result.remarks] == ["A: not c"]
    assert mark(SINGLE, "b").remarks == ()


def test_partly_right_answers_name_what_is_missing():
    result = mark(TWO_OF_FOUR, "b a")
    assert [say(remark, "en") for remark in result.remarks] == ["A: not d", "D is right too: the a one"]
    assert [say(remark, "zh") for remark in mark(CLOZE, "遗忘；门").remarks] == ["第 2 空：细胞状态"]
    assert [say(remark, "en") for remark in mark(MATCH, "cba").remarks] == ["2: r1", "3: r2"]
    assert [say(remark, "en") for remark in mark(EXACT, "1e2").remarks] == ["Your number was read as 100."]


@pytest.mark.parametrize(("score", "status"), [(1, "right"), (0.75, "partly"), (0.74, "wrong"), (0, "wrong")])
def test_below_the_pass_mark_is_wrong(score, status):
    assert Mark(score).status == status


@pytest.mark.parametrize(
    ("typed", "ticks"),
    [
        ("", (1,)),
        ("1 3", (0, 2)),
        ("13", (0, 2)),
        ("３，１", (0, 2)),
        ("0", ()),
        ("none", ()),
        ("无", ()),
        ("all", (0, 1, 2, 3)),
        ("5", None),
        ("first", None),
        ("1-", None),
    ],
)
def test_ticks(typed, ticks):
    result = read_ticks(len(SHORT.question.answer.points), typed, (1,))
    assert isinstance(result, Unclear) if ticks is None else result == ticks


def test_ticks_make_the_mark_of_a_free_answer():
    answer = SHORT.question.answer
    assert mark_ticks(answer, (0, 1, 2, 3)).status == "right"
    assert mark_ticks(answer, (0, 1, 2)).status == "partly"
    assert mark_ticks(answer, ()).score == 0
    assert [say(remark, "zh") for remark in mark_ticks(answer, (0, 1, 2)).remarks] == ["未提到：s词"]


ANY_TEXT = st.one_of(
    st.text(max_size=80), st.text(alphabet="abcdABCD１２３;；,、. -−%eE0123456789()*/^²×kM对错→\n", max_size=40)
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(EVERY), ANY_TEXT)
def test_marking_is_total_and_its_words_can_be_said(put, typed):
    result = mark(put, typed)
    sayable = [result.message] if isinstance(result, Unclear) else list(result.remarks)
    assert all(isinstance(say(item, language), str) for item in sayable for language in LANGUAGES)
    if isinstance(result, Mark):
        assert 0 <= result.score <= 1
    assert mark(put, typed) == result


@given(st.randoms(use_true_random=False), st.integers(2, 9))
def test_the_right_letters_are_right_in_every_order(rng, count):
    choices = tuple(q.Choice(str(n), text(f"choice {n}"), text("no")) for n in range(count))
    right = tuple(str(n) for n in range(count) if n == 0 or rng.random() < 0.5)
    put = ask(question(q.Choices(choices, right, True)), str(rng.random()))
    shown = [LETTERS[place] for place, origin in enumerate(put.order) if str(origin) in right]
    assert mark(put, " ".join(shown)).status == "right"


def test_asking_depends_on_the_seed_alone():
    order = question(q.Order(tuple(q.Item(str(n), text(str(n))) for n in range(5))))
    number = question(q.Numeric("D", (q.Variable("D", low=1, high=10**6),)))
    for put in (order, number):
        assert ask(put, "7") == ask(put, "7")
    assert len({ask(number, str(seed)).value for seed in range(20)}) > 15
    assert all(ask(order, str(seed)).order != (0, 1, 2, 3, 4) for seed in range(300))
    assert ask(number, "7").value == 741556  # the stream of random.Random is the same everywhere


def test_texts_are_filled_with_this_times_numbers():
    put = ask(question(q.Numeric("D * 2", (q.Variable("D", values=(3.0,)),))), "1")
    assert put.fill(Text("{{D}} doubles to {{answer}}", "{{D + 1}}")) == Text("3 doubles to 6", "4")
    assert SINGLE.fill(Text("{{D}}", "{x}")) == Text("{{D}}", "{x}")
