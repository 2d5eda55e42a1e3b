"""The drills' commands as a learner runs them: each in a process of its own, on real submissions."""

import json
from pathlib import Path

import pytest

from lstm_drills.content.exercises import exercises

SUBMISSIONS = Path(__file__).resolve().parents[1] / "submissions"
RIGHT = SUBMISSIONS / "3.3" / "right" / "per_gate.py"
WRONG = SUBMISSIONS / "3.3" / "wrong" / "names_of_blocks_exchanged.py"
UNFINISHED = "def lstm_backward(*arguments):\n    raise NotImplementedError\n"


def put(workspace_folder: Path, text: str, name: str = "3_3_lstm_backward.py") -> Path:
    workspace_folder.mkdir(exist_ok=True)
    path = workspace_folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_alone_it_says_what_to_do_next(run, workspace_folder):
    first = run()
    assert first.code == 0
    assert "lstm-drills check 3.0" in first.out
    assert not (workspace_folder.parent / "home" / "progress.db").exists(), "looking must not write"
    run("check", "3.0")
    assert "lstm-drills start 3.1" in run().out
    run("start", "3.1")
    assert "lstm-drills check 3.1" in run().out


def test_alone_after_passing_names_the_next_exercise(run, workspace_folder):
    right = (SUBMISSIONS / "3.1" / "right" / "per_gate.py").read_text(encoding="utf-8")
    put(workspace_folder, right, "3_1_lstm_unit.py")
    assert run("check", "3.0").code == 0
    assert run("check", "3.1").code == 0
    assert "lstm-drills start 3.2" in run().out


def test_list_and_show(run):
    listed = run("list")
    assert listed.code == 0
    assert [line.split()[0] for line in listed.out.splitlines()[: len(exercises())]] == [e.id for e in exercises()]
    shown = run("show", "3.3")
    assert shown.code == 0
    assert shown.out.startswith("3.3  Backpropagation through time\n")
    assert "c_t = f_t * c_{t-1} + i_t * g_t" in shown.out


def test_start_says_what_comes_first_until_it_is_passed(run, workspace_folder):
    told = run("start", "3.2")
    assert told.code == 0
    assert "3.1 comes before 3.2" in told.out
    assert "lstm-drills start 3.1" in told.out
    right = (SUBMISSIONS / "3.1" / "right" / "per_gate.py").read_text(encoding="utf-8")
    put(workspace_folder, right, "3_1_lstm_unit.py")
    run("check", "3.1")
    assert "comes before" not in run("start", "3.2").out


def test_check_starts_what_was_never_started_and_says_which_file_to_edit(run, workspace_folder):
    began = run("check", "3.3")
    path = workspace_folder / "3_3_lstm_backward.py"
    assert began.code == 1
    assert str(path) in began.out
    assert path.is_file()
    stub = run("check", "3.3")
    assert stub.code == 1
    assert "3.3 is not started" in stub.out
    assert "Diagnosis" not in stub.out


def test_check_names_the_mistake_and_what_to_do(run):
    failed = run("check", "3.3", WRONG, "--seed", "7")
    assert failed.code == 1
    assert failed.out.startswith("3.3 failed at rung ")
    assert "Diagnosis: " in failed.out
    assert "lstm-drills hint 3.3" in failed.out
    assert "--seed 7" in failed.out
    assert run("check", "3.3", WRONG, "--seed", "7").out == failed.out, "a seed repeats everything"


def test_check_in_chinese(run):
    failed = run("check", "3.3", WRONG, "--lang", "zh")
    assert failed.code == 1
    assert "未通过" in failed.out
    assert "诊断：" in failed.out


