"""The debrief's page in headless Chromium, where there is one: nothing sticks out on a phone, dark is dark, charts are seen."""

import html
import json
import re
import shutil
import subprocess

import pytest

from lstm_drills.content.exercises import exercises
from lstm_drills.interview.blueprints import blueprint
from lstm_drills.interview.debrief import debrief
from lstm_drills.interview.page import page
from lstm_drills.messages import LANGUAGES

BROWSER = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here: the page is not looked at")
SCHEMES = {"dark": 0, "light": 1}
MEASURE = """<!doctype html><body><iframe id=f width={width} height=900 srcdoc="{page}"></iframe><script>
f.onload = () => {{
  const d = f.contentDocument, r = d.documentElement;
  d.querySelectorAll("details").forEach(one => one.open = true);
  document.body.textContent = JSON.stringify({{
    over: r.scrollWidth - r.clientWidth, background: f.contentWindow.getComputedStyle(d.body).backgroundColor,
    colour: f.contentWindow.getComputedStyle(d.body).color,
    charts: [...d.querySelectorAll("svg")].filter(one => one.getBoundingClientRect().width > 20).length,
    all: d.querySelectorAll("svg").length, height: r.scrollHeight }});
}};
</script>"""


def measured(found, language, width, scheme, folder):
    file = folder / "wrapper.html"
    file.write_text(MEASURE.format(width=width, page=html.escape(page(found, language))), encoding="utf-8")
    done = subprocess.run(
        [
            BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
            f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}", "--window-size=1400,1000", "--dump-dom",
            file.as_uri(),
        ],
        capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    body = re.search(r"<body>(\{.*\})</body>", done.stdout, re.DOTALL)
    assert body, done.stdout[-500:] + done.stderr[-500:]
    return json.loads(html.unescape(body[1]))


def lightness(colour):
    return sum(int(part) for part in re.findall(r"\d+", colour)[:3]) / 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "dark")])
def test_the_page_fits_and_can_be_read(start, state, catalogue, tmp_path, language, width, scheme):
    ids = [exercise.id for exercise in exercises()]
    found = debrief(start, state, catalogue, blueprint("senior").title, ids)
    seen = measured(found, language, width, scheme, tmp_path)
    assert seen["over"] <= 0
    assert seen["charts"] == seen["all"] > 10
    dark = lightness(seen["background"]) < 80
    assert dark == (scheme == "dark")
    assert abs(lightness(seen["background"]) - lightness(seen["colour"])) > 120
