"""Authors' YAML: places, problems, and files that are damaged or hostile."""

from pathlib import Path

import pytest

from lstm_drills.content.located import BrokenContent, Reader, finish
from lstm_drills.content.names import natural, nearest
from lstm_drills.messages import Text, say


def reader(tmp_path: Path, source: str | bytes) -> Reader:
    file = tmp_path / "bank.yaml"
    file.write_bytes(source if isinstance(source, bytes) else source.encode())
    return Reader(file)


def found(source: Reader) -> list[tuple[int, int, str]]:
    return [(p.line, p.column, p.message.id.partition(".")[2]) for p in source.problems]


@pytest.mark.parametrize(
    ("source", "place"),
    [
        (b"", (1, 1, "empty-file")),
        (b"# only a comment\n", (1, 1, "empty-file")),
        (b"a: 1\n\tb: 2\n", (2, 1, "tab")),
        (b"a: 1\n---\nb: 2\n", (2, 1, "several-documents")),
        ("a: 门".encode("gb18030"), (1, 4, "not-utf8")),
        ("a: 1".encode("utf-16"), (1, 1, "not-utf8")),
        (b"a: 1\nb: \x00\n", (2, 4, "unprintable")),
        (b"a: [1, 2\n", (2, 1, "syntax")),
        (b"a: b: c\n", (1, 5, "syntax")),
        (b"a: &x [1]\nb: *x\n", (1, 4, "alias")),
        (b"a: &x [*x]\n", None),
        (b"a: !!python/object:os.system {}\n", (1, 4, "tag")),
        (b"[" * 100_000, None),
        (b"- " * 100_000 + b"a", (1, 1, "too-deep")),
        (b"[" * 100_000 + b"]" * 100_000, (1, 1, "too-deep")),
    ],
)
def test_damaged_or_hostile_files_are_one_problem_each(tmp_path, source, place):
    broken = reader(tmp_path, source)
    assert broken.root is None
    assert len(broken.problems) == 1
    if place:
        assert found(broken) == [place]


def test_billion_laughs_end_at_once(tmp_path):
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    assert [name for *_, name in found(reader(tmp_path, "\n".join(lines)))] == ["alias"]


def test_a_missing_file_is_a_problem(tmp_path):
    assert found(Reader(tmp_path / "none.yaml")) == [(1, 1, "cannot-open")]


def test_a_byte_order_mark_is_no_problem(tmp_path):
    bank = reader(tmp_path, b"\xef\xbb\xbfsection: 2.10\n")
    assert bank.string(bank.fields(bank.root, ["section"])["section"]) == "2.10"
    assert not bank.problems


def test_scalars_stay_what_their_author_wrote(tmp_path):
    bank = reader(tmp_path, "[2.10, no, 1e3, 2020-01-01, 0x1F, '']")
    assert bank.strings(bank.root) == ("2.10", "no", "1e3", "2020-01-01", "0x1F", "")
    assert found(bank) == [(1, 35, "empty")]


def test_keys_are_checked_with_places_and_suggestions(tmp_path):
    bank = reader(tmp_path, "section: a\nexplanaton: b\nsection: c\n? [x]\n: d\n")
    values = bank.fields(bank.root, ["section", "explanation"], ["title"])
    assert set(values) == {"section"}
    assert found(bank) == [
        (2, 1, "unknown-key"),
        (3, 1, "repeated-key"),
        (4, 3, "key-is-no-word"),
        (1, 1, "missing-key"),
    ]
    assert '"explanation"' in bank.problems[0].sentence("en")


def test_texts_need_both_languages(tmp_path):
    bank = reader(tmp_path, "a: {en: one, zh: 一}\nb: one\nc: {en: one}\nd: {en: one, zh: ''}\n")
    values = bank.fields(bank.root, list("abcd"))
    assert bank.text(values["a"]) == Text("one", "一")
    for key in "bcd":
        bank.text(values[key])
    assert found(bank) == [(2, 4, "one-language"), (3, 4, "missing-key"), (4, 18, "empty")]


def test_wrong_kinds_of_values(tmp_path):
    bank = reader(tmp_path, "[[1], {a: 1}, word, 7, 7.5, -2]")
    sequence, mapping, word, seven, fraction, negative = bank.root.value
    assert bank.string(sequence) == ""
    assert bank.items(mapping) == []
    assert bank.fields(word, ["a"]) == {}
    assert bank.integer(seven, 1, 9) == 7
    assert bank.integer(fraction, 1, 9) == 1
    assert bank.integer(negative, 1, 9) == 1
    assert bank.one_of(word, ("words", "other")) == "word"
    names = ["not-text", "not-a-list", "not-a-mapping", "not-a-whole-number", "not-a-whole-number", "unknown-word"]
    assert [name for *_, name in found(bank)] == names


def test_all_problems_are_said_at_once_in_order_of_place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    first = reader(tmp_path, "b: 1\na: 2\n")
    first.fields(first.root, ["c"])
    with pytest.raises(BrokenContent) as error:
        finish(first)
    problems = error.value.parameters["problems"]
    lines = say(problems, "en").splitlines()
    assert [line.split(": ")[0] for line in lines] == ["bank.yaml:1:1", "bank.yaml:1:1", "bank.yaml:2:1"]
    assert say(problems, "zh").splitlines()[0].startswith("bank.yaml:1:1：")
    assert error.value.parameters["count"] == 3


def test_finish_raises_nothing_where_nothing_is_wrong(tmp_path):
    finish(reader(tmp_path, "a: 1"))


def test_nearest_and_natural_order():
    assert nearest("explanaton", ["prompt", "explanation"]) == "explanation"
    assert nearest("forget_gate", ["forget-gate"]) == "forget-gate"
    assert nearest("zzz", ["prompt"]) is None
    assert sorted(["3.10", "3.2", "10", "2.1", "3"], key=natural) == ["2.1", "3", "3.2", "3.10", "10"]
