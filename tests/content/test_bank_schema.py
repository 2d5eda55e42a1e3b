"""The schema for editors says yes to every bank, and no to what validating refuses, as far as a schema can."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from lstm_drills import paths
from lstm_drills.content import answer_reader, questions
from lstm_drills.content.question_types import TYPES

EXAMPLE = Path(__file__).parent / "banks" / "example.yaml"
SCHEMA = json.loads((paths.questions_folder() / "bank.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def errors(source: str) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(yaml.safe_load(source))]


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("bank", [EXAMPLE, *questions.bank_files()], ids=lambda bank: bank.name)
def test_every_bank_fits(bank):
    assert errors(bank.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("explanation: {en:", "explanaton: {en:"),
        ("type: single", "type: singel"),
        ("level: 1", "level: 4"),
        ("topics: [gates-and-cell]", "topics: []"),
        ("    answer: b\n", ""),
        ("answer: [forget, output]", "answer: forget"),
        ("answer: false", "answer: perhaps"),
        ("D: [16, 64]", "D: [16]"),
        ("check: \"example:parameters\"", "check: example.parameters"),
        ("accept: [forget, 遗忘]", "accept: []"),
        ("    gaps:", "    gap:"),
        ("    line: 3\n", ""),
        ("    line: 3\n", "    line: 3\n    misconception: 3.3/x\n"),
        ("zh: 这段代码打印什么？", "cn: 这段代码打印什么？"),
        ("title:", "titel:"),
    ],
)  # fmt: skip
def test_what_validating_refuses_the_schema_refuses(old, new):
    source = EXAMPLE.read_text(encoding="utf-8")
    assert old in source
    assert errors(source.replace(old, new, 1))


def test_schema_and_reader_know_the_same_types_and_keys():
    assert tuple(SCHEMA["$defs"]["common"]["properties"]["type"]["enum"]) == TYPES
    for rule in SCHEMA["$defs"]["question"]["allOf"][2:]:
        kind = rule["if"]["properties"]["type"]["const"]
        required, optional = answer_reader.ANSWER_KEYS[kind]
        assert set(rule["then"].get("required", ())) == set(required)
        assert {*rule["then"]["properties"], "code"} == {*required, *optional, "code"}
