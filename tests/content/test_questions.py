"""Banks: what is read, everything that can be wrong with one, and the cache that makes the second start quick."""

import json
from pathlib import Path

import pytest

from lstm_drills import paths
from lstm_drills.content import disposable, questions
from lstm_drills.content.question_types import (
    KINDS,
    TYPES,
    Choices,
    Cloze,
    Lines,
    Match,
    Numeric,
    Order,
    Output,
    Short,
    TrueFalse,
)
from lstm_drills.errors import ContentError
from lstm_drills.messages import LANGUAGES, Text, say

EXAMPLE = Path(__file__).parent / "banks" / "example.yaml"
SOURCE = EXAMPLE.read_text(encoding="utf-8")


@pytest.fixture
def bank(tmp_path):
    file = tmp_path / "bank.yaml"
    file.write_text(SOURCE, encoding="utf-8")
    return file


def broken(file: Path, old: str, new: str) -> list[tuple[int, str]]:
    source = file.read_text(encoding="utf-8")
    assert old in source
    file.write_text(source.replace(old, new, 1), encoding="utf-8")
    return found(file)


def found(*files: Path) -> list[tuple[int, str]]:
    problems = questions.problems(files)
    for problem in problems:  # every message can be said
        assert all(problem.sentence(language) for language in LANGUAGES)
    return [(p.line, p.message.id.partition(".")[2]) for p in problems]


def test_the_example_is_sound_and_has_every_type():
    assert found(EXAMPLE) == []
    catalogue = questions.load([EXAMPLE])
    assert {entry.type for entry in catalogue.entries} == set(TYPES)
    assert list(catalogue.sections) == ["9.9"]
    assert catalogue.sections["9.9"].title == Text("Examples", "示例")


def test_each_type_becomes_its_record():
    catalogue = questions.load([EXAMPLE])

    def answer(name):
        return catalogue.question(f"9.9/{name}").answer

    single = answer("forget-gate-at-zero")
    assert isinstance(single, Choices)
    assert single.right == ("b",)
    assert not single.several
    assert answer("what-sigmoid-gates").right == ("forget", "output")
    assert answer("what-sigmoid-gates").several
    assert answer("cell-state-bounded") == TrueFalse(False)
    numeric = answer("parameters")
    assert isinstance(numeric, Numeric)
    assert [(v.name, v.low, v.high, v.step) for v in numeric.variables] == [("D", 16, 64, 1), ("H", 8, 64, 8)]
    memory = answer("state-memory")
    assert (memory.tolerance, memory.relative, memory.units[1]) == (0.05, True, ("KB", 0.001))
    assert isinstance(answer("name-the-gate"), Cloze)
    assert isinstance(answer("one-step"), Order)
    assert isinstance(answer("gate-and-task"), Match)
    short = answer("why-vanishing-eases")
    assert isinstance(short, Short)
    assert short.points[1].groups[1] == ("遗忘门", "因子|乘|缩放")
    assert answer("shape-of-hidden") == Output("(64, 32)")
    assert answer("wrong-line") == Lines((3,))
    assert isinstance(answer("wrong-symptom"), Choices)


