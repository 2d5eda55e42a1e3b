"""The safe expressions of numeric questions: arithmetic over named numbers, bounded so that none can hang the quiz."""

import ast
import math
import operator
import random
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from lstm_drills.content.question_types import Variable

Number = int | float
LONGEST = 500  # characters
LARGEST_EXPONENT = 1024.0
LARGEST_WHOLE = 10**30
PLACEHOLDER = re.compile(r"\{\{(.+?)\}\}")
CONSTANTS: Mapping[str, Number] = {"pi": math.pi, "e": math.e}


class ExpressionError(ValueError):
    """The expression cannot be evaluated; the text says why, in English, for authors."""


def _sigmoid(x: Number) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def _power(base: Number, exponent: Number) -> Number:
    if abs(exponent) > LARGEST_EXPONENT:
        raise ExpressionError(f"the exponent {exponent} is too large")
    whole = isinstance(base, int) and isinstance(exponent, int) and exponent > 0
    if whole and int(base).bit_length() * exponent > LARGEST_WHOLE.bit_length() + 60:
        raise ExpressionError("the power is too large")
    result = base**exponent
    if isinstance(result, complex):
        raise ExpressionError("a root of a negative number")
    return result


OPERATORS: Mapping[type[ast.AST], Callable[..., Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: _power,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
# name -> function, fewest and most arguments
FUNCTIONS: Mapping[str, tuple[Callable[..., Number], int, int]] = {
    "sqrt": (math.sqrt, 1, 1),
    "exp": (math.exp, 1, 1),
    "log": (math.log, 1, 2),
    "tanh": (math.tanh, 1, 1),
    "sigmoid": (_sigmoid, 1, 1),
    "min": (min, 2, 9),
    "max": (max, 2, 9),
    "floor": (math.floor, 1, 1),
    "ceil": (math.ceil, 1, 1),
    "round": (round, 1, 2),
    "abs": (abs, 1, 1),
}


def evaluate(expression: str, variables: Mapping[str, Number] | None = None) -> Number:
    """The finite value. Raises ExpressionError for anything but arithmetic with known names, or without a value."""
    try:
        value = _value(_parsed(expression), {**CONSTANTS, **(variables or {})})
    except (ArithmeticError, ValueError, TypeError) as error:
        if isinstance(error, ExpressionError):
            raise
        raise ExpressionError(str(error)) from None
    return value


@lru_cache(maxsize=4096)
def _parsed(expression: str) -> ast.expr:
    if len(expression) > LONGEST:
        raise ExpressionError(f"longer than {LONGEST} characters")
    try:
        return ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise ExpressionError("not an expression") from None


def _value(node: ast.expr, names: Mapping[str, Number]) -> Number:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            result: Number = value
        case ast.Name(id=name):
            if name not in names:
                raise ExpressionError(f'unknown name "{name}"')
            result = names[name]
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in OPERATORS:
            result = OPERATORS[type(sign)](_value(left, names), _value(right, names))
        case ast.UnaryOp(op=sign, operand=operand) if type(sign) in OPERATORS:
            result = OPERATORS[type(sign)](_value(operand, names))
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in FUNCTIONS:
            function, fewest, most = FUNCTIONS[name]
            if not fewest <= len(arguments) <= most:
                raise ExpressionError(f"{name} takes {fewest} to {most} numbers")
            result = function(*(_value(argument, names) for argument in arguments))
        case _:
            raise ExpressionError(f'"{ast.unparse(node)[:40]}" is not allowed')
    if abs(result) > LARGEST_WHOLE and isinstance(result, int):
        raise ExpressionError("a number is too large")
    if not math.isfinite(result):
        raise ExpressionError("a value is not finite")
    return result


def draw(variable: Variable, rng: random.Random) -> Number:
    """A value of the variable: an int where it is written without decimals."""
    if variable.values:
        value = variable.values[rng.randrange(len(variable.values))]
    else:
        steps = int((variable.high - variable.low) / variable.step + 1e-9)
        value = variable.low + variable.step * rng.randrange(steps + 1)
    return round(value, variable.decimals) if variable.decimals else int(value)


def written(value: Number) -> str:
    """A number as people write it: whole, or six significant digits; never with an exponent where it can be avoided."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    short = f"{value:.6g}"
    if 1e-7 <= abs(value) < 1e15:
        from decimal import Decimal

        return format(Decimal(short), "f")
    return short


def filled(text: str, variables: Mapping[str, Number]) -> str:
    """The text with every ``{{expression}}`` replaced by its value; what is no expression stays."""
    return PLACEHOLDER.sub(lambda found: written(evaluate(found[1], variables)), text)
