"""What ``doctor`` says."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "group-versions": Text("Versions", "版本"),
    "group-places": Text("Places", "位置"),
    "group-terminal": Text("Terminal", "终端"),
    "group-content": Text("Content", "内容"),
    "group-record": Text("Your record", "学习记录"),
    "group-grader": Text("The process that runs your code", "运行你的代码的进程"),
    "group-extras": Text("Extras", "可选组件"),
    "state-good": Text("ok", "正常"),
    "state-absent": Text("not there", "没有"),
    "state-warning": Text("take note", "注意"),
    "state-broken": Text("broken", "有问题"),
    "healthy": Text("Nothing is broken.", "一切正常。"),
    "broken": Text("Broken: {count}. What to do stands below each.", "有 {count} 处问题，每处下面写着怎么办。"),
    "package-missing": Text(
        "The package {name} is not installed: run `pip install lstm-drills` again.",
        "没有安装 {name}：请重新运行 `pip install lstm-drills`。",
    ),
    "extra-missing": Text(
        'Only needed for some commands: `pip install "lstm-drills[{extra}]"`.',
        '只有部分命令需要：`pip install "lstm-drills[{extra}]"`。',
    ),
    "no-workspace": Text(
        "`lstm-drills start 3.1` makes one in the current folder.", "`lstm-drills start 3.1` 会在当前文件夹建一个。"
    ),
    "not-writable": Text(
        "Nothing can be written to {folder} ({reason}): mend its permissions, or name another place (LSTM_DRILLS_HOME,"
        " LSTM_DRILLS_WORKSPACE, TMPDIR).",
        "无法写入 {folder}（{reason}）：请修正权限，或另指定位置（LSTM_DRILLS_HOME、LSTM_DRILLS_WORKSPACE、TMPDIR）。",
    ),
    "narrow": Text("Below 50 columns tables wrap; widen the window.", "不足 50 列时表格会折行；请把窗口拉宽。"),
    "encoding": Text(
        "Chinese and bars need UTF-8: set PYTHONUTF8=1, or a UTF-8 locale.",
        "显示中文和图形需要 UTF-8：请设置 PYTHONUTF8=1 或 UTF-8 区域。",
    ),
    "content-broken": Text("The content cannot be read: {problem}", "内容无法读取：{problem}"),
    "no-record": Text("It begins with your first answer or check.", "第一次答题或检查之后就会有。"),
    "child-ended": Text(
        "A process for your code starts but ends at once ({reason}). Please report this output (`doctor --json`).",
        "运行代码的进程一启动就结束了（{reason}）。请报告这些输出（`doctor --json`）。",
    ),
    "no-rlimits": Text(
        "Memory and processor time of your code are not limited here; time limits hold.",
        "这里无法限制代码的内存和处理器时间；时间上限仍然有效。",
    ),
    "no-landlock": Text(
        "Your code could read the solutions here: this system has no landlock (Linux 5.13 or newer). Grading is not touched by it.",
        "这里没有 landlock（需要 Linux 5.13 以上），代码可能读到参考解答；评分不受影响。",
    ),
    "no-seccomp": Text(
        "Your code could start processes or open sockets here: this system has no seccomp filter. Grading is not touched by it.",
        "这里没有 seccomp 过滤，代码可能启动进程或打开网络连接；评分不受影响。",
    ),
}
