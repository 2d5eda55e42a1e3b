"""Misconceptions as questions: the excerpt shows the mistake, and the line that is asked for is the one that changed."""

import pytest

from lstm_drills import paths
from lstm_drills.content import bugs, questions
from lstm_drills.content.question_types import Choices, Lines

METADATA = """\
id: "3.3"
title: {en: Backward, zh: 反向}
level: 3
minutes: 45
functions: [backward]
hints:
  - {en: Think of time., zh: 想想时间。}
"""
BODY = "".join(f"    step_{n} = {n}\n" for n in range(40))
HELPER = "import numpy as np\n\n\ndef helper():\n    return 1\n\n\n"
SOLUTION = f"{HELPER}def backward(c_prev):\n{BODY}    d = c_prev\n    e = d * 2\n    return e\n"
MISTAKES = """\
- id: new-cell
  targets: [forget_gate]
  patches: [{from: "d = c_prev", to: "d = c_next"}]
  message: {en: It multiplies by the new cell., zh: 它乘了新的细胞状态。}
  hint: {en: Which cell?, zh: 哪一个？}
- id: same-place
  targets: [forget_gate]
  patches: [{from: "d = c_prev", to: "d = -c_prev"}]
  message: {en: Sign., zh: 符号。}
  hint: {en: Sign?, zh: 符号？}
- id: left-out
  targets: [forget_gate]
  patches: [{from: "    e = d * 2\\n", to: ""}]
  message: {en: Left out., zh: 漏了。}
  hint: {en: Count., zh: 数一数。}
- id: far-apart
  targets: [forget_gate]
  patches: [{from: "step_1 = 1\\n", to: "step_1 = 0\\n"}, {from: "e = d * 2", to: "e = d"}]
  message: {en: Two places., zh: 两处。}
  hint: {en: Two., zh: 两处。}
"""


@pytest.fixture
def exercise(tmp_path, monkeypatch):
    folder = tmp_path / "exercises" / "3.3-backward"
    folder.mkdir(parents=True)
    monkeypatch.setattr(paths, "exercises_folder", lambda: tmp_path / "exercises")
    (folder / "exercise.yaml").write_text(METADATA, encoding="utf-8")
    (folder / "misconceptions.yaml").write_text(MISTAKES, encoding="utf-8")
    (folder / "solution.py").write_text(SOLUTION, encoding="utf-8")
    return folder


def test_the_wrong_line_of_an_excerpt_is_the_one_that_changed(exercise):
    excerpt = bugs.Excerpts().by_name["3.3/new-cell"]
    lines = excerpt.code.splitlines()
    assert len(lines) <= bugs.TALLEST
    (wrong,) = excerpt.lines
    assert lines[wrong - 1] == "d = c_next"
    assert excerpt.right == "d = c_prev"
    assert "helper" not in excerpt.code


def test_what_has_no_single_line_is_not_asked_for_one(exercise):
    excerpts = bugs.Excerpts().by_name
    assert excerpts["3.3/left-out"].lines == ()
    assert excerpts["3.3/far-apart"].lines == ()


def test_each_place_is_asked_once_and_not_where_a_bank_asks_already(exercise):
    excerpts = bugs.Excerpts()
    assert [q.key for q in excerpts.questions(set())] == ["3.3/bug-new-cell"]
    assert [q.key for q in excerpts.questions({"3.3/same-place"})] == []


def test_a_made_question_is_complete(exercise):
    (question,) = bugs.Excerpts().questions(set())
    assert isinstance(question.answer, Lines)
    assert "It multiplies by the new cell." in question.explanation.en
    assert "d = c_prev" in question.explanation.zh
    assert question.hint.zh == "哪一个？"
    assert (question.section, question.type, question.level) == ("3.3", "bug", 3)


BANK = """\
section: "3.3"
title: {en: Backward, zh: 反向}
questions:
  - {id: which, type: bug, level: 2, topics: [debugging], misconception: 3.3/new-cell}
  - id: symptom
    type: bug
    level: 2
    topics: [debugging]
    misconception: 3.3/left-out
    choices:
      - {id: a, text: {en: One, zh: 一}}
      - {id: b, text: {en: Two, zh: 二}, why: {en: No., zh: 不。}}
    answer: a
"""


def test_a_bank_names_a_misconception_and_may_leave_the_rest_out(exercise, tmp_path):
    bank = tmp_path / "bank.yaml"
    bank.write_text(BANK, encoding="utf-8")
    catalogue = questions.load([bank])
    which, symptom = (catalogue.question(f"3.3/{name}") for name in ("which", "symptom"))
    assert isinstance(which.answer, Lines)
    assert "c_next" in which.code
    assert which.prompt.zh
    assert isinstance(symptom.answer, Choices)
    assert symptom.explanation.en.startswith("Left out.")


def test_a_misconception_without_a_line_needs_choices(exercise, tmp_path):
    bank = tmp_path / "bank.yaml"
    bank.write_text(BANK.replace("3.3/new-cell", "3.3/left-out"), encoding="utf-8")
    assert [problem.message.id for problem in questions.problems([bank])] == ["banks.no-wrong-line"]


def test_our_own_banks_get_the_made_questions_behind_the_written_ones(exercise, tmp_path, monkeypatch):
    folder = tmp_path / "questions"
    folder.mkdir()
    (folder / "topics.yaml").write_text(
        (paths.questions_folder() / "topics.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    written = "  - {id: written, type: true-false, level: 2, topics: [other], prompt: {en: A, zh: 甲}, answer: true,"
    written += " explanation: {en: B, zh: 乙}}\n"
    (folder / "3.3.yaml").write_text(BANK.partition("  - {id")[0] + written, encoding="utf-8")
    monkeypatch.setattr(paths, "questions_folder", lambda: folder)
    monkeypatch.setenv("LSTM_DRILLS_HOME", str(tmp_path / "home"))
    for _ in range(2):  # fresh, and from the cache
        entries = questions.load().entries
        assert [(entry.key, entry.generated) for entry in entries] == [
            ("3.3/written", False),
            ("3.3/bug-new-cell", True),
        ]


def test_broken_exercises_are_told_with_the_banks_and_only_once(exercise, tmp_path):
    (exercise / "misconceptions.yaml").write_text(MISTAKES.replace("hint:", "hnt:", 1), encoding="utf-8")
    bank = tmp_path / "bank.yaml"
    bank.write_text(BANK.replace("level: 2", "level: 7", 1), encoding="utf-8")
    found = [(problem.file.name, problem.message.id) for problem in questions.problems([bank])]
    assert found == [
        ("bank.yaml", "banks.not-a-whole-number"),
        ("misconceptions.yaml", "banks.missing-key"),
        ("misconceptions.yaml", "banks.unknown-key"),
    ]


def test_a_missing_solution_is_a_problem_not_a_crash(exercise, tmp_path):
    (exercise / "solution.py").unlink()
    bank = tmp_path / "bank.yaml"
    bank.write_text(BANK, encoding="utf-8")
    assert [problem.file.name for problem in questions.problems([bank])] == ["solution.py"]
