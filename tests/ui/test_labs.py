"""The labs' screens: every picture at two widths, in two languages, with and without blocks, and in words."""

import io

import pytest

from lstm_drills.labs import LABS
from lstm_drills.labs.gates import Gates
from lstm_drills.labs.gradients import Curve, GradientNorms
from lstm_drills.labs.memory import LossCurves
from lstm_drills.labs.speed import Group, Timing
from lstm_drills.messages import Text
from lstm_drills.ui.labs import LabScreen, power
from lstm_drills.ui.live import Live
from lstm_drills.ui.styled import Terminal
from lstm_drills.ui.wrap import cells

NORMS = GradientNorms(
    100, 4, 2, tuple(Curve(bias, tuple(10.0 ** ((99 - t) * -rate) for t in range(100))) for bias, rate in
                     ((None, 0.22), (0, 0.2), (1, 0.1), (2, 0.03))),
)  # fmt: skip
UNITS = 12
WORDS = ("afterwards", "anna", "takes", "the", "key", ".")
ROWS = tuple(tuple((word + unit) / 20 for unit in range(UNITS)) for word in range(len(WORDS)))
STORY = Gates(WORDS, "key", ROWS, ROWS, ROWS, ROWS, Text("Anna", "安娜"), 0.95, 0.45, 0.8)
GROUP = Group("truncation", (Timing("piece-200", 0.1, 1.0, 200, 24.6), Timing("piece-50", 0.09, 0.9, 50, 6.2)), 16, 128)
LOSSES = LossCurves(400, 800, 20, 100, tuple([0.17] * 20), tuple(0.17 - 0.008 * step for step in range(20)))
DRAW = {
    "gradients": lambda screen: screen.gradients(NORMS),
    "gates": lambda screen: screen.gates(STORY),
    "speed": lambda screen: screen.speed_group(GROUP),
    "memory": lambda screen: screen.memory(LOSSES),
}


def lines_of(draw, *, width=80, language="en", encoding="utf-8", plain=False) -> list[str]:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace", newline="\n")
    draw(LabScreen(language, Terminal(stream, width, colour=False), plain=plain))
    stream.flush()
    return stream.buffer.getvalue().decode(encoding).splitlines()


@pytest.mark.parametrize("lab", LABS)
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [50, 80])
def test_nothing_is_wider_than_the_terminal(lab, language, width):
    for line in [*lines_of(DRAW[lab], width=width, language=language), *ending(lab, width, language)]:
        drawn = set(line) & set("█▓▒░")  # of ambiguous width: as wide as the terminal's font has them
        assert (len(line) if drawn else cells(line)) <= width or "--save" in line
        assert not line.rstrip().endswith("│")


def ending(lab, width, language):
    def end(screen):
        screen.ending(lab, screen.see_gates(STORY) if lab == "gates" else None)

    return lines_of(end, width=width, language=language)


@pytest.mark.parametrize("lab", LABS)
def test_an_output_without_blocks_gets_other_signs(lab):
    for line in lines_of(DRAW[lab], encoding="ascii"):
        assert "?" not in line


@pytest.mark.parametrize("lab", LABS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_in_words_nothing_is_drawn(lab, language):
    lines = lines_of(DRAW[lab], language=language, plain=True)
    assert not set("".join(lines)) & set("█▓▒░")
    assert not any("RRR" in line or "222" in line for line in lines)


def test_every_curve_ends_in_a_line_of_its_numbers():
    lines = lines_of(DRAW["gradients"])
    assert "  2 LSTM, forget bias 2: 1e-3 at step 1, a factor of 0.93 a step" in lines
    assert any(line.startswith("  R plain RNN: 2e-22 at step 1") for line in lines)


def test_every_word_has_a_line_with_a_sign_for_every_unit_shown():
    wide, narrow = lines_of(DRAW["gates"]), lines_of(DRAW["gates"], width=50)
    (line,) = (line for line in wide if line.startswith("key "))
    assert len(line) == 10 + 4 * (1 + UNITS)
    (line,) = (line for line in narrow if line.startswith("key "))
    assert len(line) == 10 + 4 * (1 + 9)


def test_what_to_see_in_the_gates_depends_on_what_was_measured():
    clear, unclear = STORY, Gates(WORDS, "key", ROWS, ROWS, ROWS, ROWS, Text("Anna", "安娜"), 0.4, 0.8, 0.8)
    screen = LabScreen("en", Terminal(io.StringIO(), 80, colour=False))
    assert "the forget gate falls (0.45 on average" in screen.words(screen.see_gates(clear))
    assert "found no clear habit" in screen.words(screen.see_gates(unclear))


def test_bars_carry_their_numbers_and_share():
    (line,) = (line for line in lines_of(DRAW["speed"]) if "pieces of 50" in line)
    assert "6.2 MB kept" in line
    assert "90.00 ms   90 %" in line


def test_a_run_half_way_has_curves_half_as_wide():
    chart = lines_of(DRAW["memory"])[:11]
    assert max(len(line.replace("-", " ").rstrip()) for line in chart) == pytest.approx(5 + 75 / 2, abs=1)


def test_a_pipe_is_never_drawn_over():
    stream = io.StringIO()
    live = Live(LabScreen("en", Terminal(stream, 80, colour=False)))
    live.show(LOSSES)
    live.clear()
    assert stream.getvalue() == ""


def test_numbers_are_written_as_people_write_them():
    assert [power(value) for value in (1.0, 0.25, 3.4e-4, 7.1e-21)] == ["1.00", "0.25", "3e-4", "7e-21"]
    assert cells(power(1e-300)) == 6
