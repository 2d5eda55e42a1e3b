"""The line of a training: as much as there is room for, and never the last column."""

import io
import sys

import pytest

from lstm_drills.ui.progress import ERASE, TrainingProgress
from lstm_drills.ui.wrap import cells

LOSSES = [2.5 / (n + 1) for n in range(300)]


class Terminal(io.StringIO):
    def isatty(self):
        return True


def drawn(monkeypatch, language, width, losses=LOSSES):
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("COLUMNS", str(width))
    with TrainingProgress(language) as progress:
        progress.show(36.2, losses)
        return sys.stderr.getvalue().removeprefix(ERASE)


@pytest.mark.parametrize("width", [8, 20, 40, 44, 50, 60, 80, 120])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_never_wraps(language, width, monkeypatch):
    for losses in (LOSSES, LOSSES[:3], []):
        assert cells(drawn(monkeypatch, language, width, losses)) < width


def test_the_curve_goes_first_and_the_loss_next(monkeypatch):
    wide, narrow, narrowest = (drawn(monkeypatch, "en", width) for width in (80, 46, 36))
    assert wide.startswith(narrow)
    assert drawn(monkeypatch, "zh", 20) == ""
    assert "█" in wide
    assert "loss" in narrow and "█" not in narrow
    assert narrowest == "training: 36 s of at most 120 s"


def test_nobody_watches_a_pipe(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with TrainingProgress("en") as progress:
        progress.show(1.0, LOSSES)
    assert sys.stderr.getvalue() == ""


def test_it_is_taken_away_at_the_end(monkeypatch):
    drawn(monkeypatch, "en", 80)
    assert sys.stderr.getvalue().endswith(ERASE)
