"""What a learner reads in the quiz."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "bug-prompt": Text(
        en="Something is wrong in this code. Which line?",
        zh="这段代码有一处错误。是哪一行？",
    ),
    "bug-explanation": Text(
        en="{message}\n\nIt should be:\n\n```\n{right}\n```", zh="{message}\n\n正确写法：\n\n```\n{right}\n```"
    ),
}
