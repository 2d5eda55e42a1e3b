"""Numeric questions: variables, tolerance, units, and a trial of everything that is computed when one is asked."""

import random
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lstm_drills.content.expressions import FUNCTIONS, ExpressionError, Number, draw, evaluate, filled, written
from lstm_drills.content.parsing import Node
from lstm_drills.content.question_types import Numeric, Question, Variable

if TYPE_CHECKING:
    from lstm_drills.content.bank_reader import BankReader

NUMBER = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})(?:[eE][+-]?[0-9]{1,2})?", re.ASCII)
CHECK = re.compile(r"[a-z_][a-z0-9_]*:[a-z_][a-z0-9_]*")
RANGE = ("from", "to", "step")
ENDS = 2  # a list of two is a range, a longer one a choice
TEXTS = ("prompt", "hint", "explanation", "follow_up", "follow_up_answer")  # that may hold expressions
TRIALS = 20
MOST_STEPS = 10**9


def read_numeric(reader: "BankReader", values: Mapping[str, Node]) -> Numeric:
    """The number that is asked for; problems go to the reader."""
    tolerance, relative = 0.0, False
    if "tolerance" in values:
        word = reader.string(values["tolerance"]).strip()
        relative = word.endswith("%")
        tolerance = _number(reader, values["tolerance"], word.rstrip("%").strip()) / (100 if relative else 1)
        if tolerance < 0:
            reader.problem(values["tolerance"], "not-positive")
    units = reader.pairs(values.get("units"))
    factors = tuple((name, _number(reader, node, reader.string(node))) for name, node in units)
    for (_, factor), (_, node) in zip(factors, units, strict=True):
        if factor <= 0:
            reader.problem(node, "not-positive")
    if factors and factors[0][1] != 1:
        reader.problem(units[0][1], "first-unit", unit=factors[0][0])
    check = reader.string(values["check"]) if "check" in values else ""
    if check and not CHECK.fullmatch(check):
        reader.problem(values["check"], "not-a-check", got=check)
    variables = tuple(_variable(reader, name, node) for name, node in reader.pairs(values.get("variables")))
    return Numeric(reader.string(values.get("answer")), variables, tolerance, relative, factors, check)


def check_numeric(reader: "BankReader", values: Mapping[str, Node], question: Question, answer: Numeric) -> None:
    """Compute the answer and every ``{{expression}}`` for both ends of each variable and for some draws."""
    if reader.problems and not answer.expression:
        return
    rng = random.Random(0)
    trials: list[dict[str, Number]] = [{v.name: draw(_only(v, end), rng) for v in answer.variables} for end in (0, -1)]
    trials += [{v.name: draw(v, rng) for v in answer.variables} for _ in range(TRIALS)]
    texts = {key: getattr(question, key) for key in TEXTS if key in values}
    for variables in trials:
        try:
            value = evaluate(answer.expression, variables)
            full = {**variables, "answer": value}
        except ExpressionError as error:
            reader.problem(values.get("answer"), "not-computable", reason=str(error), variables=_shown(variables))
            return
        if not answer.tolerance and abs(float(written(value)) - value) > 1e-9 * abs(value):
            reader.problem(values.get("answer"), "not-exact", value=str(value))
            return
        for key, text in texts.items():
            for version in (text.en, text.zh):
                try:
                    # a prompt that holds its own answer is none
                    filled(version, variables if key in ("prompt", "hint") else full)
                except ExpressionError as error:
                    reader.problem(values[key], "not-computable", reason=str(error), variables=_shown(variables))
                    return


def _variable(reader: "BankReader", name: str, node: Node) -> Variable:
    if not name.isidentifier() or name in FUNCTIONS or name == "answer":
        reader.problem(node, "not-a-name", word=name)
    if isinstance(node.value, list) and node.value and isinstance(node.value[0], tuple):
        values = reader.fields(node, RANGE)
        nodes = [values[key] for key in RANGE if key in values]
    else:
        values, nodes = {}, reader.items(node, at_least=ENDS)
    words = [reader.string(item) for item in nodes]
    numbers = [_number(reader, item, word) for item, word in zip(nodes, words, strict=True)]
    decimals = max((len(word.partition(".")[2]) for word in words), default=0)
    if not values and len(numbers) > ENDS:
        return Variable(name, values=tuple(numbers), decimals=decimals)
    low, high, step = (*numbers, 0.0, 0.0, 0.0)[:3] if values else (*(*numbers, 0.0, 0.0)[:2], 10.0**-decimals)
    if low >= high or step <= 0 or (high - low) / step > MOST_STEPS:
        reader.problem(node, "empty-range", name=name)
        return Variable(name, low=0, high=1)
    return Variable(name, low=low, high=high, step=step, decimals=decimals)


def _number(reader: "BankReader", node: Node, word: str) -> float:
    if not NUMBER.fullmatch(word):
        if word:
            reader.problem(node, "not-a-number", got=word)
        return 1.0
    return float(word)


def _only(variable: Variable, end: int) -> Variable:
    """The variable held at its first (0) or last (-1) value."""
    if variable.values:
        return Variable(variable.name, values=(variable.values[end],), decimals=variable.decimals)
    steps = int((variable.high - variable.low) / variable.step + 1e-9) if end else 0
    value = variable.low + steps * variable.step
    return Variable(variable.name, values=(value,), decimals=variable.decimals)


def _shown(variables: Mapping[str, Number]) -> Sequence[str]:
    return [f"{name} = {value}" for name, value in variables.items()] or ["-"]
