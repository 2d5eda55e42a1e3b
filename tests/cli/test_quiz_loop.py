"""The quiz at the keyboard, played by lines of input: what is shown, what is kept, and in which order."""

import io
from datetime import date, timedelta
from pathlib import Path

import pytest

from lstm_drills.cli import quiz_loop
from lstm_drills.content import questions
from lstm_drills.messages import LANGUAGES
from lstm_drills.quiz import session
from lstm_drills.quiz.asked import ask as put
from lstm_drills.ui.ask import EndOfInput, Interrupted, understood
from lstm_drills.ui.quiz import QuizScreen
from lstm_drills.ui.quiz_summary import show_summary
from lstm_drills.ui.styled import Terminal
from lstm_drills.ui.wrap import CLOSING, cells

EXAMPLE = Path(__file__).parents[1] / "content" / "banks" / "example.yaml"
TODAY = date(2026, 12, 1)


class Kept:
    """A keeper that remembers the order of everything."""

    def __init__(self, earlier: list[str] | None = None) -> None:
        self.rows: list[tuple] = []
        self.earlier = earlier or []

    def answered(self, step, question, position, seconds, instead=False):
        self.rows.append(("answered", step.key, step.rating, position, instead))
        return TODAY + timedelta(days=2)

    def skipped(self, step, question, position):
        self.rows.append(("skipped", step.key))

    def take_back(self, key):
        if key is None and not self.earlier:
            return None
        key = key or self.earlier.pop()
        self.rows.append(("undone", key))
        return key

    def answer_changed(self, question):
        return question.key.endswith("cell-state-bounded")


class Game:
    """A loop fed by lines; ``shown`` is everything printed."""

    def __init__(self, monkeypatch, *names: str, language="en", width=72, plain=False, earlier=None) -> None:
        self.stream = io.StringIO()
        self.catalogue = questions.load([EXAMPLE])
        self.keeper = Kept(earlier)
        self.screen = QuizScreen(Terminal(self.stream, width, colour=False), language, plain)
        state = session.start("7", [f"9.9/{name}" for name in names])
        self.loop = quiz_loop.Loop(self.screen, self.catalogue, state, self.keeper, TODAY)
        self.monkeypatch = monkeypatch
        self.prompts: list[str] = []

    def play(self, *lines: str | type[Exception]) -> str:
        feed = iter(lines)

        def answer(prompt):
            self.prompts.append(prompt)
            line = next(feed, EndOfInput)
            if isinstance(line, type):
                raise line
            self.stream.write(f"{prompt}{line}\n")
            return understood(line)

        self.monkeypatch.setattr(quiz_loop, "ask", answer)
        self.ending = self.loop.run()
        return self.stream.getvalue()

    def right(self, name: str) -> str:
        """The letters of the right choices as they are shown."""
        asked = put(self.catalogue.question(f"9.9/{name}"), "7")
        answer = asked.question.answer
        return " ".join("ABCDE"[k] for k, place in enumerate(asked.order) if answer.choices[place].id in answer.right)


@pytest.fixture
def game(monkeypatch, tmp_path):
    monkeypatch.setenv("LSTM_DRILLS_HOME", str(tmp_path))
    return lambda *names, **settings: Game(monkeypatch, *names, **settings)


def test_a_right_answer_is_kept_before_its_feedback_and_says_why(game):
    played = game("forget-gate-at-zero")
    shown = played.play(played.right("forget-gate-at-zero"), "")
    assert played.ending == "finished"
    assert played.keeper.rows == [("answered", "9.9/forget-gate-at-zero", "good", 0, False)]
    for words in (
        "Question 1 of 1",
        "Right.",
        "Why",
        "nothing is left of it",
        "next question",
        "in 2 days, on 2026-12-03",
    ):
        assert words in shown


def test_a_wrong_choice_says_why_it_is_wrong_and_what_is_right(game):
    played = game("forget-gate-at-zero")
    wrong = next(letter for letter in "ABC" if letter != played.right("forget-gate-at-zero"))
    shown = played.play(wrong, "")
    assert played.keeper.rows[0][2] == "again"
    assert "Not right." in shown
    assert "The answer" in shown
    assert "That is a gate of 1." in shown or "The output gate decides" in shown


def test_what_the_interviewer_asks_next_is_answered_on_demand(game):
    played = game("forget-gate-at-zero")
    answer = "the state is the sum of all that was written"
    shown = played.play(":f", played.right("forget-gate-at-zero"), ":f", "")
    before, after = shown.split(":f  a good answer to it")
    assert "after an answer only" in before and answer not in before
    assert answer in " ".join(after.split())
    assert played.ending == "finished"


def test_a_question_without_a_next_one_has_no_answer_to_it(game):
    played = game("cell-state-bounded")
    shown = played.play("f", ":f", "")
    assert "no answer to that" in shown
    assert ":f  a good answer" not in shown


def test_the_answer_is_safe_when_the_input_ends_in_the_feedback(game):
    played = game("cell-state-bounded", "name-the-gate")
    played.play("f")
    assert played.ending == "left"
    assert played.keeper.rows == [("answered", "9.9/cell-state-bounded", "good", 0, False)]


@pytest.mark.parametrize(("end", "ending"), [(EndOfInput, "left"), (Interrupted, "interrupted"), (":q", "left")])
def test_every_way_to_leave_keeps_what_was_answered(game, end, ending):
    played = game("cell-state-bounded", "name-the-gate")
    played.play("f", "", end)
    assert played.ending == ending
    assert len(played.keeper.rows) == 1
    assert played.loop.state.remaining == ("9.9/name-the-gate",)


