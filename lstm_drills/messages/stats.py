"""What the statistics and the schedule speak."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "retention": Text(
        en="the retention must be a number from {lowest} to {highest}, not {text}",
        zh="保持率应为 {lowest} 到 {highest} 之间的数，不能是 {text}",
    ),
    "no-day": Text(
        en="{text} is no day of the calendar; write it as 2026-12-20",
        zh="{text} 不是有效日期；请写成 2026-12-20 这样",
    ),
}
