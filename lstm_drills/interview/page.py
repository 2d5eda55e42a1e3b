"""The debrief as one HTML page: nothing is loaded from anywhere, the charts are SVG drawn here, no script runs. Pure.

Labels are HTML, so that they keep their size on a phone; only bars, marks and the square of the calibration are drawn.
"""

import html
from collections.abc import Iterable, Sequence

from lstm_drills.interview import words
from lstm_drills.interview.calibration import Calibration
from lstm_drills.interview.debrief import Debrief, Group, Result
from lstm_drills.interview.page_style import STYLE
from lstm_drills.markup import inline, prose
from lstm_drills.messages import Language, Sayable, message, say

LANGUAGE_TAGS = {"en": "en", "zh": "zh-CN"}
GOOD, FAIR = 0.75, 0.4  # from which score a bar has which colour; the number beside it says the same
SIDE, EDGE = 280, 40  # of the calibration's square in its own units, and the room for its axes
LARGEST, SMALLEST = 14.0, 5.0  # radii of its circles


def page(found: Debrief, language: Language) -> str:
    """The whole page, UTF-8."""
    return _Page(found, language).whole()


class _Page:
    def __init__(self, found: Debrief, language: Language) -> None:
        self.found = found
        self.language: Language = language

    # --- words
    def say(self, what: Sayable) -> str:
        """In the page's language, its signs made harmless."""
        return html.escape(say(what, self.language))

    def name(self, name: str) -> str:
        return self.say(message(f"interview.{name}"))

    def share(self, value: float) -> str:
        return self.say(message("interview.percent", percent=words.percent(value)))

    def prose(self, what: Sayable) -> str:
        return prose(say(what, self.language))

    # --- the page
    def whole(self) -> str:
        title = self.name("title")
        body = "\n".join(self.sections())
        return (
            f'<!doctype html>\n<html lang="{LANGUAGE_TAGS[self.language]}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
        )

    def sections(self) -> Iterable[str]:
        found = self.found
        facts = "".join(f"<p>{self.say(fact)}</p>" for fact in words.facts(found))
        if found.score is None:
            yield f"<header><h1>{self.name('title')}</h1>{facts}<p>{self.name('nothing-reached')}</p></header>"
            return
        score = self.say(message("interview.score", percent=words.percent(found.score)))
        yield (
            f'<header><h1>{self.name("title")}</h1>{facts}<p class="score">{score}</p>'
            f'<p class="note">{self.name("score-note")}</p></header>'
        )
        yield self.weakest()
        yield self.bars("by-topic", found.topics)
        yield self.bars("by-kind", found.kinds)
        yield self.calibration()
        yield self.times()
        answers = "\n".join(self.answer(result) for result in found.results)
        yield f'<section class="wide"><h2>{self.name("answers")}</h2>\n{answers}\n</section>'
        yield f'<footer class="wide note">{self.name("page-note")}</footer>'

    def weakest(self) -> str:
        items = ""
        for weak in self.found.weakest:
            share = {"title": weak.topic.title, "percent": words.percent(weak.topic.score)}
            line = self.say(message("interview.percent-of", **share, count=words.count(weak.topic)))
            commands = "".join(f"<code>{html.escape(command)}</code>" for command in weak.commands)
            items += f'<li>{line}<span class="commands">{commands}</span></li>'
        inner = (
            f"<ol>{items}</ol>" if items else f"<p>{inline(say(message('interview.no-weakest'), self.language))}</p>"
        )
        return f'<section class="wide"><h2>{self.name("weakest")}</h2>{inner}</section>'

    def bars(self, name: str, groups: Sequence[Group]) -> str:
        rows = "".join(
            f"<tr><th scope=row>{self.say(group.title)} <small>{self.say(words.count(group))}</small></th>"
            f"<td class=bar>{_bar(group.score, _level(group.score))}</td><td class=number>{self.share(group.score)}</td></tr>"
            for group in groups
        )
        return f'<section><h2>{self.name(name)}</h2><table class="chart">{rows}</table></section>'

    def times(self) -> str:
        results = self.found.results
        longest = max((max(r.answer.seconds, r.item.seconds) for r in results), default=1) or 1
        rows = "".join(
            f"<tr><th scope=row>{result.number}&ensp;{self.name(f'kind-{result.item.kind}')}</th>"
            f"<td class=bar>{_time_bar(result, longest)}</td>"
            f"<td class=number>{self.say(self.taken(result))}</td></tr>"
            for result in results
        )
        remarks = "".join(f"<p>{self.say(remark)}</p>" for remark in words.time_remarks(self.found))
        note = f'<p class="note">{self.name("time-note")} {self.name("legend-planned")}</p>'
        return f'<section><h2>{self.name("time")}</h2>{note}<table class="chart">{rows}</table>{remarks}</section>'

    def taken(self, result: Result) -> Sayable:
        times = {"taken": words.duration(result.answer.seconds), "planned": words.duration(result.item.seconds)}
        return message("interview.time-value", **times)

    def calibration(self) -> str:
        found = self.found.calibration
        remarks = "".join(f"<p>{self.say(remark)}</p>" for remark in words.calibration_remarks(found))
        inner = remarks
        if found is not None:
            heads = "".join(
                f"<th scope=col>{self.name(f'column-{column}')}</th>" for column in ("sure", "said", "right", "count")
            )
            rows = "".join(
                f"<tr><th scope=row>{row.confidence}&ensp;{self.say(words.sure(row.confidence))}</th>"
                f"<td>{self.share(row.said)}</td><td>{self.share(row.right)}</td><td>{row.count}</td></tr>"
                for row in found.rows
            )
            caption = f'<figcaption class="note">{self.name("chart-calibration")}</figcaption>'
            inner += (
                f"<figure>{self.square(found)}{caption}</figure>"
                f'<table class="numbers"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
            )
        return f"<section><h2>{self.name('calibration')}</h2>{inner}</section>"

    def square(self, found: Calibration) -> str:
        """Said against right, from 0 to 100 % on both axes."""
        most = max(row.count for row in found.rows)
        low, high = EDGE, EDGE + SIDE
        grid = "".join(
            f'<path class="grid" d="M{_x(tick)} {low - 10}V{high - 10}M{low} {_y(tick)}H{high}"/>'
            f'<text x="{_x(tick)}" y="{high + 8}" text-anchor="middle">{percent}</text>'
            f'<text x="{low - 6}" y="{_y(tick) + 4:.0f}" text-anchor="end">{percent}</text>'
            for tick, percent in ((0.0, 0), (0.25, 25), (0.5, 50), (0.75, 75), (1.0, 100))
        )
        circles = "".join(
            f'<path class="miss" d="M{_x(row.said)} {_y(row.said)}V{_y(row.right)}"/>'
            f'<circle cx="{_x(row.said)}" cy="{_y(row.right)}" r="{_radius(row.count, most):.1f}"/>'
            f'<text class="inside" x="{_x(row.said)}" y="{_y(row.right) + 4:.0f}" text-anchor="middle">{row.confidence}</text>'
            for row in found.rows
        )
        label = self.name("chart-calibration")
        middle = (low + high) / 2
        return (
            f'<svg class="square" viewBox="0 0 {high + 16} {high + 30}" role="img" aria-label="{label}">{grid}'
            f'<path class="diagonal" d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}"/>{circles}'
            f'<text x="{middle:.0f}" y="{high + 25}" text-anchor="middle">{self.name("axis-said")} (%)</text>'
            f'<text x="12" y="{middle:.0f}" text-anchor="middle" transform="rotate(-90 12 {middle:.0f})">'
            f"{self.name('axis-right')} (%)</text></svg>"
        )

    def answer(self, result: Result) -> str:
        parts = [f'<div class="prompt">{self.prose(result.prompt)}</div>']
        if result.code is not None:
            parts.append(f"<pre>{html.escape(result.code)}</pre>")
        if not result.answer.skipped:
            tag = "pre" if result.item.kind == "code" else "blockquote"
            parts.append(f"<h4>{self.name('you-said')}</h4><{tag}>{self.say(words.said(result))}</{tag}>")
        if result.remarks:
            parts.append("<ul>" + "".join(f"<li>{self.prose(remark)}</li>" for remark in result.remarks) + "</ul>")
        if result.points:
            points = "".join(self.point(text, made=made) for text, made in result.points)
            parts.append(f'<ul class="points">{points}</ul>')
        if result.expected:
            parts.append(f"<h4>{self.name('expected')}</h4>{''.join(self.prose(line) for line in result.expected)}")
        if result.explanation is not None:
            parts.append(f"<h4>{self.name('why')}</h4>{self.prose(result.explanation)}")
        level = "skipped" if result.answer.skipped else _level(result.score)
        return f'<details class="{level}"><summary>{self.say(words.head(result))}</summary>{"".join(parts)}</details>'

    def point(self, text: Sayable, *, made: bool) -> str:
        name = "made" if made else "missed"
        return f'<li class="{name}">{self.say(message(f"interview.{name}", point=text))}</li>'


def _level(score: float) -> str:
    return "good" if score >= GOOD else "fair" if score >= FAIR else "poor"


def _bar(share: float, level: str, mark: float | None = None) -> str:
    """A bar of 100 units, something of it always showing, and a mark across it."""
    width = min(max(100 * share, 0.8), 100.0)
    across = "" if mark is None else f'<rect class="mark" x="{min(100 * mark, 99.2):.1f}" width="0.8" height="10"/>'
    return (
        '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="ground" width="100" height="10"/>'
        f'<rect class="{level}" width="{width:.1f}" height="10"/>{across}</svg>'
    )


def _time_bar(result: Result, longest: float) -> str:
    """The time taken, with a mark where it was planned to end."""
    kind = "slow" if result.slow else "time"
    return _bar(result.answer.seconds / longest, kind, result.item.seconds / longest)


def _x(share: float) -> str:
    return f"{EDGE + SIDE * share:.0f}"


def _y(share: float) -> float:
    return round(EDGE - 10 + SIDE * (1 - share))


def _radius(count: int, most: int) -> float:
    """By area, so that four answers look four times as many as one."""
    return max(SMALLEST + 3.0, LARGEST * float((count / most) ** 0.5))
