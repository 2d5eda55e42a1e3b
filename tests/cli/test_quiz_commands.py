"""The quiz's commands, from the command line to the record and back."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lstm_drills import paths
from lstm_drills.cli.app import build
from lstm_drills.progress import open_progress
from lstm_drills.reviews import SessionStart

EXAMPLE = str(Path(__file__).parents[1] / "content" / "banks" / "example.yaml")
BANK = ["--bank", EXAMPLE]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LSTM_DRILLS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LSTM_DRILLS_LANG", "en")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("sys.argv", ["lstm-drills"])
    return tmp_path


def run(*arguments: str, typed: str = "", code: int = 0) -> str:
    result = CliRunner().invoke(build(), [str(argument) for argument in arguments], input=typed)
    assert result.exit_code == code, result.output + result.stderr
    return result.stdout + result.stderr


def rows():
    with open_progress(paths.progress_file()) as progress:
        return progress.reviews()


def test_a_session_from_the_command_line(home):
    shown = run("quiz", *BANK, "--type", "true-false", "--type", "cloze", typed="f\n\nforget; cell state\n\n" * 2)
    assert "Questions: 2   seed:" in shown
    assert "Finished" in shown
    assert len(rows()) == 2


def test_the_end_of_input_saves_and_resume_goes_on_with_the_same_questions(home):
    first = run("quiz", *BANK, "--seed", "7", "--type", "true-false", "--type", "cloze", "-n", "2", typed="f\n")
    assert "lstm-drills resume goes on" in first
    with open_progress(paths.progress_file()) as progress:
        (started,) = progress.rows(SessionStart)
    answered = {row.question for row in rows()}
    shown = run("resume", typed=":q\n")
    left = [key for key in started.queue if key not in answered]
    assert f"Questions left: {len(left)} of 2   seed: 7" in shown
    for _ in range(2):
        run("resume", typed="f\n\nforget; cell state\n\nf\n\n", code=0)
        if len(rows()) == 2:
            break
    assert {row.question for row in rows()} == set(started.queue)
    assert "no session to resume" in run("resume", code=2)


def test_the_same_seed_and_filters_give_the_same_questions_whatever_was_answered(home):
    def asked():
        shown = run("quiz", *BANK, "--seed", "7", "-n", "3", typed=":s\n:s\n:s\n")
        return shown.partition("Skipped")[0]

    first = asked()
    run("quiz", *BANK, "--type", "true-false", typed="f\n\n")
    assert asked() == first


def test_due_new_wrong_and_all(home):
    filters = [*BANK, "--type", "true-false"]
    assert "not answered anything here yet" in run("quiz", *filters, "--due")
    run("quiz", *filters, typed="t\n\n")
    assert "seen every question" in run("quiz", *filters, "--new")
    assert "Nothing is due; the next comes back on" in run("quiz", *filters, "--due")
    assert "nothing is new" in run("quiz", *filters)
    run("quiz", *filters, "--wrong", typed="f\n\n")
    assert "nothing here that you got wrong" in run("quiz", *filters, "--wrong")
    assert "Finished" in run("quiz", *filters, "--all", typed="f\n\n")


def test_on_the_interview_date_everything_is_due(home):
    filters = [*BANK, "--type", "true-false"]
    run("quiz", *filters, typed="f\n\n")
    assert "Nothing is due" in run("quiz", *filters, "--due")
    assert "Finished" in run("quiz", *filters, "--due", "--interview-date", "2020-01-01", typed="f\n\n")
    assert "Nothing is due" in run("quiz", *filters, "--due", "--interview-date", "none")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["2.11", *BANK], "no section"),
        (["--topic", "gates-and-cells", *BANK], "did you mean gates-and-cell?"),
        (["--type", "singel", *BANK], "did you mean single?"),
        (["--level", "9", *BANK], "no level 9"),
        (["-n", "0", *BANK], "at least one question"),
        (["--seed", "7", "--due", *BANK], "--seed picks without looking at progress"),
        (["--new", "--due", *BANK], "exclude each other"),
        (["--bank", "nowhere.yaml"], "cannot be opened"),
        (["--retention", "0.5", *BANK], "from 0.7 to 0.97"),
        (["--interview-date", "soon", *BANK], "no day of the calendar"),
        (["--type", "bug", "--level", "1", *BANK], "no question fits"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(home, arguments, words):
    shown = run("quiz", *arguments, code=2)
    assert words in shown
    assert "Traceback" not in shown
    assert not rows()


def test_a_wrong_wish_is_not_kept(home):
    run("quiz", *BANK, "--interview-date", "2026-12-20", "--retention", "2", code=2)
    with open_progress(paths.progress_file()) as progress:
        assert progress.setting("interview-date") is None


def test_a_broken_bank_ends_with_all_its_problems(home, tmp_path):
    bank = tmp_path / "broken.yaml"
    bank.write_text(Path(EXAMPLE).read_text(encoding="utf-8").replace("level: 1", "level: one"), encoding="utf-8")
    shown = run("quiz", "--bank", str(bank), code=2)
    assert shown.count("should be a whole number") == Path(EXAMPLE).read_text(encoding="utf-8").count("level: 1")


def test_learn_shows_the_lesson_and_offers_the_questions(home):
    shown = run("learn", "9.9", *BANK, typed=":q\n")
    assert "c_t = f_t * c_{t-1}" in shown
    assert "c_{t-1} --x--+--> c_t" in shown
    assert "Question 1 of 10" in run("learn", "9.9", *BANK, typed="\n:q\n")
    assert "9.9  Examples (12)" in run("learn", *BANK)
    assert "no section" in run("learn", "9.8", *BANK, code=2)
    run("learn", "9.9", *BANK, typed="")


def test_statistics(home):
    assert "Nothing is answered yet" in run("stats", *BANK)
    run("quiz", *BANK, "--type", "true-false", typed="f\n\n")
    shown = run("stats", *BANK)
    assert "1 of 12 questions seen" in shown
    assert "1/12" in shown
    assert "--topic gates-and-cell" in shown
    data = json.loads(run("stats", *BANK, "--json", "--interview-date", "2999-01-01"))
    assert data["total"]["seen"] == 1
    assert data["interview_date"] == "2999-01-01"
    assert "2999-01-01" in run("stats", *BANK)
    plain = run("stats", *BANK, "--plain")
    assert "9.9 Examples: 1 of 12 seen" in plain
    assert "#" not in plain


def test_history(home):
    assert "no answer yet" in run("history")
    run("quiz", *BANK, "--type", "true-false", typed=":h\nf\n\n")
    shown = run("history")
    assert "9.9/cell-state-bounded  right, good" in shown
    assert json.loads(run("history", "--json"))["question"] == "9.9/cell-state-bounded"


def test_two_machines_records_merge(home, tmp_path, monkeypatch):
    run("quiz", *BANK, "--type", "true-false", typed="f\n\n")
    file = tmp_path / "record.jsonl"
    assert "Rows written to" in run("export", str(file))
    assert "not overwritten" in run("export", str(file), code=2)
    lines = run("export").splitlines()
    assert lines == file.read_text(encoding="utf-8").splitlines()
    monkeypatch.setenv("LSTM_DRILLS_HOME", str(tmp_path / "second"))
    run("quiz", *BANK, "--type", "cloze", typed="forget; cell state\n\n")
    assert f"New rows: {len(lines)}. Known already: 0." in run("import", str(file))
    assert f"New rows: 0. Known already: {len(lines)}." in run("import", "-", typed=file.read_text(encoding="utf-8"))
    assert len(rows()) == 2
    assert "cannot read" in run("import", str(tmp_path / "none"), code=2)


def test_a_template_for_every_type(home):
    assert "type: numeric" in run("new", "question", "numeric")
    assert "did you mean numeric?" in run("new", "question", "numerc", code=2)


def test_an_overridden_rating_and_an_undo_are_in_the_record(home):
    run("quiz", *BANK, "--type", "true-false", typed="t\n:u\nf\n:hard\n\n")
    (row,) = rows()
    assert (row.rating, row.overridden, row.correct, row.typed) == ("hard", True, True, "f")


def test_the_next_session_can_take_the_last_answer_back(home):
    run("quiz", *BANK, "--type", "true-false", typed="t\n\n")
    shown = run("quiz", *BANK, "--type", "cloze", typed=":u\nf\n\n:q\n")
    assert "Taken back: 9.9/cell-state-bounded." in shown
    (row,) = rows()
    assert (row.question, row.rating) == ("9.9/cell-state-bounded", "good")


def test_a_session_without_an_answer_can_be_resumed_after_leaving(home):
    run("quiz", *BANK, "--seed", "3", "-n", "4", typed=":q\n")
    assert "Questions left: 4 of 4   seed: 3" in run("resume", typed=":q\n")


def test_questions_that_are_gone_are_left_out_of_a_resumed_session(home, tmp_path):
    bank = tmp_path / "mine.yaml"
    source = Path(EXAMPLE).read_text(encoding="utf-8")
    bank.write_text(source, encoding="utf-8")
    run("quiz", "--bank", str(bank), "-n", "12", typed=":q\n")
    bank.write_text(source.replace("id: cell-state-bounded", "id: renamed"), encoding="utf-8")
    shown = run("resume", typed=":q\n")
    assert "No longer in the banks, and left out: 1" in shown
    assert "Questions left: 11 of 12" in shown


def test_chinese_from_end_to_end(home, monkeypatch):
    monkeypatch.setenv("LSTM_DRILLS_LANG", "zh")
    shown = run("quiz", *BANK, "--type", "true-false", typed="错\n\n")
    for words in ("共 1 题", "答对了。", "解析", "完成：答对 1 题"):
        assert words in shown
