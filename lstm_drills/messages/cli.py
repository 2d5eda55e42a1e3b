"""What the command line says: help, labels, what to do next."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "help-program": Text(
        "Interview preparation for LSTMs, offline: coding drills that name your mistake, and a quiz.",
        "离线准备 LSTM 面试：能指出你错在哪里的编程练习，以及题库测验。",
    ),
    "help-version": Text("Show the version and exit.", "显示版本并退出。"),
    "help-lang": Text("The language: en or zh.", "语言：en 或 zh。"),
    "help-exercise": Text("An exercise, for example 3.3.", "练习编号，例如 3.3。"),
    "help-file": Text("Your file; without it the one in your workspace.", "你的文件；不写则用工作区里的文件。"),
    "help-path": Text(
        "An exercise folder or a question bank; without it all of them.", "练习文件夹或题库文件；不写则检查全部。"
    ),
    "help-json": Text("Print JSON for machines.", "输出给程序读取的 JSON。"),
    "help-seed": Text(
        "The seed of the random inputs; repeats an earlier check exactly.", "随机输入的种子；用来精确重放一次检查。"
    ),
    "help-all": Text("Check every exercise that you have started.", "检查所有已开始的练习。"),
    "help-give-up": Text("Show it although you have not passed; this is recorded.", "还没通过也要看；会被记录下来。"),
    "help-undo": Text("Bring the newest backup back.", "恢复最近的备份。"),
    "help-list": Text("List the exercises.", "列出全部练习。"),
    "help-show": Text("Show an exercise's statement.", "显示练习的题目。"),
    "help-start": Text(
        "Put an exercise's stub into your workspace; never overwrites.", "把练习的桩代码放进工作区；绝不覆盖已有文件。"
    ),
    "help-check": Text("Grade your solution and name the mistake.", "给你的解答评分，并指出错误。"),
    "help-hint": Text(
        "The next hint; the first ones belong to your last mistake.", "下一条提示；最先的提示针对你上一次的错误。"
    ),
    "help-solution": Text(
        "Show the solution, after a pass or with --give-up.", "通过之后（或用 --give-up）查看参考解答。"
    ),
    "help-reset": Text("Start an exercise anew; keeps a backup.", "重新开始一个练习；会保留备份。"),
    "help-where": Text("Show where your files and your record are.", "显示你的文件和记录在哪里。"),
    "help-validate": Text("Check the authors' exercises and banks by running them.", "运行并检查作者的练习和题库。"),
    "help-usage": Text("Usage: ", "用法："),
    "help-options": Text("Options:", "选项："),
    "help-commands": Text("Commands:", "命令："),
    "help-arguments": Text("Arguments:", "参数："),
    "help-default": Text("[default: {value}]", "[默认：{value}]"),
    "help-help": Text("Show this help.", "显示这份帮助。"),
    "help-install-completion": Text("Install completion for the current shell.", "为当前 shell 安装命令补全。"),
    "help-show-completion": Text("Print the completion script for the current shell.", "打印当前 shell 的补全脚本。"),
    "usage": Text("{problem} `{command} --help` shows how it is used.", "{problem}用 `{command} --help` 查看用法。"),
    "usage-no-such-option": Text("There is no option {name}.", "没有选项 {name}。"),
    "usage-no-such-option-near": Text(
        "There is no option {name}. Did you mean {suggestions}?", "没有选项 {name}。是不是想用 {suggestions}？"
    ),
    "usage-needs-value": Text("The option {name} needs a value.", "选项 {name} 需要一个值。"),
    "usage-missing": Text("{name} is missing.", "缺少 {name}。"),
    "usage-bad-value": Text("The value of {name} does not suit: {problem}.", "{name} 的值不合适：{problem}。"),
    "usage-not-a-number": Text("“{value}” is no number of that kind", "“{value}”不是合适的数"),
    "usage-not-in-range": Text("{value} is not in the range {range}", "{value} 不在范围 {range} 内"),
    "usage-extra": Text("One word too many: {words}.", "多余的参数：{words}。"),
    "no-such-command": Text(
        "There is no command “{name}”. `lstm-drills --help` lists them.",
        "没有命令“{name}”。用 `lstm-drills --help` 查看全部命令。",
    ),
    "no-such-command-near": Text(
        "There is no command “{name}”. Did you mean `lstm-drills {suggestion}`?",
        "没有命令“{name}”。是不是想用 `lstm-drills {suggestion}`？",
    ),
    "no-such-command-id": Text(
        "“{name}” is not a command. Say what to do with it: `lstm-drills show {name}`, `lstm-drills check {name}`, `lstm-drills quiz {name}`.",
        "“{name}”不是命令。请写明要做什么：`lstm-drills show {name}`、`lstm-drills check {name}`、`lstm-drills quiz {name}`。",
    ),
    "id-or-all": Text(
        "Which exercise? Name one (`lstm-drills check 3.3`), or check all that you have started (`lstm-drills check --all`).",
        "检查哪个练习？请写编号（`lstm-drills check 3.3`），或检查所有已开始的练习（`lstm-drills check --all`）。",
    ),
    "seed-range": Text(
        "The seed {seed} is out of range: use a whole number from 0 to {most}.",
        "种子 {seed} 超出范围：请用 0 到 {most} 的整数。",
    ),
    "unknown-language": Text(
        "The language “{language}” is not spoken here: use en or zh (--lang, or LSTM_DRILLS_LANG). 请用 en 或 zh。",
        "不支持语言“{language}”：请用 en 或 zh（--lang 或 LSTM_DRILLS_LANG）。Use en or zh.",
    ),
    "bug": Text(
        "This is a bug of LSTM Drills, not of yours. Nothing of your work is lost. Please report it with the lines above.",
        "这是 LSTM Drills 的程序错误，不是你的错，你的东西没有丢。请报告它，并附上面的内容。",
    ),
    "welcome": Text("LSTM Drills", "LSTM Drills"),
    "standing": Text("Drills passed: {passed} of {of}.", "已通过的练习：{passed}/{of}。"),
    "all-passed": Text(
        "All drills are passed. `lstm-drills reset 3.3` begins one anew from its stub.",
        "全部练习都已通过。用 `lstm-drills reset 3.3` 可以从桩代码重做一遍。",
    ),
    "next-start": Text(
        "Next: `lstm-drills show {id}` for the task, `lstm-drills start {id}` to begin. {title}",
        "下一步：用 `lstm-drills show {id}` 看题，用 `lstm-drills start {id}` 开始。{title}",
    ),
    "next-check": Text(
        "Next: go on with {id}, {title}: `lstm-drills check {id}`.",
        "下一步：继续做 {id} {title}：`lstm-drills check {id}`。",
    ),
    "next-check-short": Text("Next: `lstm-drills check {id}`", "下一步：`lstm-drills check {id}`"),
    "mark-started": Text(" (started)", "（已开始）"),
    "mark-none": Text("", ""),
    "exercise-facts": Text("about {minutes} min, level {level}", "约 {minutes} 分钟，难度 {level}"),
    "after-list": Text(
        "`lstm-drills show 3.1` shows a task, `lstm-drills start 3.1` begins it.",
        "用 `lstm-drills show 3.1` 看题，用 `lstm-drills start 3.1` 开始。",
    ),
    "started": Text("{id} is started. Edit this file:", "{id} 已开始。请编辑这个文件："),
    "already-started": Text(
        "{id} was started before; your file is left as it is:", "{id} 之前已经开始；你的文件原样保留："
    ),
    "comes-first": Text(
        "{ids} comes first and is not passed yet. You can go on all the same.",
        "应当先做 {ids}，它还没有通过。也可以先继续做这个。",
    ),
    "after-start": Text(
        "`lstm-drills show {id}` shows the task; `lstm-drills check {id}` grades your file.",
        "用 `lstm-drills show {id}` 看题；用 `lstm-drills check {id}` 评分。",
    ),
    "hint-head": Text("{id}, hint {level} of {levels}", "{id}，提示 {level}/{levels}"),
    "hint-more": Text(
        "Once more `lstm-drills hint {id}` goes one step further.",
        "再运行一次 `lstm-drills hint {id}` 会给出更进一步的提示。",
    ),
    "hint-last": Text(
        "This was the last hint. `lstm-drills solution {id} --give-up` shows the solution.",
        "这是最后一条提示。`lstm-drills solution {id} --give-up` 显示参考解答。",
    ),
    "solution-not-yet": Text(
        "{id} is not passed yet, so its solution stays closed. Take a hint (`lstm-drills hint {id}`), or see it all the same with"
        " `lstm-drills solution {id} --give-up`; that is recorded.",
        "{id} 还没有通过，暂不显示参考解答。可以看提示（`lstm-drills hint {id}`），也可以用"
        " `lstm-drills solution {id} --give-up` 直接看；这会被记录下来。",
    ),
    "reset": Text("{id} begins anew. Your old file is kept:", "{id} 重新开始。旧文件保存在："),
    "after-reset": Text("`lstm-drills reset {id} --undo` brings it back.", "用 `lstm-drills reset {id} --undo` 恢复。"),
    "reset-undone": Text("Your file of {id} is back:", "{id} 的文件已恢复："),
    "where-workspace": Text("workspace: {path}", "工作区：{path}"),
    "where-no-workspace": Text(
        "workspace: none here yet; `lstm-drills start 3.1` makes one in the current folder",
        "工作区：这里还没有；`lstm-drills start 3.1` 会在当前文件夹建一个",
    ),
    "where-progress": Text("progress: {path}", "学习记录：{path}"),
    "where-content": Text("content: {path}", "题目内容：{path}"),
    "not-started-here": Text("{id} is not started.", "{id} 还没有开始。"),
    "label-diagnosis": Text("Diagnosis: ", "诊断："),
    "row-expected": Text("expected", "应为"),
    "row-got": Text("got", "实际"),
    "more-rungs": Text("{count} rungs fail in all", "共有 {count} 级未通过"),
    "your-output": Text("Your code printed:", "你的代码打印了："),
    "more-output": Text("... and {count} more lines", "……还有 {count} 行"),
    "after-pass": Text(
        "`lstm-drills solution {id}` shows one way to write it; `lstm-drills` says what comes next.",
        "用 `lstm-drills solution {id}` 看一种写法；运行 `lstm-drills` 看下一步。",
    ),
    "after-fail": Text(
        "`lstm-drills hint {id}` gives the next step; `--seed {seed}` repeats these numbers.",
        "用 `lstm-drills hint {id}` 看下一步提示；加 `--seed {seed}` 可以重放同样的数。",
    ),
    "after-not-started": Text("Your file: {path}", "你的文件：{path}"),
    "after-error": Text(
        "Mend this first, then `lstm-drills check {id}` again.", "请先改好这一点，再运行 `lstm-drills check {id}`。"
    ),
    "verdict-passed": Text("passed", "通过"),
    "verdict-failed": Text("failed", "未通过"),
    "verdict-not-started": Text("not started", "未开始"),
    "verdict-error": Text("error", "出错"),
    "verdict-timeout": Text("stopped: too slow", "超时"),
    "verdict-grader-fault": Text("the grader failed", "评分程序出错"),
}