def test_check_prints_one_json_object(run):
    failed = run("check", "3.3", WRONG, "--seed", "7", "--json")
    report = json.loads(failed.out)
    assert failed.code == 1
    assert failed.err == ""
    assert {"exercise", "verdict", "seed", "checks", "diagnosis", "output", "duration_ms"} <= set(report)
    assert (report["exercise"], report["verdict"], report["seed"]) == ("3.3", "failed", 7)
    assert all(set(check) == {"name", "status", "message"} for check in report["checks"])
    assert all(set(cause) == {"id", "targets", "message"} for cause in report["diagnosis"])
    assert report["diagnosis"]
    passed = run("check", "3.3", RIGHT, "--json")
    assert passed.code == 0
    assert json.loads(passed.out)["verdict"] == "passed"


def test_check_starting_an_exercise_in_json_names_the_file(run, workspace_folder):
    began = run("check", "3.3", "--json")
    report = json.loads(began.out)
    assert (began.code, report["verdict"]) == (1, "not-started")
    assert str(workspace_folder / "3_3_lstm_backward.py") in report["summary"]


def test_check_all(run, workspace_folder):
    put(workspace_folder, RIGHT.read_text(encoding="utf-8"))
    put(workspace_folder, "def lstm_unit(:\n", "3_1_lstm_unit.py")
    ran = run("check", "--all", "--json")
    verdicts = {report["exercise"]: report["verdict"] for report in json.loads(ran.out)}
    assert ran.code == 1
    assert {name: verdicts[name] for name in ("3.1", "3.2", "3.3")} == {
        "3.1": "error", "3.2": "not-started", "3.3": "passed"
    }  # fmt: skip
    assert not (workspace_folder / "3_2_lstm_forward.py").exists(), "--all starts nothing"
    listed = run("check", "--all")
    assert listed.code == 1
    assert listed.out.rstrip().splitlines()[-1].strip().startswith("lstm-drills show 3.0")


def test_hints_begin_with_the_diagnosed_mistake_and_go_further_each_time(run):
    run("check", "3.3", WRONG)
    first, second = run("hint", "3.3"), run("hint", "3.3")
    assert "hint 1 of" in first.out
    assert "hint 2 of" in second.out
    assert first.out.splitlines()[2:] != second.out.splitlines()[2:]
    run("check", "3.3", RIGHT)
    assert "hint 1 of" in run("hint", "3.3").out, "another diagnosis, another ladder"


def test_the_last_hint_stays_and_offers_the_solution(run):
    count = len(next(exercise for exercise in exercises() if exercise.id == "3.1").hints)
    shown = [run("hint", "3.1").out for _ in range(count + 1)]
    assert shown[-1] == shown[-2]
    assert "lstm-drills solution 3.1 --give-up" in shown[-1]


def test_the_solution_needs_a_pass_or_an_explicit_wish(run):
    closed = run("solution", "3.3")
    assert closed.code == 2
    assert closed.out == ""
    assert "--give-up" in closed.err
    given = run("solution", "3.3", "--give-up")
    assert given.code == 0
    assert "def lstm_backward" in given.out
    assert run("solution", "3.3").out == given.out, "given up once is given up"


def test_the_solution_after_a_pass_is_a_file_that_runs(run, tmp_path):
    assert run("check", "3.3", RIGHT).code == 0
    shown = run("solution", "3.3")
    assert shown.code == 0
    (tmp_path / "printed.py").write_text(shown.out, encoding="utf-8")
    assert run("check", "3.3", tmp_path / "printed.py").code == 0


def test_reset_and_its_undo(run, workspace_folder):
    path = put(workspace_folder, "mine = 1\n")
    done = run("reset", "3.3")
    assert done.code == 0
    assert "raise NotImplementedError" in path.read_text(encoding="utf-8")
    assert "lstm-drills reset 3.3 --undo" in done.out
    undone = run("reset", "3.3", "--undo")
    assert undone.code == 0
    assert path.read_text(encoding="utf-8") == "mine = 1\n"


