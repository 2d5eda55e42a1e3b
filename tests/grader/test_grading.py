"""Verdicts, exit codes, JSON, seeds: what one grading says, on the real path."""

import json

import pytest

from lstm_drills.content.exercises import exercise, exercises
from lstm_drills.grader.runner import Limits
from lstm_drills.messages import LANGUAGES, say

HEAD = "import numpy as np\n\n\ndef lstm_unit(input_, prev_hidden, prev_cell, weights):\n"


@pytest.mark.parametrize("exercise_id", [one.id for one in exercises()])
def test_the_stub_is_not_started_and_the_solution_passes(exercise_id, grade_text):
    one = exercise(exercise_id)
    stub = grade_text(exercise_id, one.stub.read_text(encoding="utf-8"))
    assert (stub.verdict, stub.exit_code) == (("passed", 0) if one.stub_passes else ("not-started", 1))
    right = grade_text(exercise_id, one.solution.read_text(encoding="utf-8"))
    assert (right.verdict, right.exit_code, right.diagnosis) == ("passed", 0, ())
    assert all(check.status == "passed" for check in right.checks)


FORMS = {
    "missing-function": ("x = 1\n", "failed", "contract/missing-function"),
    "returns-none": (f"{HEAD}    pass\n", "failed", "contract/returns-none"),
    "generator": (f"{HEAD}    yield prev_hidden\n", "failed", "contract/not-a-pair"),
    "one-result": (f"{HEAD}    return prev_hidden\n", "failed", "contract/not-a-pair"),
    "too-few-parameters": (
        "def lstm_unit(input_):\n    return input_, input_\n",
        "failed",
        "contract/missing-parameter",
    ),
    "one-too-many": ("def lstm_unit(a, b, c, d, e):\n    return b, c\n", "failed", "contract/unknown-parameter"),
    "raises": (f"{HEAD}    return prev_hidden @ weights['nothing'], prev_cell\n", "failed", "contract/raised-KeyError"),
    "syntax": ("def lstm_unit(:\n", "error", None),
    "exit": (f"{HEAD}    raise SystemExit\n", "error", None),
    "endless": (f"{HEAD}    while True:\n        pass\n", "timeout", None),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_wrong_form_has_its_verdict_and_its_sentence(name, grade_text):
    source, verdict, cause = FORMS[name]
    report = grade_text("3.1", source, limits=Limits(seconds=1))
    assert (report.verdict, report.exit_code) == (verdict, 1)
    assert [found.id for found in report.diagnosis][:1] == ([cause] if cause else [])
    for language in LANGUAGES:
        assert say(report.summary, language)


def test_a_nan_in_an_ordinary_case_is_wrong(grade_text, solution):
    source = solution("3.1", ("    return new_hidden, new_cell", "    return new_hidden * np.nan, new_cell"))
    report = grade_text("3.1", source)
    assert report.verdict == "failed"
    assert report.example.rung == 1


def test_the_same_seed_gives_the_same_report(grade_text, solution):
    source = solution("3.3", ("df = dc * c_prev", "df = dc * c[t]"))
    one, again, other = (grade_text("3.3", source, seed=seed) for seed in (5, 5, 6))
    assert one.example == again.example
    assert one.example != other.example
    assert [cause.id for cause in one.diagnosis] == [cause.id for cause in other.diagnosis]


def test_the_json_has_the_contracts_fields(grade_text, solution):
    source = solution("3.3", ("df = dc * c_prev", "df = dc * c[t]"))
    for language in LANGUAGES:
        record = json.loads(json.dumps(grade_text("3.3", source).as_json(language)))
        assert {"exercise", "verdict", "seed", "checks", "diagnosis", "output", "duration_ms"} <= record.keys()
        assert all(check.keys() == {"name", "status", "message"} for check in record["checks"])
        assert all(check["status"] in ("passed", "failed", "skipped") for check in record["checks"])
        assert all(cause.keys() == {"id", "targets", "message"} for cause in record["diagnosis"])


def test_prints_are_shown_and_change_nothing(grade_text):
    source = exercise("3.1").solution.read_text(encoding="utf-8") + "\nprint('loaded')\n"
    report = grade_text("3.1", source)
    assert report.verdict == "passed"
    assert "loaded" in report.output


def test_warnings_change_nothing(grade_text, solution):
    body = "    shrunk = np.exp(-np.abs(z))  # never overflows: the exponent is at most 0\n    return np.where(z >= 0, 1.0, shrunk) / (1.0 + shrunk)"
    assert grade_text("3.1", solution("3.1", (body, "    return 1 / (1 + np.exp(-z))"))).verdict == "passed"


def test_a_wrong_backward_of_the_workspaces_own_forward_is_recognised(grade_text, solution, tmp_path):
    forward = tmp_path / "forward.py"
    forward.write_text(
        solution(
            "3.2", ('sigmoid(total("output")) * np.tanh(new_cell)', 'sigmoid(total("output")) * np.sin(new_cell)')
        ),
        encoding="utf-8",
    )
    replaced = (
        ("do = dh * tanh_c", "do = dh * np.sin(c[t])"),
        ("dc = dc_next + dh * o_t * (1 - tanh_c**2)", "dc = dc_next + dh * o_t * np.cos(c[t])"),
    )
    source = solution("3.3", *replaced)
    report = grade_text("3.3", source, own_forward=forward)
    assert [cause.id for cause in report.diagnosis] == ["forward/backward-is-exact-for-it"]
    assert "forward/backward-is-exact-for-it" not in [cause.id for cause in grade_text("3.3", source).diagnosis]


def test_a_comparison_that_was_left_out_is_said(grade_text, solution):
    source = solution("3.3", ('dx[t] += dz_f @ U["forget"].T', 'dx[t] += np.sin(dz_f) @ U["forget"].T'))
    report = grade_text("3.3", source)
    assert report.diagnosis == ()
    assert report.notes[0].id == "diagnosis.unknown"
    assert "diagnosis.no-own-forward" in [note.id for note in report.notes]


def test_a_fault_of_the_diagnosis_keeps_the_verdict(grade_text, solution, monkeypatch):
    import lstm_drills.grader.diagnose as diagnosing

    def broken(evidence):
        raise RuntimeError("on purpose")

    monkeypatch.setattr(diagnosing, "diagnose", broken)
    report = grade_text("3.3", solution("3.3", ("df = dc * c_prev", "df = dc * c[t]")))
    assert report.verdict == "failed"
    assert "on purpose" in say(report.notes[0], "en")
