"""Pictures for slides: saved as asked, or one sentence that says why not."""

import importlib.util

import pytest

from lstm_drills.errors import DrillsError
from lstm_drills.labs.gates import Gates
from lstm_drills.labs.gradients import Curve, GradientNorms
from lstm_drills.labs.memory import LossCurves
from lstm_drills.labs.speed import Group, Speed, Timing
from lstm_drills.messages import Text
from lstm_drills.ui import pictures
from lstm_drills.ui.pictures import Picture

pytest.importorskip("matplotlib")

NORMS = GradientNorms(3, 4, 2, (Curve(None, (1e-9, 1e-4, 1.0)), Curve(2, (1e-2, 1e-1, 1.0))))
ROWS = ((0.1, 0.9), (0.5, 0.4))
STORY = Gates(("the", "key"), "key", ROWS, ROWS, ROWS, ROWS, Text("a", "甲"), 0.9, 0.3, 0.8)
TIMED = Speed(
    4, 3, 1, (Group("alone", (Timing("per-gate", 2e-3, 1.0), Timing("fused", 1e-3, 0.5)), 1, 5),
              Group("truncation", (Timing("piece-8", 2e-3, 1.0, 8, 1.5), Timing("piece-4", 1e-3, 0.5, 4, 0.8)), 2, 5)),
)  # fmt: skip
LOSSES = LossCurves(40, 100, 20, 10, (0.2, 0.17), (0.2, 0.01))
DRAWN = {"gradients": NORMS, "gates": STORY, "speed": TIMED, "memory": LOSSES}


@pytest.mark.parametrize("lab", DRAWN)
def test_every_lab_has_its_picture(lab, tmp_path):
    picture = Picture(tmp_path / "it.png", "en")
    getattr(picture, lab)(DRAWN[lab])
    content = picture.path.read_bytes()
    assert content.startswith(b"\x89PNG")
    width, height = (int.from_bytes(content[place : place + 4], "big") for place in (16, 20))
    assert (width, height) == (1600, 900)


def test_a_vector_picture_is_the_same_every_time(tmp_path):
    for name in ("one.svg", "two.SVG"):
        Picture(tmp_path / name, "en").memory(LOSSES)
    first, second = ((tmp_path / name).read_text(encoding="utf-8") for name in ("one.svg", "two.SVG"))
    assert first.startswith("<?xml")
    assert first == second


def test_chinese_labels_need_a_font_and_without_one_they_are_english(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "_chinese_font", lambda: None)
    assert Picture(tmp_path / "it.png", "zh").words("plain-rnn") == "plain RNN"
    monkeypatch.setattr(pictures, "_chinese_font", lambda: "DejaVu Sans")
    assert Picture(tmp_path / "it.png", "zh").words("plain-rnn") == "普通 RNN"


@pytest.mark.parametrize(("name", "said"), [("it.jpg", "labs.save-suffix"), ("nowhere/it.png", "labs.save-no-folder")])
def test_what_cannot_be_saved_is_said_before_anything_is_drawn(tmp_path, name, said):
    with pytest.raises(DrillsError) as error:
        Picture(tmp_path / name, "en")
    assert error.value.message_id == said


def test_a_folder_in_the_file_s_place_is_said(tmp_path):
    (tmp_path / "it.png").mkdir()
    with pytest.raises(DrillsError) as error:
        Picture(tmp_path / "it.png", "en").memory(LOSSES)
    assert error.value.message_id == "labs.save-failed"


def test_without_matplotlib_the_sentence_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "find_spec", lambda name: None)
    with pytest.raises(DrillsError) as error:
        Picture(tmp_path / "it.png", "en")
    assert error.value.message_id == "labs.save-needs-matplotlib"
    assert importlib.util.find_spec("matplotlib") is not None
