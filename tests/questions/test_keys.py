"""Every key is computed: numbers a second way, printed output by running the code, banks by both YAML readers."""

import contextlib
import importlib.util
import io
import random
from pathlib import Path

import pytest
import yaml

from lstm_drills.content import bugs, questions
from lstm_drills.content.expressions import draw, evaluate
from lstm_drills.content.question_types import Choices, Lines, Numeric, Output, Short
from lstm_drills.quiz.asked import ask
from lstm_drills.quiz.marking import mark, output_form
from lstm_drills.quiz.short import detect

EXAMPLE = Path(__file__).parents[1] / "content" / "banks" / "example.yaml"
CHECKS = Path(__file__).parent / "checks"
DRAWS = 20


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("LSTM_DRILLS_HOME", str(tmp_path))


def every(kind):
    """The questions of a type in all banks and in the example; read when tests are collected."""
    found = []
    for files in ([EXAMPLE], questions.bank_files()):
        if files:
            catalogue = questions._fresh(files)
            found += [catalogue.question(entry.key) for entry in catalogue.entries]
    return [pytest.param(question, id=question.key) for question in found if isinstance(question.answer, kind)]


def second_way(check: str):
    module_name, _, function = check.partition(":")
    spec = importlib.util.spec_from_file_location(f"check_{module_name}", CHECKS / f"{module_name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, function)


@pytest.mark.parametrize("question", every(Numeric))
def test_a_number_computed_a_second_way_is_the_same(question):
    answer = question.answer
    assert answer.check, "a numeric question names its second way of computing: check: module:function"
    function = second_way(answer.check)
    rng = random.Random(0)
    for _ in range(DRAWS if answer.variables else 1):
        numbers = {variable.name: draw(variable, rng) for variable in answer.variables}
        value = evaluate(answer.expression, numbers)
        allowed = (answer.tolerance * abs(value) if answer.relative else answer.tolerance) / 2 + 1e-9 * abs(value)
        assert abs(function(**numbers) - value) <= allowed, numbers


@pytest.mark.parametrize("question", every(Output))
def test_code_prints_its_answer(question):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(question.code, question.key, "exec"), {"__name__": "__main__"})
    assert output_form(printed.getvalue()) == output_form(question.answer.text)


@pytest.mark.parametrize("question", every(Lines))
def test_a_wrong_line_is_a_line_of_the_code(question):
    lines = question.code.splitlines()
    assert question.answer.lines
    assert len(lines) <= bugs.TALLEST
    assert all(lines[line - 1].strip() for line in question.answer.lines)


@pytest.mark.parametrize("question", every(Short))
def test_the_model_answer_makes_every_point_that_has_phrases(question):
    for text in (question.answer.model.en, question.answer.model.zh):
        for finding in detect(question.answer, text):
            assert finding.suggested or not finding.point.groups, f"{finding.point.id} is not detected in: {text}"


@pytest.mark.parametrize("question", every(object))
def test_the_right_answer_is_marked_right(question):
    put = ask(question, "1")
    answer = question.answer
    if isinstance(answer, Choices):
        typed = " ".join(
            "ABCDEFGHI"[k] for k, place in enumerate(put.order) if answer.choices[place].id in answer.right
        )
    elif isinstance(answer, Numeric):
        typed = repr(put.value)
    elif isinstance(answer, Output):
        typed = answer.text
    elif isinstance(answer, Lines):
        typed = str(answer.lines[0])
    else:
        return
    assert mark(put, typed).status == "right"


def test_the_right_choice_is_not_given_away_by_its_length():
    singles = [param.values[0].answer for param in every(Choices) if not param.values[0].answer.several]
    longest = 0
    for answer in singles:
        lengths = {choice.id: len(choice.text.en) for choice in answer.choices}
        longest += all(lengths[answer.right[0]] > length for name, length in lengths.items() if name != answer.right[0])
    chance = sum(1 / len(answer.choices) for answer in singles)
    assert longest <= chance * 1.6 + 2, f"in {longest} of {len(singles)} the right choice is the longest"


@pytest.mark.parametrize("bank", [EXAMPLE, *questions.bank_files()], ids=lambda bank: bank.name)
def test_a_bank_reads_the_same_where_libyaml_is_missing(bank):
    source = bank.read_text(encoding="utf-8")
    if hasattr(yaml, "CSafeLoader"):
        assert yaml.load(source, Loader=yaml.SafeLoader) == yaml.load(source, Loader=yaml.CSafeLoader)
