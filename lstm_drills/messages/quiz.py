"""What the quiz speaks."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {}
