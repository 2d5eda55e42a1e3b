"""Marking: what the learner typed against what is right. Pure, and total over any text.

A text that is no answer to this kind of question (a letter beyond the last choice, words for a number) is not wrong but
unclear: it costs nothing, and the sentence says what is expected.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lstm_drills.content.expressions import written
from lstm_drills.content.question_types import (
    Choices,
    Cloze,
    Lines,
    Match,
    Numeric,
    Order,
    Output,
    Short,
    TrueFalse,
)
from lstm_drills.content.rubric import folded, loosened
from lstm_drills.messages import Message, Sayable, Text, message
from lstm_drills.quiz import numbers
from lstm_drills.quiz.asked import LETTERS, Asked

Status = Literal["right", "partly", "wrong"]
PASS_MARK = (
    0.75  # below it a partly right answer counts as forgotten: a failure marked Hard would come back months later
)
YES = frozenset({"t", "true", "y", "yes", "right", "correct", "对", "是", "真", "正确", "对的", "√", "1"})
NO = frozenset(
    {"f", "false", "n", "no", "wrong", "incorrect", "错", "否", "假", "错误", "不对", "错的", "不是", "×", "x", "0"}
)
ARTICLE = re.compile(r"^(?:the|a|an)\s+")
AROUND_SIGNS = re.compile(r"\s*([^\w\s])\s*")
LINE = re.compile(r"(?:line|l|第)?\s*([0-9]{1,4})\s*行?")


@dataclass(frozen=True, slots=True)
class Mark:
    """score: the part that is right, 0 to 1. remarks: what was wrong with which part, and why."""

    score: float
    remarks: tuple[Sayable, ...] = ()

    @property
    def status(self) -> Status:
        if self.score >= 1:
            return "right"
        return "partly" if self.score >= PASS_MARK else "wrong"


@dataclass(frozen=True, slots=True)
class Unclear:
    """No answer to this question; the message says what one looks like."""

    message: Message


def mark(asked: Asked, text: str) -> Mark | Unclear:
    """The mark of a typed answer; of a ``short`` one only whether there is any: :func:`mark_ticks` marks the ticks."""
    answer = asked.question.answer
    result: Mark | Unclear
    match answer:
        case Choices():
            result = _mark_choices(asked, answer, text)
        case TrueFalse(right):
            result = _mark_true_false(right, text)
        case Numeric():
            result = _mark_numeric(asked, answer, text)
        case Cloze():
            result = _mark_cloze(answer, text)
        case Order():
            result = _mark_order(asked, answer, text)
        case Match():
            result = _mark_match(asked, answer, text)
        case Output():
            result = _mark_output(answer, text)
        case Lines():
            result = _mark_lines(asked, answer, text)
        case Short():
            result = Mark(0.0) if folded(text) else Unclear(message("quiz.unclear-short"))
    return result


def mark_ticks(answer: Short, ticks: Sequence[int]) -> Mark:
    """A free answer's mark: the part of the points that the learner ticked (0 is the first)."""
    ticked = set(ticks)
    missed = [point.text for place, point in enumerate(answer.points) if place not in ticked]
    score = 1 - len(missed) / len(answer.points)
    return Mark(score, tuple(message("quiz.point-missed", point=text) for text in missed))


def read_ticks(points: int, text: str, suggested: Sequence[int]) -> tuple[int, ...] | Unclear:
    """Which of so many points were ticked, 0 the first: nothing typed means those suggested, 0 or "none" none, "all" all."""
    typed = folded(text).casefold()
    if not typed:
        return tuple(suggested)
    if typed in ("0", "none", "no", "n", "-", "无", "没有"):
        return ()
    if typed in ("all", "全部", "都有", "*"):
        return tuple(range(points))
    pieces = re.findall(r"[0-9]|[^\s0-9,;、，；.。]+", typed)
    if not all(piece.isdecimal() and 1 <= int(piece) <= points for piece in pieces):
        return Unclear(message("quiz.unclear-ticks", last=points))
    return tuple(sorted({int(piece) - 1 for piece in pieces}))


# --- picking ----------------------------------------------------------------------------------------------------------
def letters(text: str, count: int) -> list[int] | None:
    """Places of what was picked: "a c", "AC", "1,3", "(a)、c." with or without separators; None for anything else."""
    typed = re.sub(r"[\s,;、，；.。()\[\]/|+&-]+|(?:->|→|>)|\band\b|和|与", " ", folded(text).casefold()).split()
    places = []
    for sign in "".join(typed):
        place = LETTERS.lower().find(sign) if sign.isalpha() else "123456789".find(sign)
        if not 0 <= place < count:
            return None
        places.append(place)
    return places or None


def _mark_choices(asked: Asked, answer: Choices, text: str) -> Mark | Unclear:
    count = len(answer.choices)
    shown = [answer.choices[place] for place in asked.order]
    picked = letters(text, count)
    if picked is None:  # the choice's own words
        words = loosened(text)
        picked = [k for k, choice in enumerate(shown) if words in (loosened(choice.text.en), loosened(choice.text.zh))]
    if not picked or (not answer.several and len(set(picked)) > 1):
        kind = "quiz.unclear-multiple" if answer.several else "quiz.unclear-single"
        return Unclear(message(kind, last=LETTERS[count - 1]))
    remarks: list[Sayable] = []
    for place, choice in enumerate(shown):
        ticked, right = place in picked, choice.id in answer.right
        if ticked and not right:
            why = asked.fill(choice.why) if choice.why else ""
            remarks.append(message("quiz.wrong-choice", letter=LETTERS[place], why=why))
        elif right and not ticked and answer.several:
            remarks.append(message("quiz.missed-choice", letter=LETTERS[place], text=asked.fill(choice.text)))
    chosen = {shown[place].id for place in picked}
    right_ones = set(answer.right)
    score = max(0.0, (len(chosen & right_ones) - len(chosen - right_ones)) / max(1, len(right_ones)))
    return Mark(score, tuple(remarks))