@pytest.mark.parametrize(
    ("old", "new", "at", "problem"),
    [
        (
            'explanation: {en: "It is a sum',
            'explanaton: {en: "It is a sum',
            'explanaton: {en: "It is a sum over',
            "unknown-key",
        ),
        ("type: single", "type: singel", "type: singel", "unknown-type"),
        ("    type: single\n", "", "- id: forget-gate-at-zero", "missing-type"),
        ("level: 1", "level: 4", "level: 4", "not-a-whole-number"),
        ("[gates-and-cell]", "[gates_and_cell]", "topics: [gates_and_cell]", "unknown-topic"),
        ("[gates-and-cell]", "[]", "topics: []", "too-few"),
        ("    answer: b", "    answer: d", "answer: d", "unknown-choice"),
        ("    answer: b", "    answer: [b]", "answer: [b]", "not-text"),
        ("answer: [forget, output]", "answer: [forget, outputs]", "answer: [forget, outputs]", "unknown-choice"),
        ("answer: [forget, output]", "answer: []", "answer: []", "too-few"),
        ("answer: [forget, output]", "answer: [forget, forget]", "answer: [forget, forget]", "repeated-word"),
        ("{id: c,", "{id: b,", "- {id: b, text: {en: It erases the", "same-choice"),
        (
            ", why: {en: That is a gate of 1., zh: 那是门为 1 的情形。}",
            "",
            "- {id: a, text: {en: It keeps the ",
            "missing-why",
        ),
        (
            "en: It erases the hidden state",
            "en: It erases the old cell state",
            "- {id: c, text: {en: It erases the",
            "same-text",
        ),
        ("answer: false", "answer: no", "answer: no", "unknown-word"),
        ("id: cell-state-bounded", "id: what-sigmoid-gates", "- id: what-sigmoid-gates", "same-question"),
        ("id: cell-state-bounded", "id: Cell state", "- id: Cell state", "question-id"),
        ("id: cell-state-bounded", "id: an-older-question", "- id: an-older-question", "retired-id"),
        (
            'follow_up: {en: "And what would a gate of 1 at every step mean?", zh: 若每一步都为 1，又意味着什么？}\n    ',
            "",
            '{en: "Nothing is ever forgotten',
            "nothing-to-follow",
        ),
        ('section: "9.9"', "section: Nine!", "section: Nine!", "section-id"),
        ('section: "9.9"', 'section: "9.9"\nsection: "9.8"', 'section: "9.8"', "repeated-key"),
        ("D: [16, 64]", "D: [64, 16]", "variables: {D: [64, 16], H: {from:", "empty-range"),
        ("D: [16, 64]", "D: [16, many]", "variables: {D: [16, many], H: {fro", "not-a-number"),
        ("D: [16, 64]", "sqrt: [16, 64]", "variables: {sqrt: [16, 64], H: {fr", "not-a-name"),
        (
            'answer: "4 * H * (D + H + 1)"',
            "answer: 4 * H * (D + K + 1)",
            "answer: 4 * H * (D + K + 1)",
            "not-computable",
        ),
        ('answer: "4 * H * (D + H + 1)"', 'answer: "1 / (D - 16)"', 'answer: "1 / (D - 16)"', "not-computable"),
        ("{{D + H + 1}}", "{{D + X + 1}}", 'explanation: {en: "4 gates, {{H}} ', "not-computable"),
        ("with {{D}} inputs", "with {{answer}} inputs", 'prompt: {en: "How many parameters ', "not-computable"),
        ("example:parameters", "example.parameters", 'check: "example.parameters"', "not-a-check"),
        ("tolerance: 5%", "tolerance: some", "tolerance: some", "not-a-number"),
        ("tolerance: 5%", "tolerance: -5%", "tolerance: -5%", "not-positive"),
        ("{MB: 1,", "{MB: 2,", "units: {MB: 2, KB: 0.001, MiB: 1.0", "first-unit"),
        ("KB: 0.001", "KB: 0", "units: {MB: 1, KB: 0, MiB: 1.04857", "not-positive"),
        ("The {{1}} gate", "The {{3}} gate", 'prompt: {en: "The {{3}} gate scale', "gaps-differ"),
        ("accept: [forget, 遗忘]", "accept: []", "- accept: []", "too-few"),
        ("id: hidden", "id: cell", "- {id: cell, text: {en: compute th", "same-choice"),
        ("en: what stays", "en: what is read", "- {left: {en: output gate, zh: 输出门", "same-text"),
        ("[additive|addition|adds|sum]", "[additive||adds]", "- [additive||adds]", "not-a-phrase"),
        (
            '      h = np.zeros((32, 64))\n      print(h.T.shape)\n    answer: "(64, 32)"',
            "      h\n",
            "- id: shape-of-hidden",
            "missing-key",
        ),
        ("line: 3", "line: {a: 3}", "line: {a: 3}", "not-a-list"),
        ("line: 3", "line: []", "line: []", "too-few"),
        ("line: 3", "line: 9", "line: 9", "not-a-whole-number"),
        ("line: 3", "line: 3\n    answer: a", "answer: a", "answer-without-choices"),
        ("    line: 3\n", "", "- id: wrong-line", "line-or-choices"),
        (
            "    choices:\n      - {id: a, text: {en: Nothing",
            "    line: 1\n    choices:\n      - {id: a, text: {en: Nothing",
            "line: 1",
            "line-or-choices",
        ),
        (
            "    answer: a\n",
            "    answer: a\n    references: [gers-1900]\n",
            "references: [gers-1900]",
            "unknown-reference",
        ),
        (
            "    line: 3\n",
            "    line: 3\n    misconception: 3.3/none\n",
            "misconception: 3.3/none",
            "no-such-misconception",
        ),
        ("  - id: cell-state-bounded", "  - just words\n  - id: cell-state-bounded", "- just words", "not-a-mapping"),
        (
            'prompt: {en: "What does a forget gate of exactly 0 do?", zh: 遗忘门恰好为 0 时会怎样？}',
            "prompt: What?",
            "prompt: What?",
            "one-language",
        ),
    ],
)
def test_each_fault_is_found_at_its_place(bank, monkeypatch, tmp_path, old, new, at, problem):
    monkeypatch.setattr(paths, "exercises_folder", lambda: tmp_path / "none")
    faults = broken(bank, old, new)
    lines = bank.read_text(encoding="utf-8").splitlines()
    assert problem in [name for line, name in faults if at in lines[line - 1]]


