"""After a mock interview: the learner marks what only a person can, the rubric before them."""

from collections.abc import Callable, Sequence

from lstm_drills.cli.interview_keys import Keys
from lstm_drills.content.questions import Catalogue
from lstm_drills.interview.projects import project
from lstm_drills.interview.sitting import Item, Marked
from lstm_drills.interview.store import Book
from lstm_drills.messages import message
from lstm_drills.quiz.asked import Asked
from lstm_drills.quiz.asked import ask as put
from lstm_drills.quiz.marking import Unclear, read_ticks
from lstm_drills.quiz.short import detect
from lstm_drills.ui.interview import InterviewScreen, model_of

PARTLY = (0.0, 0.5, 1.0)  # what 0, 1 and 2 are worth


class Marking:
    """The answers of one interview that have no score yet."""

    def __init__(self, screen: InterviewScreen, catalogue: Catalogue, book: Book, keys: Keys) -> None:
        self.screen = screen
        self.catalogue = catalogue
        self.book = book
        self.keys = keys

    def all(self) -> None:
        """Every answer that waits for a mark, one after the other; each mark is kept at once."""
        waiting = sum(answer.score is None and not answer.skipped for answer in self.book.state.answers)
        if waiting:
            self.screen.blank()
            self.screen.say(message("interview.marking", count=waiting), "bold")
        while (place := self.book.state.unmarked) is not None:
            state = self.book.state
            self.book.add(self._marked(place, state.queue[place], state.answers[place].typed))

    def _marked(self, place: int, item: Item, typed: str) -> Marked:
        self.screen.marking(place + 1, item)
        if item.kind == "project":
            points = len(project(item.key).points)

            def show() -> None:
                self.screen.project_again(item)
                self.screen.said(typed)
                self.screen.rubric(item)

            ticks = self._ticks("interview.prompt-ticks-project", show, points, ())
            return Marked(place, len(ticks) / points, ticks)
        asked = put(self.catalogue.question(item.key), str(self.book.start.seed))
        if item.kind == "follow-up":
            return Marked(place, self._partly(asked, typed))
        answer = model_of(asked)
        findings = detect(answer, typed)

        def show_findings() -> None:
            self.screen.prose(asked.fill(asked.question.prompt))
            self.screen.said(typed)
            self.screen.findings(findings, answer.model)

        suggested = [number for number, finding in enumerate(findings) if finding.suggested]
        ticks = self._ticks("quiz.prompt-ticks", show_findings, len(answer.points), suggested)
        return Marked(place, len(ticks) / len(answer.points), ticks)

    def _ticks(self, prompt: str, show: Callable[[], None], points: int, suggested: Sequence[int]) -> tuple[int, ...]:
        show()
        while True:
            typed = self.keys.read_mark(prompt, show)
            ticks = read_ticks(points, typed, suggested)
            if not isinstance(ticks, Unclear):
                return ticks
            self.screen.say(ticks.message)

    def _partly(self, asked: Asked, typed: str) -> float:
        def show() -> None:
            self.screen.follow_up(asked)
            self.screen.said(typed)
            self.screen.behind(asked)

        show()
        while True:
            said = self.keys.read_mark("interview.prompt-mark", show).strip()
            if said in ("0", "1", "2"):
                return PARTLY[int(said)]
            self.screen.say(message("interview.unclear-mark"))