def _mark_true_false(right: bool, text: str) -> Mark | Unclear:
    typed = folded(text).casefold().strip(" .。!")
    if typed not in YES and typed not in NO:
        return Unclear(message("quiz.unclear-true-false"))
    return Mark(1.0 if (typed in YES) == right else 0.0)


def _mark_order(asked: Asked, answer: Order, text: str) -> Mark | Unclear:
    count = len(answer.items)
    picked = letters(text, count)
    if picked is None or sorted(picked) != list(range(count)):
        return Unclear(message("quiz.unclear-order", last=LETTERS[count - 1], count=count))
    given = [asked.order[place] for place in picked]
    pairs = [(given[i], given[j]) for i in range(count) for j in range(i + 1, count)]
    return Mark(sum(first < second for first, second in pairs) / len(pairs))


def _mark_match(asked: Asked, answer: Match, text: str) -> Mark | Unclear:
    count = len(answer.pairs)
    typed = folded(text).casefold()
    numbered = re.findall(r"([1-9])\s*[-:=>.→]*\s*([a-i])", typed)
    if numbered and not re.sub(r"([1-9])\s*[-:=>.→]*\s*([a-i])|[\s,;、，；]", "", typed):
        given = {int(number) - 1: letter for number, letter in numbered}
        typed = (
            "".join(given.get(place, "?") for place in range(count)) if len(given) == len(numbered) == count else "?"
        )
    picked = letters(typed, count)
    if picked is None or len(picked) != count:
        return Unclear(message("quiz.unclear-match", last=LETTERS[count - 1], count=count))
    wrong = [left for left, place in enumerate(picked) if asked.order[place] != left]
    remarks = [message("quiz.wrong-pair", number=left + 1, right=answer.pairs[left].right) for left in wrong]
    return Mark(1 - len(wrong) / count, tuple(remarks))


# --- writing ----------------------------------------------------------------------------------------------------------
def _mark_numeric(asked: Asked, answer: Numeric, text: str) -> Mark | Unclear:
    wanted = asked.value
    got = numbers.parsed(text, dict(answer.units))
    if got is None or wanted is None:
        units = [name for name, _ in answer.units]
        return Unclear(message("quiz.unclear-unit", units=units) if units else message("quiz.unclear-number"))
    if numbers.agrees(answer, wanted, got):
        return Mark(1.0)
    return Mark(0.0, (message("quiz.number-read", got=written(got)),))


def gap_form(text: str) -> str:
    """What a gap's answers are compared as: no case, width, article or quotes, no blanks around signs."""
    plain = ARTICLE.sub("", loosened(text).strip(" \"'`$“”‘’.。,，;；"))
    return AROUND_SIGNS.sub(r"\1", plain)


def split_gaps(text: str, count: int) -> list[str] | None:
    """One answer a gap, separated by semicolons, else by whatever gives the right number of them."""
    if count == 1:
        return [text] if folded(text) else None
    for separator in (r"[;；\n|]", r"[,，、]", r"\s+"):
        parts = re.split(separator, text.strip())
        if len(parts) == count:
            return parts
    return None


def _mark_cloze(answer: Cloze, text: str) -> Mark | Unclear:
    count = len(answer.gaps)
    parts = split_gaps(text, count)
    if parts is None:
        return Unclear(message("quiz.unclear-gaps", count=count))
    wrong = [
        place
        for place, (part, accepted) in enumerate(zip(parts, answer.gaps, strict=True))
        if gap_form(part) not in {gap_form(word) for word in accepted}
    ]
    remarks = [message("quiz.wrong-gap", number=place + 1, right=best_word(answer.gaps[place])) for place in wrong]
    return Mark(1 - len(wrong) / count, tuple(remarks))


def best_word(accepted: Sequence[str]) -> Text:
    """The first accepted word of each language."""
    chinese = next((word for word in accepted if re.search("[\u4e00-\u9fff]", word)), accepted[0])
    english = next((word for word in accepted if not re.search("[\u4e00-\u9fff]", word)), accepted[0])
    return Text(english, chinese)


def output_form(text: str) -> list[str]:
    """Printed lines, compared without blanks around signs or at the ends."""
    lines = [AROUND_SIGNS.sub(r"\1", folded(line)) for line in text.replace("\r\n", "\n").split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return lines


def _mark_output(answer: Output, text: str) -> Mark | Unclear:
    given = output_form(text)
    if not given:
        return Unclear(message("quiz.unclear-output"))
    if len(given) == 1 and "\\n" in text:
        given = output_form(text.replace("\\n", "\n"))
    return Mark(float(any(given == output_form(right) for right in (answer.text, *answer.accept))))


def _mark_lines(asked: Asked, answer: Lines, text: str) -> Mark | Unclear:
    last = len((asked.code or "").splitlines())
    found = LINE.fullmatch(folded(text).casefold().strip(" .。"))
    if not found or not 1 <= int(found[1]) <= last:
        return Unclear(message("quiz.unclear-line", last=last))
    return Mark(float(int(found[1]) in answer.lines))
