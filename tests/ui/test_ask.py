"""Asking: commands, pipes, closed and garbled input; and a real terminal, with Chinese edited in it."""

import io
import sys

import pytest

from lstm_drills.ui import ask as asking
from lstm_drills.ui.ask import Command, EndOfInput, Interrupted, ask, understood

PROGRAM = """
from lstm_drills.ui.ask import ask, NoMoreInput
while True:
    try:
        print(ascii(ask("> ")))
    except NoMoreInput as end:
        print(type(end).__name__)
        break
"""


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (":h", "hint"),
        ("：ｈ", "hint"),
        (" :H ", "hint"),
        (": hint", "hint"),
        (":s", "skip"),
        (":u", "undo"),
        (":l", "language"),
        (":q", "quit"),
        (":?", "help"),
        ("：？", "help"),
        (":good", "good"),
        (":", "unknown"),
        (":x y", "unknown"),
    ],
)
def test_what_begins_with_a_colon_is_a_command(typed, name):
    command = understood(typed)
    assert isinstance(command, Command)
    assert command.name == name


@pytest.mark.parametrize("typed", ["h", "q", "", " a b ", "f: gate", "h:", "１２"])
def test_everything_else_is_an_answer(typed):
    assert understood(typed) == typed


def test_a_pipe_is_read_line_by_line(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO("a\n遗忘门\n\n:q\nlast"))
    got = [ask("> ") for _ in range(5)]
    assert got == ["a", "遗忘门", "", Command("quit", ":q"), "last"]
    assert capsys.readouterr().out == "> \n" * 5
    with pytest.raises(EndOfInput):
        ask("> ")


def test_bytes_that_are_no_text_raise_nothing(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe a\n"), encoding="utf-8"))
    assert ask("") == "\ufffd\ufffd a"


@pytest.mark.parametrize("stream", [None, "closed"])
def test_no_input_at_all_is_its_end(monkeypatch, stream):
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr(sys, "stdin", None if stream is None else closed)
    with pytest.raises(EndOfInput):
        ask("> ")


def test_ctrl_c_is_an_outcome(monkeypatch):
    def interrupted(prompt):
        raise KeyboardInterrupt

    monkeypatch.setattr(asking, "_prepared", lambda: True)
    monkeypatch.setattr("builtins.input", interrupted)
    with pytest.raises(Interrupted):
        ask("> ")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_terminal_edits_chinese_and_ends_by_its_keys():
    import pexpect

    for keys, last in (("\x03", "Interrupted"), ("\x04", "EndOfInput")):
        child = pexpect.spawn(sys.executable, ["-c", PROGRAM], encoding="utf-8", timeout=10, dimensions=(24, 50))
        child.expect("> ")
        child.send("遗忘窗\x7f门\r")  # a wide character taken back with the backspace key
        child.expect_exact(ascii("遗忘门"))
        child.expect("> ")
        child.send(keys)
        child.expect(last)
        child.close()
