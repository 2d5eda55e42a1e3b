"""Styled lines: the same on our terminal and on rich's, and no escapes where none are wanted."""

import io

import pytest
from rich.console import Console

from lstm_drills.ui.styled import Styled, Terminal


def line() -> Styled:
    return Styled("a ", "bold").append("code", "cyan").append(" b").append_text(Styled("c", "dim"))


class Screen(io.StringIO):
    def isatty(self):
        return True


def test_escapes():
    assert line().escaped() == "\x1b[1ma \x1b[0m\x1b[36mcode\x1b[0m b\x1b[2mc\x1b[0m"
    assert line().plain == "a code bc"
    both = Styled("xyz", "bold")
    both.stylize("red", 1, 2)
    assert both.escaped() == "\x1b[1mx\x1b[0m\x1b[1;31my\x1b[0m\x1b[1mz\x1b[0m"
    assert Styled("plain").escaped() == "plain"
    assert Styled().escaped() == ""


def test_rich_prints_the_same():
    stream = io.StringIO()
    Console(file=stream, force_terminal=True, color_system="standard", _environ={}).print(line())
    assert stream.getvalue() == line().escaped() + "\n"


@pytest.mark.parametrize(
    ("stream", "environment", "colour"),
    [
        (Screen(), {"TERM": "xterm"}, True),
        (Screen(), {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (Screen(), {"TERM": "dumb"}, False),
        (io.StringIO(), {"TERM": "xterm"}, False),
    ],
)
def test_colours_stay_where_they_are_wanted(monkeypatch, stream, environment, colour):
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    terminal = Terminal(stream, 40)
    terminal.print(line())
    terminal.print()
    assert ("\x1b" in stream.getvalue()) == colour
    assert stream.getvalue().endswith("\n\n")


def test_the_width_is_the_terminals(monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")
    assert Terminal(io.StringIO()).width == 50