def test_where(run, tmp_path, workspace_folder):
    assert str(tmp_path / "home" / "progress.db") in run("where").out
    places = json.loads(run("where", "--json").out)
    assert places["workspace"] == str(workspace_folder)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "3.33"], "Did you mean 3.3?"),
        (["show", "lstm_backwrd"], "Did you mean 3.3?"),
        (["chek", "3.3"], "Did you mean `lstm-drills check`?"),
        (["3.3"], "`lstm-drills check 3.3`"),
        (["check"], "Which exercise?"),
        (["check", "--all", "3.3"], "Which exercise?"),
        (["check", "3.3", "nothing.py"], "There is no file nothing.py"),
        (["check", "3.3", "."], "is a folder"),
        (["check", "3.3", "--seed", "-1"], "from 0 to"),
        (["check", "3.3", "--seed", "x"], "“x” is no number"),
        (["check", "3.3", "--sed", "1"], "Did you mean --seed?"),
        (["show"], "ID is missing"),
        (["show", "3.3", "3.1"], "One word too many: 3.1"),
        (["list", "--lang", "fr"], "use en or zh"),
        (["reset", "3.3"], "nothing to reset"),
        (["reset", "3.3", "--undo"], "no backup"),
        (["validate", "nothing.yaml"], "nothing.yaml"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(run, arguments, said):
    for language in ("en", "zh"):
        failed = run(*arguments, LSTM_DRILLS_LANG=language)
        assert failed.code == 2
        assert failed.out == ""
        assert len(failed.err.splitlines()) == 1
        assert said in failed.err or language == "zh"


def test_a_damaged_record_hides_no_verdict(run, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "progress.db").write_bytes(b"not a database, whatever its name says" * 100)
    ran = run("check", "3.3", WRONG)
    assert ran.code == 1
    assert "Diagnosis" in ran.out
    assert "progress" in ran.err


def test_the_learners_code_prints_and_the_verdict_stands(run, tmp_path):
    file = tmp_path / "chatty.py"
    file.write_text(RIGHT.read_text(encoding="utf-8") + "\nprint('hello')\n", encoding="utf-8")
    ran = run("check", "3.3", file)
    assert ran.code == 0
    assert "Your code printed:\n  hello" in ran.out


def test_from_any_folder_also_by_a_relative_path(run, tmp_path):
    (tmp_path / "mine.py").write_text(RIGHT.read_text(encoding="utf-8"), encoding="utf-8")
    assert run("check", "3.3", "mine.py", cwd=tmp_path).code == 0


@pytest.mark.parametrize("broken", ["def lstm_backward(:\n", "import no_such_module\n", "raise SystemExit(0)\n"])
def test_a_file_that_cannot_be_loaded_is_an_error_with_one_sentence(run, workspace_folder, broken):
    put(workspace_folder, broken)
    ran = run("check", "3.3")
    assert ran.code == 1
    assert "ine 1" in ran.out
    assert json.loads(run("check", "3.3", "--json").out)["verdict"] == "error"


def test_validate_lists_every_problem_of_a_bank_with_its_place(run, tmp_path):
    example = Path(__file__).resolve().parents[1] / "content" / "banks" / "example.yaml"
    assert run("validate", example).out == "Everything is in order.\n"
    broken = tmp_path / "2.3.yaml"
    broken.write_text('section: "2.3"\ntitel: {en: Gates, zh: 门}\nquestions: []\n', encoding="utf-8")
    found = run("validate", broken)
    assert found.code == 2
    assert any(line.startswith(f"{broken.name}:2:1:") or ":2:1:" in line for line in found.out.splitlines())


def test_version_and_module_are_the_same_program(run):
    from lstm_drills import __version__

    assert run("--version").out == f"lstm-drills {__version__}\n"


def test_an_output_without_chinese(run):
    """An output that has no Chinese shows question marks, and the program ends well."""
    ran = run("list", "--lang", "zh", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert ran.code == 0
    assert "?" in ran.out


def test_language_by_option_before_and_after_the_command(run):
    for arguments in (["--lang", "zh", "list"], ["list", "--lang", "zh"], ["list", "--lang=zh"]):
        assert "难度" in run(*arguments).out
