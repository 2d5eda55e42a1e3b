"""What a learner reads after a check, at 80 and at 50 columns."""

import io

import pytest

from lstm_drills.grader.report import Check, Diagnosis, Example, Report, Row
from lstm_drills.messages import Text, message
from lstm_drills.ui.reports import ReportScreen
from lstm_drills.ui.styled import Terminal
from lstm_drills.ui.wrap import CLOSING, cells

CAUSE = Diagnosis(
    "df-with-new-cell",
    ("forget_gate",),
    Text(
        "Your forget-gate gradient multiplies by the new cell state c_t; it must be the one that the gate scaled, c_{t-1}.",
        "遗忘门（forget gate）的梯度乘了新的细胞状态 c_t；应当乘门所作用的那一个，即 c_{t-1}。",
    ),
)
FAILED = Report(
    "3.3", "failed", 7,
    message("grader.failed-at-rung", id="3.3", rung=4, rungs=14, shows=Text("two steps, one example", "两步，一个样本")),
    checks=(
        Check("rung-one-step", "one step", "passed"),
        Check("rung-two-steps", "two steps", "failed", Text("wrong: forget_gate_bias", "不对：forget_gate_bias")),
        Check("rung-three-steps", "three steps", "failed", Text("wrong: all", "不对：全部")),
        Check("arguments-unchanged", "arguments", "failed", Text("changed by the call: weights", "被改动：weights")),
    ),
    diagnosis=(CAUSE,),
    example=Example(4, 14, "two steps", (
        Row("forget_gate_bias", "[ 0.0132]", "[ 0.0298]", Text("2.26 times too large", "大了，是应有值的 2.26 倍")),
        Row("input_sequence", "[[1.5]]", "[[-1.5]]"),
    )),
    output="debug\x1b[2J\n" + "\n".join(str(number) for number in range(40)),
)  # fmt: skip


def shown(report: Report, tmp_path, language="en", width=80, file=None, colour=False) -> str:
    stream = io.StringIO()
    ReportScreen(language, Terminal(stream, width, colour)).report(report, tmp_path / "3_3.py", file)
    return stream.getvalue()


def test_verdict_numbers_diagnosis_and_what_to_do_in_this_order(tmp_path):
    text = shown(FAILED, tmp_path)
    lines = text.splitlines()
    assert lines[0] == "3.3 failed at rung 4 of 14: two steps, one example"
    assert lines[1].split() == ["expected", "got"]
    assert lines[2].split("  ")[1:] == ["forget_gate_bias", "[ 0.0132]", "[ 0.0298]", "2.26 times too large"]
    parts = ["forget_gate_bias", "changed by the call", "2 of 3 rungs fail", "Diagnosis: Your forget-gate",
             "Your code printed:", "Your file:", "lstm-drills hint 3.3", "lstm-drills check 3.3 --seed 7"]  # fmt: skip
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_columns_are_aligned(tmp_path):
    head, *rows = shown(FAILED, tmp_path).splitlines()[1:4]
    assert all(head.index("expected") == row.index("[") for row in rows)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 50, 60, 80])
def test_it_fits_the_terminal(tmp_path, language, width):
    for line in shown(FAILED, tmp_path, language, width).splitlines():
        is_to_be_copied = "lstm-drills " in line or "3_3.py" in line
        assert cells(line) <= width or is_to_be_copied, line
        assert not line.strip() or line.strip()[0] not in CLOSING, line


def test_where_columns_do_not_fit_numbers_stand_below_each_other(tmp_path):
    lines = shown(FAILED, tmp_path, width=50).splitlines()
    place = lines.index("  forget_gate_bias (2.26 times too large)")
    assert [line.split() for line in lines[place + 1 : place + 3]] == [
        ["expected", "[", "0.0132]"], ["got", "[", "0.0298]"]
    ]  # fmt: skip


def test_what_the_code_printed_is_harmless_and_short(tmp_path):
    text = shown(FAILED, tmp_path)
    assert "\x1b" not in text
    assert "debug?[2J" in text
    assert "  and 21 more lines" in text


def test_a_named_file_stays_in_the_command(tmp_path):
    text = shown(FAILED, tmp_path, file=tmp_path / "my file.py")
    assert f"lstm-drills check 3.3 '{tmp_path}/my file.py' --seed 7" in text
    assert "Your file:" not in text


def test_colour_only_adds_styles(tmp_path):
    coloured = shown(FAILED, tmp_path, colour=True)
    assert "\x1b[1;31m3.3 failed" in coloured
    assert "\x1b[" not in shown(FAILED, tmp_path)


def test_a_pass_says_what_comes_next(tmp_path):
    report = Report("3.1", "passed", 1, message("grader.passed", id="3.1", rungs=12))
    assert shown(report, tmp_path).splitlines() == [
        "3.1 passed: all 12 rungs.",
        "",
        "  lstm-drills solution 3.1  shows one way to write it",
        "  lstm-drills               says what comes next",
    ]


def test_an_error_shows_its_one_sentence_and_no_rungs(tmp_path):
    report = Report("3.1", "error", 1, Text("Line 3 is not valid Python.", "第 3 行不合法。"),
                    checks=(Check("rung-one", "one", "failed", "not reached"),))  # fmt: skip
    text = shown(report, tmp_path)
    assert text.startswith("Line 3 is not valid Python.\n")
    assert "not reached" not in text
    assert "once that is mended" in text


def test_several_reports_end_with_the_next_command():
    stream = io.StringIO()
    passed = Report("3.1", "passed", 1, "all", (Check("rung-one", "one", "passed"),))
    ReportScreen("en", Terminal(stream, 80, colour=False)).reports([passed, FAILED])
    lines = stream.getvalue().splitlines()
    assert lines[0] == "3.1  passed  1 of 1 rungs"
    assert lines[1] == "3.3  failed  1 of 3 rungs"
    assert lines[-1] == "  lstm-drills check 3.3  shows the details"
