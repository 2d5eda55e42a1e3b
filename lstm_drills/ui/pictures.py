"""The labs' pictures for slides, as PNG or SVG. Matplotlib is an extra, loaded when a picture is asked for.

Chinese labels need a font that has the signs; without one they are English, and ``Picture.language`` says so.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from math import floor, log10
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lstm_drills.errors import DrillsError
from lstm_drills.labs.memory import BASELINE, HIGHEST_ERROR
from lstm_drills.messages import Language, Sayable, message, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from lstm_drills.labs.gates import Gates
    from lstm_drills.labs.gradients import GradientNorms
    from lstm_drills.labs.memory import LossCurves
    from lstm_drills.labs.speed import Group, Speed, Timing

SUFFIXES = (".png", ".svg")
CHINESE_FONTS = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC", "Microsoft YaHei",
    "Hiragino Sans GB", "Heiti SC", "STHeiti", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "Arial Unicode MS",
    "Noto Sans CJK JP", "Songti SC", "SimSun",
)  # fmt: skip
INCHES, DOTS = (10.0, 5.625), 160  # 1600 by 900 points, as wide as a slide
MARGIN = 0.1  # inches
# colours that stay apart for the colour-blind (Okabe & Ito)
ORANGE, BLUE, SKY, GREY, GREEN = "#D55E00", "#0072B2", "#56B4E9", "#767676", "#009E73"
DECADES = 4  # powers of ten from tick to tick
CURVES = {None: ORANGE, 0: GREY, 1: SKY, 2: BLUE}


class Picture:
    """One picture to be saved as ``path``.

    Raises DrillsError where it could not be: another suffix, no such folder, no matplotlib.
    """

    def __init__(self, path: Path, language: Language) -> None:
        self.path = path
        if path.suffix.lower() not in SUFFIXES:
            raise DrillsError("labs.save-suffix", path=path)
        if not path.parent.is_dir():
            raise DrillsError("labs.save-no-folder", path=path, folder=path.parent)
        if find_spec("matplotlib") is None:
            raise DrillsError("labs.save-needs-matplotlib")
        self.fonts = ["DejaVu Sans"]
        chinese = _chinese_font() if language == "zh" else None
        if chinese is not None:
            self.fonts.insert(0, chinese)
        self.language: Language = language if chinese is not None else "en"

    def words(self, name: str, **parameters: object) -> str:
        return self.said(message(f"labs.{name}", **parameters))

    def said(self, what: Sayable) -> str:
        return say(what, self.language)

    def gradients(self, found: "GradientNorms") -> None:
        with self._style():
            figure, axes = self._figure(self.words("title-gradients"))
            steps = range(1, found.steps + 1)
            for curve in found.curves:
                plain = curve.forget_bias is None
                name = self.words("plain-rnn") if plain else self.words("lstm-bias", bias=curve.forget_bias)
                style = "--" if plain else "-"
                axes.plot(steps, curve.norms, style, color=CURVES[curve.forget_bias], linewidth=2.5, label=name)
            axes.set_yscale("log")
            lowest = floor(log10(min(min(curve.norms) for curve in found.curves)) / DECADES) * DECADES
            axes.set_yticks([10.0**power for power in range(lowest, 1, DECADES)])
            axes.minorticks_off()
            axes.set_ylim(10.0**lowest, 10.0)
            axes.set_xlim(1, found.steps)
            axes.set_xlabel(self.words("axis-time"))
            axes.set_ylabel(self.words("axis-norm"))
            # in the order in which the curves lie above each other
            handles, labels = axes.get_legend_handles_labels()
            axes.legend(handles[::-1], labels[::-1], loc="lower right", frameon=False)
            self._save(figure)

    def gates(self, found: "Gates") -> None:
        with self._style():
            figure = self._empty(self.words("title-gates"))
            rows = (("forget-gate", found.forget), ("input-gate", found.input), ("output-gate", found.output))
            panels = [*rows, ("cell-size", found.cell)]
            every: Sequence[Axes] = figure.subplots(len(panels), 1, sharex=True)
            image: Any = None
            for axes, (name, values) in zip(every, panels, strict=True):
                turned = list(zip(*values, strict=True))
                image = axes.imshow(turned, cmap="Blues", vmin=0, vmax=1, aspect="auto", interpolation="nearest")
                axes.set_title(self.words(name), loc="left", fontsize=11)
                axes.set_yticks([])
                axes.set_ylabel(self.words("axis-units"), fontsize=9)
                axes.tick_params(length=0)
                for spine in axes.spines.values():
                    spine.set_visible(False)
            every[-1].set_xticks(range(len(found.words)), found.words, rotation=90, fontsize=9)
            for label, word in zip(every[-1].get_xticklabels(), found.words, strict=True):
                if word == found.key:
                    label.set_color(ORANGE)
                    label.set_fontweight("bold")
            bar = figure.colorbar(image, ax=list(every), shrink=0.6, pad=0.02, ticks=[0, 0.5, 1])
            bar.outline.set_visible(False)
            self._save(figure)

    def speed(self, found: "Speed") -> None:
        with self._style():
            figure = self._empty(self.words("title-speed"))
            heights = [len(group.timings) + 1.1 for group in found.groups]
            every: Sequence[Axes] = figure.subplots(len(found.groups), 1, height_ratios=heights)
            for axes, group in zip(every, found.groups, strict=True):
                self._bars(axes, group)
            self._save(figure)

    def memory(self, found: "LossCurves") -> None:
        with self._style():
            figure, axes = self._figure(self.words("title-memory", steps=found.steps))
            updates = [(index + 1) * found.every for index in range(len(found.plain))]
            axes.plot(updates, found.plain, color=ORANGE, linewidth=2.5, label=self.words("plain-rnn"))
            axes.plot(updates, found.lstm, color=BLUE, linewidth=2.5, label=self.words("lstm"))
            axes.axhline(BASELINE, color=GREY, linestyle=":", linewidth=2, label=self.words("always-one"))
            axes.set_xlim(0, updates[-1])
            axes.set_ylim(0, HIGHEST_ERROR)
            axes.set_xlabel(self.words("axis-updates"))
            axes.set_ylabel(self.words("axis-error"))
            axes.legend(loc="upper right", frameon=False)
            self._save(figure)

    def _bars(self, axes: "Axes", group: "Group") -> None:
        """One group: bars, the first grey, each with its time and its share of the first."""
        longest = max(timing.seconds for timing in group.timings)
        places = range(len(group.timings))
        colours = [GREY, *[BLUE] * (len(group.timings) - 1)]
        axes.barh(places, [timing.seconds for timing in group.timings], color=colours, height=0.72)
        for place, timing in zip(places, group.timings, strict=True):
            axes.text(
                timing.seconds + 0.01 * longest,
                place,
                _figures(timing, self.words("milliseconds")),
                va="center",
                fontsize=9,
            )
        axes.set_yticks(places, [self._way(timing) for timing in group.timings], fontsize=9)
        steps = group.timings[0].size or 0
        title = self.words(f"group-{group.name}", batch=group.batch, units=group.units, steps=steps)
        axes.set_title(title, loc="left", fontsize=10, fontweight="bold", x=0.0, pad=3)
        axes.invert_yaxis()
        axes.set_xlim(0, 1.25 * longest)
        axes.set_xticks([])
        axes.tick_params(length=0)
        for spine in axes.spines.values():
            spine.set_visible(False)

    def _way(self, timing: "Timing") -> str:
        from lstm_drills.ui.labs import name_of_way

        return self.said(name_of_way(timing))

    def _style(self) -> Any:
        import matplotlib as mpl

        return mpl.rc_context(
            {
                "font.family": self.fonts, "font.size": 12, "axes.unicode_minus": False, "axes.spines.top": False,
                "axes.spines.right": False, "axes.grid": False, "svg.hashsalt": "lstm-drills", "figure.facecolor": "white",
            }
        )  # fmt: skip

    def _empty(self, title: str) -> "Figure":
        from matplotlib.figure import Figure
        from matplotlib.layout_engine import ConstrainedLayoutEngine

        figure = Figure(figsize=INCHES, dpi=DOTS, layout=ConstrainedLayoutEngine(h_pad=MARGIN, w_pad=MARGIN))
        figure.suptitle(title, fontsize=16, fontweight="bold")
        return figure

    def _figure(self, title: str) -> "tuple[Figure, Axes]":
        figure = self._empty(title)
        axes = figure.subplots()
        axes.grid(axis="y", color="#E5E5E5", linewidth=0.8)
        axes.set_axisbelow(True)
        return figure, axes

    def _save(self, figure: "Figure") -> None:
        """Raises DrillsError where the file cannot be written."""
        suffix = self.path.suffix.lower()[1:]
        metadata = {"Date": None} if suffix == "svg" else {}
        try:
            figure.savefig(self.path, format=suffix, metadata=metadata)
        except OSError as error:
            raise DrillsError("labs.save-failed", path=self.path, reason=error.strerror or str(error)) from error


def _figures(timing: "Timing", unit: str) -> str:
    return f"{1000 * timing.seconds:.2f} {unit}   {100 * timing.ratio:.0f} %"


def _chinese_font() -> str | None:
    """The first of the known fonts that is installed."""
    import logging

    from matplotlib.font_manager import fontManager

    # few Chinese fonts have a bold weight; their usual one in its place needs no word
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    installed = {font.name for font in fontManager.ttflist}
    return next((name for name in CHINESE_FONTS if name in installed), None)
