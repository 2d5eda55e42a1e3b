"""Curves, bars and shades: what is drawn where."""

import pytest

from lstm_drills.ui.charts import Axis, Line, bar, can_draw_blocks, curves, shade

AXIS = Axis(0.0, 4.0, lambda value: f"{value:.0f}", rows=5, every=2)


def drawn(lines, width=14, **settings):
    return [line.plain for line in curves(lines, AXIS, width, **settings)]


def test_a_curve_climbs_from_the_bottom_left_and_labels_stand_before_it():
    rows = drawn([Line("a", range(5))], width=12)
    assert [row.partition(" ")[0] for row in rows] == ["4", "", "2", "", "0"]
    assert rows[0].rstrip().endswith("a")
    assert rows[4].startswith("0 a")


def test_no_line_is_wider_than_asked_or_ends_in_blanks():
    for width in (12, 30, 50):
        for row in drawn([Line("a", [0, 4, 1]), Line("b", [2])], width, levels=[3]):
            assert len(row) <= width
            assert not row[2:].endswith(" ")


def test_a_jump_is_filled_so_that_the_curve_holds_together():
    rows = drawn([Line("a", [0.0, 4.0])])
    assert all("a" in row for row in rows)


def test_later_curves_lie_above_and_levels_below():
    rows = drawn([Line("a", [2.0, 2.0]), Line("b", [2.0], until=0.5)], levels=[2.0, 0.0])
    assert rows[2] == "2 bbbbbbaaaaaa"
    assert set(rows[4][2:]) <= {"-", " "}


def test_a_curve_that_has_come_half_way_ends_there():
    assert drawn([Line("a", [4.0, 4.0], until=0.5)])[0] == "4 aaaaaa"


@pytest.mark.parametrize(("value", "row"), [(9.0, 0), (-9.0, 4)])
def test_what_lies_outside_is_drawn_at_the_edge(value, row):
    assert "a" in drawn([Line("a", [value])])[row]


def test_what_is_no_number_is_left_out():
    assert "a" not in "".join(drawn([Line("a", [float("nan")] * 3)]))


def test_bars_are_as_long_as_their_share_and_never_invisible():
    assert bar(1.0, 10) == "█" * 10
    assert bar(0.5, 10) == "█" * 5
    assert bar(0.55, 10) == "█" * 5 + "▌"
    assert bar(0.0, 10) == "▏"
    assert bar(0.5, 10, blocks=False) == "#####"


def test_shades_grow_darker():
    assert [shade(value) for value in (0.0, 0.3, 0.5, 0.7, 1.0)] == [" ", "░", "▒", "▓", "█"]
    assert [shade(value, blocks=False) for value in (-1.0, 0.3, 0.5, 0.7, 2.0)] == [" ", ".", ":", "*", "#"]


def test_an_output_without_blocks_is_known():
    assert can_draw_blocks("utf-8")
    assert not can_draw_blocks("ascii")
    assert not can_draw_blocks(None)
