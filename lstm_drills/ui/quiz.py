"""What the quiz shows: questions, feedback, the summary. Lines from top to bottom; nothing is ever redrawn."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from lstm_drills.content.question_types import (
    Choices,
    Cloze,
    Lines,
    Match,
    Order,
    Output,
    Question,
    Reference,
    Section,
    Short,
    TrueFalse,
)
from lstm_drills.content.questions import Catalogue
from lstm_drills.messages import Language, Message, Sayable, Text, message, say
from lstm_drills.quiz.asked import LETTERS, Asked
from lstm_drills.quiz.session import State
from lstm_drills.ui.prose import UNWRAPPED, code_lines, paragraph, prose
from lstm_drills.ui.styled import Styled, Terminal

if TYPE_CHECKING:  # loaded with the first answer: the first question shows sooner
    from lstm_drills.quiz.marking import Mark
    from lstm_drills.quiz.short import Finding

WIDEST = 88  # cells; longer lines are hard to read
RIGHT, PARTLY, WRONG, QUIET, TITLE = "bold green", "bold yellow", "bold red", "dim", "bold"
STATUS_STYLE = {"right": RIGHT, "partly": PARTLY, "wrong": WRONG}


class QuizScreen:
    """Prints in one language. plain: for a screen reader; no wrapping, no colours, no signs that are only seen."""

    def __init__(self, terminal: Terminal, language: Language, plain: bool = False) -> None:
        self.terminal = terminal
        self.language: Language = language
        self.plain = plain

    @property
    def width(self) -> int:
        return UNWRAPPED if self.plain else min(self.terminal.width, WIDEST)

    def other_language(self) -> None:
        """English for Chinese, and back."""
        self.language = "zh" if self.language == "en" else "en"

    def words(self, what: Sayable) -> str:
        """The sentence in the learner's language."""
        return say(what, self.language)

    # --- small things -------------------------------------------------------------------------------------------------
    def lines(self, lines: Iterable[Styled]) -> None:
        for line in lines:
            self.terminal.print(Styled(line.plain) if self.plain else line)

    def blank(self) -> None:
        self.terminal.print()

    def say(self, what: Sayable, style: str = "", first: str = "") -> None:
        """One paragraph in the learner's language."""
        self.lines(paragraph(say(what, self.language), self.width, first, style=style))

    def prose(self, what: Sayable, indent: str = "") -> None:
        self.lines(prose(say(what, self.language), self.width, indent))

    def labelled(self, label: str, what: Sayable) -> None:
        """A heading and an indented text below it."""
        self.blank()
        self.say(message(f"quiz.{label}"), TITLE)
        self.prose(what, "  ")

    # --- the question -------------------------------------------------------------------------------------------------
    def question(self, asked: Asked, state: State, section: Section | None) -> None:
        """All of a question; the prompt for the answer is :meth:`prompt`."""
        self.blank()
        self.say(self._heading(asked.question, state, section), QUIET)
        self.body(asked)

    def body(self, asked: Asked) -> None:
        """What is asked: the prompt, the code, the choices."""
        question = asked.question
        self.blank()
        prompt = asked.fill(question.prompt)
        if isinstance(question.answer, Cloze):
            prompt = Text(_with_gaps(prompt.en), _with_gaps(prompt.zh))
        self.prose(prompt)
        if asked.code is not None:
            self.blank()
            self.lines(code_lines(asked.code, numbered=isinstance(question.answer, Lines)))
        self._options(asked)
        self.blank()

    def _heading(self, question: Question, state: State, section: Section | None) -> Message:
        title: Sayable = section.title if section else question.section
        kind = message(f"quiz.type-{question.type}")
        total = len(state.steps) + len(state.remaining)
        words = {"number": state.number, "total": total, "section": question.section, "title": title}
        return message("quiz.heading", **words, type=kind, level=message(f"quiz.level-{question.level}"))

    def _options(self, asked: Asked) -> None:
        answer = asked.question.answer
        lettered: list[Sayable] = []
        match answer:
            case Choices():
                lettered = [asked.fill(answer.choices[place].text) for place in asked.order]
            case Order():
                lettered = [answer.items[place].text for place in asked.order]
            case Match():
                self.blank()
                for number, pair in enumerate(answer.pairs, start=1):
                    self.say(pair.left, first=f"  {number}  ")
                lettered = [answer.pairs[place].right for place in asked.order]
        if lettered:
            self.blank()
        for letter, text in zip(LETTERS, lettered, strict=False):
            self.say(text, first=f"  {letter}  ")

    def prompt(self, asked: Asked) -> str:
        """What stands before the cursor: how to answer this type."""
        answer = asked.question.answer
        last, count = LETTERS[max(len(asked.order) - 1, 0)], len(asked.order)
        match answer:
            case Choices(several=several):
                name = "multiple" if several else "single"
            case Cloze(gaps):
                name, count = "cloze" if len(gaps) > 1 else "gap", len(gaps)
            case _:
                name = type(answer).__name__.lower()
        return say(message(f"quiz.prompt-{name}", last=last, count=count), self.language) + " "

    def output_lines(self, asked: Asked) -> int:
        """How many lines are asked for: printed text of several lines is asked line by line."""
        answer = asked.question.answer
        return len(answer.text.split("\n")) if isinstance(answer, Output) else 1

    def hint(self, asked: Asked) -> None:
        hint = asked.question.hint
        if hint is None:
            self.say(message("quiz.no-hint"), QUIET)
        else:
            self.labelled("hint", asked.fill(hint))
            self.blank()

    # --- after the answer ---------------------------------------------------------------------------------------------
    def findings(self, findings: "Sequence[Finding]", model: Text) -> None:
        """A free answer's rubric beside what was found of it, for the learner to tick."""
        self.labelled("model", model)
        self.blank()
        self.say(message("quiz.tick-heading"), TITLE)
        for number, finding in enumerate(findings, start=1):
            sign = "x" if finding.suggested else " "
            self.say(finding.point.text, first=f"  [{sign}] {number}  " if not self.plain else f"{number}: ")
            for remark in _evidence(finding):
                self.say(remark, QUIET, first="         " if not self.plain else "")
        self.blank()

    def feedback(self, asked: Asked, mark: "Mark", hinted: bool) -> None:
        """Right or wrong and why, also why what was chosen is wrong; the explanation; what an interviewer asks next."""
        from lstm_drills.quiz.marking import PASS_MARK

        question = asked.question
        self.blank()
        status = mark.status
        percent = round(100 * mark.score)
        words = message(f"quiz.{status}", percent=percent)
        if isinstance(question.answer, Short):  # what was ticked is counted; a percentage would pretend to measure it
            points = len(question.answer.points)
            words = message("quiz.points", made=round(mark.score * points), points=points)
        elif status == "right" and hinted:
            words = message("quiz.right-with-hint")
        elif status == "wrong" and mark.score > 0:
            words = message("quiz.wrong-partly", percent=percent, pass_mark=round(100 * PASS_MARK))
        self.say(words, STATUS_STYLE[status])
        for remark in mark.remarks:
            self.say(remark, first="  ")
        if status != "right" and not isinstance(question.answer, TrueFalse):
            self.answer(asked)
        self.labelled("why", asked.fill(question.explanation))
        if question.follow_up is not None:
            self.labelled("follow-up", asked.fill(question.follow_up))
            if question.follow_up_answer is not None:
                self.say(message("quiz.follow-up-how"), QUIET, first="  " if not self.plain else "")

    def follow_up_answer(self, asked: Asked) -> None:
        """What one could say to the interviewer's next question."""
        if asked.question.follow_up_answer is None:
            self.say(message("quiz.no-follow-up-answer"))
        else:
            self.labelled("model", asked.fill(asked.question.follow_up_answer))
            self.blank()

    def answer(self, asked: Asked) -> None:
        """The right answer; of a free one the model was shown before."""
        from lstm_drills.quiz.expected import expected

        if isinstance(asked.question.answer, Short):
            return
        self.blank()
        self.say(message("quiz.answer"), TITLE)
        for line in expected(asked):
            self.prose(line, "  ")

    def references(self, question: Question, references: Mapping[str, Reference]) -> None:
        if not question.references:
            return
        self.blank()
        self.say(message("quiz.references"), TITLE)
        for key in question.references:
            source = references[key]
            words = f"{source.authors} ({source.year}). {source.title}. {source.venue}. {source.url}".rstrip()
            self.say(words, first="  ")

    def comes_back(self, due: date, today: date) -> None:
        """When the question will be asked again."""
        self.blank()
        self.say(due_words(due, today), QUIET)

    def lesson(self, section: Section) -> None:
        """What ``learn`` shows."""
        self.say(f"{section.id}  {say(section.title, self.language)}", TITLE)
        self.blank()
        self.prose(section.lesson or message("quiz.no-lesson"))
        self.blank()

    def sections(self, catalogue: Catalogue) -> None:
        """All sections with their titles."""
        counts = Counter(entry.section for entry in catalogue.entries)
        for section in catalogue.sections.values():
            words = {"section": section.id, "title": section.title, "count": counts[section.id]}
            self.say(message("quiz.section-line", **words))
        self.blank()
        self.say(message("quiz.after-sections"), QUIET)

    def help(self, phase: str) -> None:
        """The commands."""
        self.blank()
        self.prose(message("quiz.help-feedback" if phase == "feedback" else "quiz.help"))
        self.blank()


def due_words(due: date, today: date) -> Message:
    """ "Comes back tomorrow"; in words for a few days, then with the date."""
    days = (due - today).days
    if days <= 0:
        return message("quiz.due-today")
    if days == 1:
        return message("quiz.due-tomorrow")
    return message("quiz.due-in", days=days, date=due.isoformat())


def _with_gaps(text: str) -> str:
    for number in range(1, 10):
        text = text.replace("{{" + str(number) + "}}", f"__({number})__")
    return text


def _evidence(finding: "Finding") -> list[Message]:
    remarks = []
    if finding.found:
        name = "quiz.found-negated" if finding.negated else "quiz.found"
        remarks.append(message(name, words=list(finding.found)))
    if finding.contradiction is not None:
        remarks.append(message("quiz.contradiction", words=finding.contradiction))
    return remarks
