"""The screen of ``plan``."""

from collections.abc import Mapping

from lstm_drills.messages import Message, Sayable, message
from lstm_drills.quiz.daily_plan import Day, Item, Preparation
from lstm_drills.ui.screen import ACTION, HEADING, QUIET, Screen
from lstm_drills.ui.styled import Styled
from lstm_drills.ui.wrap import cells

MOST_NAMED = 8  # of what does not fit
MINUTES = 8  # cells of "30 min"


class PlanScreen(Screen):
    """A heading a day, and a line for each thing to do with its command; two lines where one has no room."""

    titles: Mapping[str, Sayable] = {}

    def plan(self, plan: Preparation, head: Message, titles: Mapping[str, Sayable]) -> None:
        """``titles``: of sections and exercises by their numbers."""
        self.titles = titles
        self.say(head, HEADING)
        for day in plan.days:
            self.blank()
            self.say(self.heading(day), HEADING)
            for item in day.items:
                self._item(item)
        self.blank()
        if plan.left_out:
            named = plan.left_out[:MOST_NAMED]
            more = len(plan.left_out) - len(named)
            self.say(message("plan.left-out-some" if more else "plan.left-out", subjects=list(named), count=more))
        self.say(message("plan.again"), QUIET)

    def heading(self, day: Day) -> Message:
        weekday = message(f"plan.weekday-{day.day.weekday()}")
        return message("plan.day", weekday=weekday, date=day.day.isoformat(), minutes=day.minutes)

    def what(self, item: Item) -> str:
        return self.words(
            message(f"plan.item-{item.kind}", title=self.titles.get(item.subject, item.subject), count=item.count)
        )

    def _item(self, item: Item) -> None:
        minutes = self.words(message("plan.item-minutes", minutes=item.minutes))
        head = f"  {' ' * (MINUTES - cells(minutes))}{minutes}  "
        what = self.what(item)
        if cells(head) + cells(what) + cells(item.command) + 2 <= self.width:
            gap = self.width - cells(head) - cells(what) - cells(item.command)
            self.lines([Styled(head, QUIET).append(what).append(" " * gap).append(item.command, ACTION)])
        else:
            self.say(what, first=head)
            self.lines([Styled(" " * cells(head)).append(item.command, ACTION)])