def test_all_faults_of_all_banks_are_told_at_once(bank, tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text(SOURCE.replace("level: 1", "level: 0").replace('"9.9"', '"9.8"'), encoding="utf-8")
    bank.write_text(SOURCE.replace("explanation", "explanaton", 2), encoding="utf-8")
    with pytest.raises(ContentError) as error:
        questions.load([bank, other])
    assert error.value.parameters["count"] == SOURCE.count("level: 1") + 4
    first = say(error.value.parameters["problems"], "en").splitlines()
    assert [line.partition(":")[0].endswith("bank.yaml") for line in first] == [True] * 4 + [False] * (len(first) - 4)


def test_one_fault_never_makes_the_quiz_smaller(bank):
    broken(bank, "answer: false", "answer: maybe")
    with pytest.raises(ContentError):
        questions.load([bank])


def test_two_banks_of_one_section_are_a_problem(bank, tmp_path):
    twin = tmp_path / "twin.yaml"
    twin.write_text(SOURCE, encoding="utf-8")
    assert (4, "same-section") in [(line + 1, name) for line, name in found(bank, twin)]


def test_a_bank_of_ones_own_may_be_in_one_language(tmp_path):
    bank = tmp_path / "mine.yaml"
    bank.write_text(
        "section: mine\nlanguage: en\ntitle: My bank\nquestions:\n"
        "  - {id: one, type: true-false, level: 1, topics: [other], prompt: Is it?, answer: true, explanation: Yes.}\n"
    )
    assert found(bank) == []
    assert questions.load([bank]).question("mine/one").prompt == Text("Is it?", "Is it?")
    assert broken(bank, "language: en", "language: fr") == [(2, "unknown-word")]


def test_a_folder_stands_for_its_banks(bank):
    assert found(bank.parent) == []
    broken(bank, "level: 1", "level: one")
    assert [name for _, name in found(bank.parent)] == ["not-a-whole-number"]


@pytest.mark.parametrize(
    "source", ["", "[]", "questions", "section: x\n", "- a\n- b", "section: [1]\ntitle: x\nquestions: y"]
)
def test_files_that_are_no_banks_give_problems_never_exceptions(tmp_path, source):
    bank = tmp_path / "no.yaml"
    bank.write_text(source)
    assert found(bank)


@pytest.mark.parametrize("cut", range(0, len(SOURCE), 97))
def test_a_bank_cut_off_anywhere_is_read_or_refused(bank, cut):
    bank.write_text(SOURCE[:cut], encoding="utf-8")
    found(bank)


def test_a_fingerprint_follows_the_answer_not_the_wording(bank):
    before = {entry.key: entry.fingerprint for entry in questions.load([bank]).entries}
    source = bank.read_text(encoding="utf-8")
    changed = source.replace("What does a forget gate", "What would a forget gate").replace(
        "answer: false", "answer: true"
    )
    bank.write_text(changed, encoding="utf-8")
    after = {entry.key: entry.fingerprint for entry in questions.load([bank]).entries}
    assert {key for key in before if before[key] != after[key]} == {"9.9/cell-state-bounded"}


# --- the cache --------------------------------------------------------------------------------------------------------


def cache_file() -> Path:
    (file,) = (paths.home() / disposable.FOLDER).glob("*.jsonl")
    return file


def test_the_second_load_reads_no_yaml_and_gives_the_same(bank, monkeypatch):
    first = questions.load([bank])
    monkeypatch.setattr(questions, "_fresh", lambda files: pytest.fail("the banks were read again"))
    second = questions.load([bank])
    assert second.entries == first.entries
    assert [second.question(e.key) for e in second.entries] == [first.question(e.key) for e in first.entries]
    assert (second.sections, second.topics, second.references) == (first.sections, first.topics, first.references)


def test_a_changed_bank_is_read_again(bank):
    questions.load([bank])
    bank.write_text(SOURCE.replace("What does a forget gate", "What would a forget gate"), encoding="utf-8")
    assert questions.load([bank]).question("9.9/forget-gate-at-zero").prompt.en.startswith("What would")


@pytest.mark.parametrize("damage", [b"", b"\x00\xff", b"[]\n[]\n", b'{"entries": 1}', b"[" * 99999])
def test_a_damaged_cache_is_ignored(bank, damage):
    expected = questions.load([bank])
    key = cache_file().read_bytes().splitlines()[0]
    cache_file().write_bytes(damage)
    assert questions.load([bank]).entries == expected.entries
    cache_file().write_bytes(key + b"\n" + damage)
    assert questions.load([bank]).entries == expected.entries


def test_a_cache_cut_off_in_its_questions_is_ignored(bank):
    expected = questions.load([bank])
    data = cache_file().read_bytes()
    for cut in (len(data) - 50, len(data) // 2):
        cache_file().write_bytes(data[:cut])
        again = questions.load([bank])
        assert [again.question(e.key) for e in expected.entries] == [expected.question(e.key) for e in expected.entries]


def test_a_cache_with_another_question_in_its_place_is_ignored(bank):
    expected = questions.load([bank])
    lines = cache_file().read_bytes().splitlines(keepends=True)
    body = json.loads(lines[2])
    body["Question"][6] = "nonsense"
    cache_file().write_bytes(b"".join(lines[:2]) + b"{}" + b" " * (len(lines[2]) - 3) + b"\n" + b"".join(lines[3:]))
    again = questions.load([bank])
    assert again.question(expected.entries[0].key) == expected.question(expected.entries[0].key)


def test_a_home_that_cannot_be_written_is_no_reason_to_complain(bank, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LSTM_DRILLS_HOME", str(tmp_path / "file"))
    assert questions.load([bank]).entries == questions.load([bank]).entries


def test_records_survive_the_journey_through_json():
    catalogue = questions.load([EXAMPLE])
    for entry in catalogue.entries:
        question = catalogue.question(entry.key)
        assert disposable.from_data(json.loads(json.dumps(disposable.as_data(question))), KINDS) == question
