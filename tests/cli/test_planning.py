"""``plan`` as it is run: the page, the file, the date that is kept."""

from datetime import UTC, datetime, timedelta

TODAY = datetime.now(UTC).date()


def test_a_plan_up_to_the_interview(run):
    day = TODAY + timedelta(days=6)
    ran = run("plan", "--interview-date", day, "--minutes", "40")
    assert ran.code == 0
    assert f"to your interview on {day}, 40 minutes a day" in ran.out
    assert "lstm-drills watch 3.0" in ran.out
    assert "lstm-drills learn 2.1" in ran.out
    assert "lstm-drills cheatsheet" in ran.out
    assert str(day) in run("plan").out, "the date is kept"


def test_what_was_passed_is_planned_no_more(run):
    run("check", "3.0")
    assert "lstm-drills watch 3.0" not in run("plan").out


def test_in_chinese_at_50_columns_nothing_is_lost(run):
    ran = run("plan", "--lang", "zh", COLUMNS="50")
    assert "每天 30 分钟" in ran.out and "lstm-drills quiz 2.1 --new -n" in ran.out


def test_a_calendar_is_written(run, tmp_path):
    ran = run("plan", "--ics", "plan.ics")
    assert ran.code == 0
    assert (tmp_path / "plan.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert run("plan", "--ics", "no/such/folder.ics").code == 2


def test_minutes_that_make_no_sense_are_refused(run):
    ran = run("plan", "--minutes", "5")
    assert ran.code == 2
    assert "from 10 to 600" in ran.err
