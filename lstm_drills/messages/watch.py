"""What the watch says."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "head": Text("{id}  {title}", "{id}  {title}"),
    "timing": Text("run {run}, {milliseconds} ms", "第 {run} 次，{milliseconds} 毫秒"),
    "rung": Text("rung {now} of {of}, was {before}", "第 {now} 级（共 {of} 级），上次第 {before} 级"),
    "all-rungs": Text("all {of} rungs, was {before}", "全部 {of} 级通过，上次 {before} 级"),
    "looking": Text("Looking for the cause ...", "正在找原因……"),
    "waiting": Text("Watching {path}. Save it, and it is graded.", "正在监视 {path}。保存之后就会评分。"),
    "passed-press-n": Text("Passed. Press n for the next drill.", "已通过。按 n 进入下一个练习。"),
    "keys": Text(
        "r run  h hint  s statement  d difference  n next  q quit",
        "r 重跑  h 提示  s 题目  d 与上次的差别  n 下一个  q 退出",
    ),
    "all-done": Text("There is no further drill to pass.", "没有还要通过的练习了。"),
    "no-difference": Text("There is no earlier run to compare with.", "还没有可以比较的上一次运行。"),
    "same": Text("Nothing changed: neither the file nor the result.", "文件和结果都没有变化。"),
    "gained": Text("passes now: {title}", "现在通过：{title}"),
    "lost": Text("fails now: {title}", "现在未通过：{title}"),
    "cause-gone": Text("no longer found: {cause}", "不再出现：{cause}"),
    "cause-new": Text("found now: {cause}", "新发现：{cause}"),
    "code-changed": Text("The file:", "文件改动："),
    "more-lines": Text("and {count} more lines", "还有 {count} 行"),
    "ended": Text(
        "Watching has ended. `lstm-drills watch {id}` goes on.", "监视已结束。`lstm-drills watch {id}` 可以继续。"
    ),
}
