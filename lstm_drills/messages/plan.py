"""What the plan says."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "head": Text("{days} days, {minutes} minutes a day", "{days} 天，每天 {minutes} 分钟"),
    "head-date": Text(
        "{days} days to your interview on {date}, {minutes} minutes a day",
        "距 {date} 的面试还有 {days} 天，每天 {minutes} 分钟",
    ),
    "day": Text("{weekday} {date}, {minutes} min", "{date} {weekday}，{minutes} 分钟"),
    "weekday-0": Text("Mon", "周一"),
    "weekday-1": Text("Tue", "周二"),
    "weekday-2": Text("Wed", "周三"),
    "weekday-3": Text("Thu", "周四"),
    "weekday-4": Text("Fri", "周五"),
    "weekday-5": Text("Sat", "周六"),
    "weekday-6": Text("Sun", "周日"),
    "item-due": Text("what is due", "复习到期的题"),
    "item-lesson": Text("read: {title}", "阅读：{title}"),
    "item-questions": Text("{count} questions: {title}", "{count} 道题：{title}"),
    "item-drill": Text("write: {title}", "编写：{title}"),
    "item-mock": Text("a mock interview", "模拟面试"),
    "item-cheatsheet": Text("the cheat sheet, and rest", "速查表，然后休息"),
    "item-minutes": Text("{minutes} min", "{minutes} 分钟"),
    "left-out": Text(
        "There is no time for {subjects}. More minutes a day (`--minutes`) make room; what stands first matters most.",
        "{subjects} 排不进去。增加每天的分钟数（`--minutes`）可以腾出时间；排在前面的最重要。",
    ),
    "left-out-some": Text(
        "There is no time for {subjects} and {count} more. More minutes a day (`--minutes`) make room; what stands first matters most.",
        "{subjects} 以及另外 {count} 项排不进去。增加每天的分钟数（`--minutes`）可以腾出时间；排在前面的最重要。",
    ),
    "again": Text(
        "`lstm-drills plan` plans anew from where you are; today's first command stands above.",
        "`lstm-drills plan` 会从你现在的位置重新安排；今天先运行最上面的命令。",
    ),
    "minutes-range": Text(
        "{minutes} minutes a day cannot be planned: use a whole number from {least} to {most}.",
        "无法按每天 {minutes} 分钟安排：请用 {least} 到 {most} 的整数。",
    ),
    "written": Text(
        "{days} days are in {path}; open it with your calendar.", "{days} 天的计划已写入 {path}；用日历程序打开即可。"
    ),
    "event": Text("LSTM Drills: {minutes} min", "LSTM Drills：{minutes} 分钟"),
}
