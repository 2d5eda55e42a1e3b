"""The arithmetic that banks may do: right values, nothing but arithmetic, nothing that takes long."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_drills.content.expressions import ExpressionError, draw, evaluate, filled, written
from lstm_drills.content.question_types import Variable


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("4 * H * (D + H + 1)", 4 * 3 * 6),
        ("2 ** 10 - 7 // 2 % 2", 1023),
        ("-D / 4", -0.5),
        ("sqrt(16) + exp(0) + log(e) + log(8, 2)", 9.0),
        ("tanh(0) + sigmoid(0)", 0.5),
        ("sigmoid(-1000) + sigmoid(1000)", 1.0),
        ("min(D, H) * max(D, H, 9)", 18),
        ("floor(2.7) + ceil(2.1) + round(2.567, 2) + abs(-1)", 2 + 3 + 2.57 + 1),
        ("2 * pi", 2 * math.pi),
        ("1_000 + 0x10", 1016),
    ],
)
def test_values(expression, value):
    assert evaluate(expression, {"D": 2, "H": 3}) == pytest.approx(value)


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "1 +",
        "x",
        "1 / 0",
        "log(0)",
        "sqrt(-1)",
        "(-8) ** 0.5",
        "9 ** 9 ** 9",
        "10 ** 31",
        "2 ** 1e9",
        "2 ** -1e9",
        "exp(1000)",
        "1e308 * 10",
        "__import__('os')",
        "(1).__class__",
        "[1][0]",
        "lambda: 1",
        "1 if 1 else 2",
        "'a' * 9",
        "True",
        "1 < 2",
        "f(1)",
        "sqrt(x=1)",
        "sqrt(1, 2)",
        "min(1)",
        "1; 2",
        "a := 1",
        "1j",
        "*D",
        "sqrt(*[1])",
        "(" * 300 + "1" + ")" * 300,
        "1" * 600,
        "10 ** 29 * 10 ** 29",
        "1 << 4",
        "~1",
        "not 1",
        "\x00",
    ],
)
def test_everything_else_is_refused(expression):
    with pytest.raises(ExpressionError):
        evaluate(expression, {"D": 2})


@given(st.text(alphabet="0123456789+-*/%().,eDHxsqrtexplogmin _'[]", max_size=60))
def test_any_text_gives_a_finite_number_or_the_one_error(text):
    try:
        value = evaluate(text, {"D": 7, "H": 0.5})
    except ExpressionError:
        return
    assert math.isfinite(value)


def test_variables_are_drawn_within_their_bounds_and_by_the_seed():
    whole = Variable("D", low=16, high=18)
    tenths = Variable("p", low=0.1, high=0.3, step=0.1, decimals=1)
    chosen = Variable("k", values=(1.0, 2.0, 4.0))
    rng = random.Random(7)
    assert {draw(whole, rng) for _ in range(99)} == {16, 17, 18}
    assert {draw(tenths, rng) for _ in range(99)} == {0.1, 0.2, 0.3}
    assert {draw(chosen, rng) for _ in range(99)} == {1, 2, 4}
    assert isinstance(draw(whole, rng), int)
    assert [draw(whole, random.Random(n)) for n in range(9)] == [draw(whole, random.Random(n)) for n in range(9)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (6272, "6272"),
        (6272.0, "6272"),
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.333333"),
        (0.00001234, "0.00001234"),
        (-2.5, "-2.5"),
        (1e20, "1e+20"),
        (123456789.5, "123457000"),
    ],
)
def test_numbers_are_written_as_people_write_them(value, text):
    assert written(value) == text


def test_texts_are_filled():
    assert filled("{{D}} and {{D * 2}}, {D}", {"D": 3}) == "3 and 6, {D}"
    with pytest.raises(ExpressionError):
        filled("{{missing}}", {})
