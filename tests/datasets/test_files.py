"""Labelled texts of the learner's own: three forms, and one sentence with file and line for what is wrong."""

import json

import pytest

from lstm_drills.datasets import files
from lstm_drills.datasets.files import read_file
from lstm_drills.errors import DrillsError
from lstm_drills.messages import LANGUAGES, Text, message, say

PAIRS = [(label, f"text {n}, {label}") for n in range(30) for label in ("good", "差")]


def as_lines(ending, pairs):
    if ending == ".jsonl":
        return [json.dumps({"text": text, "label": label, "more": 1}, ensure_ascii=False) for label, text in pairs]
    if ending == ".csv":
        return [f'{label},"{text}"' for label, text in pairs]
    return [f"{label}\t{text}" for label, text in pairs]


def write(tmp_path, lines, name="own.tsv", *, encoding="utf-8", newline="\n"):
    path = tmp_path / name
    path.write_bytes((newline.join(lines) + newline).encode(encoding))
    return path


def refused(path):
    with pytest.raises(DrillsError) as caught:
        read_file(path)
    for language in LANGUAGES:
        sentence = say(message(caught.value.message_id, **caught.value.parameters), language)
        assert str(path) in sentence
        assert "{" not in sentence.replace(files.EXAMPLE, "")
    return caught.value.message_id.removeprefix("datasets."), caught.value.parameters


@pytest.mark.parametrize("ending", [".tsv", ".csv", ".jsonl", ".TSV"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_each_form_gives_the_same(tmp_path, ending, encoding, newline):
    lines = as_lines(ending.lower(), PAIRS)
    lines.insert(7, "")
    found = read_file(write(tmp_path, lines, f"own{ending}", encoding=encoding, newline=newline))
    assert found.names == (Text("good", "good"), Text("差", "差"))
    assert found.labels == (0, 1) * 30
    assert found.texts[:2] == (("text", "0", ",", "good"), ("text", "0", ",", "差"))


@pytest.mark.parametrize("ending", [".tsv", ".csv"])
def test_a_first_line_may_say_which_field_is_which(tmp_path, ending):
    expected = read_file(write(tmp_path, as_lines(ending, PAIRS), f"own{ending}"))
    assert read_file(write(tmp_path, as_lines(ending, [("Label", "text"), *PAIRS]), f"own{ending}")) == expected
    turned = as_lines(ending, [("text", "label"), *((f'"{text}"', label) for label, text in PAIRS)])
    turned = [line.replace('""', '"').replace('"good"', "good") for line in turned]
    assert read_file(write(tmp_path, turned, f"own{ending}")).names == expected.names


def test_the_same_text_twice_counts_once(tmp_path):
    assert len(read_file(write(tmp_path, as_lines(".tsv", [*PAIRS, *PAIRS]))).texts) == len(PAIRS)


def test_numbers_are_labels_of_json_lines_too(tmp_path):
    lines = [json.dumps({"label": n % 2, "text": f"text {n}"}) for n in range(60)]
    assert read_file(write(tmp_path, lines, "own.jsonl")).names == (Text("0", "0"), Text("1", "1"))


@pytest.mark.parametrize(
    ("ending", "line", "what"),
    [
        (".tsv", "good", "line-fields"),
        (".tsv", "good\ta\tb", "line-fields"),
        (".tsv", "\tno label", "line-no-label"),
        (".tsv", "good\t \u3000", "line-no-text"),
        (".csv", "good", "line-fields"),
        (".csv", "good,a,b", "line-fields"),
        (".csv", 'good,"a"b', "line-csv"),
        (".csv", 'good,"never closed', "line-csv"),
        (".csv", ",a", "line-no-label"),
        (".jsonl", "good\ta", "line-json"),
        (".jsonl", "[1, 2]", "line-object"),
        (".jsonl", '{"label": "a"}', "line-object"),
        (".jsonl", '{"label": ["a"], "text": "b"}', "line-object"),
        (".jsonl", '{"label": "a", "text": ""}', "line-no-text"),
        (".jsonl", "[" * 100_000, "line-json"),
    ],
)
def test_a_bad_line_is_named(tmp_path, ending, line, what):
    lines = as_lines(ending, PAIRS)
    lines[4:4] = ["", line]
    found, parameters = refused(write(tmp_path, lines, f"own{ending}"))
    assert (found, parameters["line"]) == (what, 6)


def test_a_quoted_text_may_go_over_several_lines_and_lines_are_counted_right(tmp_path):
    lines = as_lines(".csv", PAIRS)
    lines[0] = 'good,"one\ntwo\nthree"'
    path = write(tmp_path, lines, "own.csv")
    assert read_file(path).texts[0] == ("one", "two", "three")
    path = write(tmp_path, [*lines[:3], "bad", *lines[3:]], "own.csv")
    assert refused(path)[1]["line"] == 6


def test_what_is_not_utf8_is_named_with_its_line(tmp_path):
    path = write(tmp_path, as_lines(".tsv", PAIRS), encoding="gb18030")
    assert refused(path) == ("line-not-utf8", {"path": str(path), "line": 2})


@pytest.mark.parametrize(
    ("pairs", "what"),
    [
        ([], "one-class"),
        ([("good", f"text {n}") for n in range(60)], "one-class"),
        ([(f"label {n}", f"text {n}") for n in range(60)], "too-many-classes"),
        ([*PAIRS, ("other", "text")], "rare-class"),
        (PAIRS[:40], "too-few-texts"),
    ],
)
def test_what_cannot_be_learnt_from(tmp_path, pairs, what):
    assert refused(write(tmp_path, as_lines(".tsv", pairs)))[0] == what


def test_no_file_another_ending_and_too_large(tmp_path, monkeypatch):
    assert refused(tmp_path / "none.tsv")[0] == "file-missing"
    assert refused(tmp_path)[0] == "file-missing"
    assert refused(write(tmp_path, [], "own.xlsx"))[0] == "file-ending"
    monkeypatch.setattr(files, "MAX_MEGABYTES", 0)
    assert refused(write(tmp_path, as_lines(".tsv", PAIRS)))[0] == "file-too-large"
