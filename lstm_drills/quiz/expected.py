"""The right answer, in words that can be shown."""

from lstm_drills.content.expressions import Number, written
from lstm_drills.content.question_types import Choices, Cloze, Lines, Match, Numeric, Order, Output, Short, TrueFalse
from lstm_drills.messages import Sayable, message
from lstm_drills.quiz.asked import LETTERS, Asked
from lstm_drills.quiz.marking import best_word

MOST_UNGROUPED = 4  # digits; more are written in groups of three


def expected(asked: Asked) -> tuple[Sayable, ...]:
    """One or more lines; code and printed text come as blocks."""
    answer = asked.question.answer
    lines: tuple[Sayable, ...]
    match answer:
        case Choices():
            right = [(k, answer.choices[place]) for k, place in enumerate(asked.order)]
            lines = tuple(
                message("quiz.letter-and-text", letter=LETTERS[k], text=asked.fill(choice.text))
                for k, choice in right
                if choice.id in answer.right
            )
        case TrueFalse(right):
            lines = (message("quiz.true" if right else "quiz.false"),)
        case Numeric():
            unit = f" {answer.units[0][0]}" if answer.units else ""
            lines = (grouped(asked.value or 0) + unit,)
        case Cloze():
            gaps = enumerate(answer.gaps, start=1)
            lines = tuple(message("quiz.number-and-text", number=number, text=best_word(gap)) for number, gap in gaps)
        case Order():
            lines = tuple(
                message("quiz.letter-and-text", letter=LETTERS[asked.order.index(place)], text=item.text)
                for place, item in enumerate(answer.items)
            )
        case Match():
            lines = tuple(
                message(
                    "quiz.pair",
                    number=place + 1,
                    letter=LETTERS[asked.order.index(place)],
                    left=pair.left,
                    right=pair.right,
                )
                for place, pair in enumerate(answer.pairs)
            )
        case Short(_, model):
            lines = (model,)
        case Output(text):
            lines = (f"```\n{text}\n```",)
        case Lines(numbers):
            code = (asked.code or "").splitlines()
            lines = tuple(message("quiz.line-and-code", number=line, code=code[line - 1].strip()) for line in numbers)
    return lines


def grouped(value: Number) -> str:
    """6,272; the decimals stay as they are."""
    whole, dot, decimals = written(value).partition(".")
    if whole.lstrip("-").isdecimal() and len(whole.lstrip("-")) >= MOST_UNGROUPED:
        whole = f"{int(whole):,}"
    return whole + dot + decimals
