"""The README's pictures show what the program says now. ``python docs/make_tour.py`` makes them anew."""

import html
import importlib.util
import re
import sys
from pathlib import Path

import pytest

pytest.importorskip("pexpect")
pytest.importorskip("pyte")

ROOT = Path(__file__).resolve().parents[1]


def tour():
    spec = importlib.util.spec_from_file_location("make_tour", ROOT / "docs" / "make_tour.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_tour"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


TOUR = tour()


def written(text):
    return "".join(text.split())


def shown(svg):
    """The words of a picture, without its title."""
    matrix = svg[svg.index('-matrix">') :]
    return written(html.unescape("".join(re.findall(r"<text [^>]*>(.*?)</text>", matrix, re.DOTALL))))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "screen", [screen for screen in TOUR.SCREENS if not screen.dated], ids=lambda screen: screen.name
)
def test_a_picture_shows_what_the_program_says(screen, language, tmp_path):
    terminal = TOUR.run(screen, language, tmp_path)
    assert shown((TOUR.FOLDER / f"{screen.name}.{language}.svg").read_text(encoding="utf-8")) == written(
        "".join(terminal.display)
    )


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_every_picture_is_in_the_readme_and_every_picture_of_the_readme_is_there(name):
    language = "zh" if "zh" in name else "en"
    named = set(re.findall(r"\]\((docs/tour/[^)]+)\)", (ROOT / name).read_text(encoding="utf-8")))
    assert named == {f"docs/tour/{screen.name}.{language}.svg" for screen in TOUR.SCREENS}
    assert all((ROOT / picture).is_file() for picture in named)


def test_pictures_link_to_nothing_outside():
    for picture in TOUR.FOLDER.glob("*.svg"):
        text = picture.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http" not in text, picture.name