def test_hint_language_help_and_unknown_commands_in_the_middle_of_a_question(game):
    played = game("forget-gate-at-zero")
    shown = played.play(":h", ":?", ":nonsense", ":good", ":l", played.right("forget-gate-at-zero"), "")
    for words in ("The gate multiplies something.", "save and leave", "no command :nonsense", "after an answer only",
                  "遗忘门恰好为 0 时会怎样？", "答对了（用了提示）。"):  # fmt: skip
        assert words in shown
    assert played.keeper.rows == [("answered", "9.9/forget-gate-at-zero", "hard", 0, False)]


def test_what_is_unclear_is_asked_again_and_not_kept(game):
    played = game("cell-state-bounded")
    shown = played.play("maybe", "", "f", "")
    assert shown.count("Type t for true or f for false.") == 2
    assert len(played.keeper.rows) == 1


def test_undo_at_the_next_question_and_in_the_feedback(game):
    played = game("cell-state-bounded", "name-the-gate")
    played.play("t", "", ":u", "f", ":u", "f", "", "forget; cell state", "")
    assert [(row[0], *row[2:3]) for row in played.keeper.rows] == [
        ("answered", "again"), ("undone",), ("answered", "good"), ("undone",), ("answered", "good"), ("answered", "good"),
    ]  # fmt: skip
    assert played.ending == "finished"


def test_undo_reaches_an_earlier_session(game):
    played = game("cell-state-bounded", earlier=["9.9/name-the-gate"])
    played.play(":u", "forget; cell state", "", "f", "")
    assert [row[:2] for row in played.keeper.rows] == [
        ("undone", "9.9/name-the-gate"),
        ("answered", "9.9/name-the-gate"),
        ("answered", "9.9/cell-state-bounded"),
    ]


def test_undo_with_nothing_to_undo(game):
    played = game("cell-state-bounded")
    assert "no answer to take back" in played.play(":u", "f", "")


def test_a_skipped_question_is_kept_as_skipped(game):
    played = game("cell-state-bounded", "name-the-gate")
    played.play(":s", ":u", ":s", ":s")
    assert [row[0] for row in played.keeper.rows] == ["skipped", "undone", "skipped", "skipped"]
    assert played.ending == "finished"


def test_the_learner_may_override_the_rating(game):
    played = game("cell-state-bounded")
    shown = played.play("f", ":easy", "")
    assert played.keeper.rows[1] == ("answered", "9.9/cell-state-bounded", "easy", 0, True)
    assert "Rated easy." in shown


def test_a_free_answer_is_ticked_by_the_learner(game):
    played = game("why-vanishing-eases")
    shown = played.play("the state is updated by addition", ":u", "by addition, purely multiplicative", "7", "1 2", "")
    assert played.keeper.rows == [("answered", "9.9/why-vanishing-eases", "good", 0, False)]
    assert "A good answer" in shown
    assert "found: addition" in shown
    assert "this speaks against it: purely multiplicative" in shown
    assert "[x] 1" in shown
    assert "Points made: 2 of 2." in shown
    assert "%" not in shown


def test_printed_text_of_several_lines_is_asked_line_by_line(game, tmp_path):
    source = EXAMPLE.read_text(encoding="utf-8")
    bank = tmp_path / "two.yaml"
    bank.write_text(source.replace('answer: "(64, 32)"', "answer: |\n      one\n      two"), encoding="utf-8")
    played = game("shape-of-hidden")
    played.loop.catalogue = questions.load([bank])
    shown = played.play("one", "two", "")
    assert played.keeper.rows[0][2] == "good"
    assert "Line 2 of 2" in shown


def test_a_changed_answer_is_flagged(game):
    assert "has changed since" in game("cell-state-bounded").play("f", "")


def everything(played: Game) -> str:
    answers = []
    for entry in played.catalogue.entries:
        answers += [":h", ":?", ":s"] if entry.type != "short" else ["遗忘门 addition", "0", ""]
    return played.play(*answers)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [50, 80])
def test_every_type_fits_a_narrow_screen_and_keeps_the_rules_of_chinese(game, language, width):
    names = [entry.key.partition("/")[2] for entry in questions.load([EXAMPLE]).entries]
    played = game(*names, language=language, width=width)
    shown = everything(played)
    printed = [line for line in shown.splitlines() if not line.endswith((":h", ":?", ":s"))]
    for line in printed:
        if not line.startswith("  ") and " >" not in line:
            assert cells(line) <= width, line
        words = line.strip()
        assert not words or words[0] not in CLOSING - {":"}, line
    assert not any(sign in shown for sign in "│┃║▌█✓✔✗✘🎉")


def test_plain_output_has_no_escapes_and_no_wrapping(game):
    played = game("why-vanishing-eases", "forget-gate-at-zero", plain=True, width=30)
    shown = played.play("addition", "0", "", played.right("forget-gate-at-zero"), "")
    assert "\x1b" not in shown
    assert "[x]" not in shown
    assert "The cell state is carried by addition, and its gradient is scaled by the forget gate alone." in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_says_how_it_went_and_what_comes_back(game, language):
    played = game("cell-state-bounded", "name-the-gate", "forget-gate-at-zero", language=language)
    played.play("f", "", "a; b", "", ":s")
    show_summary(played.screen, played.loop.state, played.loop.due, played.catalogue, TODAY)
    shown = played.stream.getvalue()
    for words in ("lstm-drills learn 9.9", "2026-12-03", "lstm-drills quiz"):
        assert words in shown
    assert ("1 right, 0 partly, 1 not right, 1 skipped" if language == "en" else "答对 1 题，部分正确 0 题") in shown
