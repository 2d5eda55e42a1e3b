"""What a learner reads in the mock interview and its debrief."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    # --- help
    "help": Text(
        "A timed mock interview without feedback, then a debrief.", "限时模拟面试：中途没有反馈，结束后复盘。"
    ),
    "help-minutes": Text("How long, {least} to {most}.", "时长（分钟），{least} 到 {most}。"),
    "help-blueprint": Text("What it is made of: junior, senior or research.", "面试类型：junior、senior 或 research。"),
    "help-seed": Text("The same seed asks the same questions.", "同样的种子出同样的题目。"),
    "help-resume": Text("Go on with the one that you left; its clock stood still.", "继续中断的面试；离开时不计时。"),
    "help-last": Text("Show the last debrief again.", "再看一次上次的复盘。"),
    "help-markdown": Text("Write the debrief as Markdown too.", "把复盘另存为 Markdown。"),
    "help-html": Text(
        "Write the debrief as one HTML page too, which needs no network.", "把复盘另存为一个 HTML 网页，离线可看。"
    ),
    "help-json": Text(
        "Print the debrief as JSON; all else goes to standard error.", "以 JSON 输出复盘；其余内容输出到标准错误。"
    ),
    "help-plain": Text(
        "For screen readers: no colours, no bars, no line breaks of ours.",
        "供屏幕阅读器使用：不用颜色和条形图，不自动换行。",
    ),
    # --- errors
    "unknown-blueprint": Text(
        "there is no blueprint “{word}”; did you mean {suggestion}?", "没有面试类型“{word}”，是否想写 {suggestion}？"
    ),
    "unknown-blueprint-choose": Text(
        "there is no blueprint “{word}”; choose from: {words}", "没有面试类型“{word}”，请从以下选择：{words}"
    ),
    "minutes": Text(
        "an interview takes {least} to {most} minutes, not {minutes}; choose --minutes between",
        "面试时长为 {least} 到 {most} 分钟，不能是 {minutes}；请在此范围内选择 --minutes",
    ),
    "resume-or-last": Text(
        "--resume goes on with an interview, --last shows the last one; choose one of them",
        "--resume 是继续面试，--last 是看上次的复盘，请只选一个",
    ),
    "fixed-already": Text(
        "{option} is settled when an interview begins, so it cannot go with --resume or --last; leave it out",
        "{option} 在面试开始时已经确定，不能与 --resume 或 --last 同用，请去掉它",
    ),
    "nothing-to-resume": Text(
        "there is no interview to go on with; `lstm-drills interview` begins one",
        "没有可以继续的面试；用 `lstm-drills interview` 开始",
    ),
    "nothing-finished": Text(
        "no interview is finished yet; `lstm-drills interview` begins one, with --resume the one that you left goes on",
        "还没有完成的面试；用 `lstm-drills interview` 开始，加 --resume 继续中断的那次",
    ),
    "file-exists": Text(
        "{path} exists already and is not overwritten; choose another name", "{path} 已存在，不会覆盖，请换个名字"
    ),
    "no-folder": Text(
        "there is no folder {folder} to write {path} into; make it first",
        "没有文件夹 {folder}，无法写入 {path}，请先创建",
    ),
    "cannot-write": Text(
        "cannot write {path} ({reason}); see what is wrong with that place, then go on with `lstm-drills interview --resume`",
        "无法写入 {path}（{reason}）；请检查该位置，然后用 `lstm-drills interview --resume` 继续",
    ),
    "cannot-write-debrief": Text(
        "cannot write {path} ({reason}); the interview is kept: `lstm-drills interview --last` shows it, also with --html and"
        " --markdown and another name",
        "无法写入 {path}（{reason}）；面试已保存：`lstm-drills interview --last` 可以再看，也可以加 --html 或 --markdown 换个名字写出",
    ),
    "cannot-read": Text("cannot read {path} ({reason}); check its rights", "无法读取 {path}（{reason}），请检查权限"),
    "damaged": Text(
        "line {line} of {path} is damaged, so this interview cannot be read; move the file away to go on without it",
        "{path} 第 {line} 行已损坏，无法读取这次面试；把该文件移走即可继续使用",
    ),
    # --- the sitting
    "kind-concept": Text("Concept", "概念"),
    "kind-reading": Text("Reading code", "读代码"),
    "kind-follow-up": Text("Follow-up", "追问"),
    "kind-whiteboard": Text("Whiteboard", "白板"),
    "kind-code": Text("Writing code", "写代码"),
    "kind-project": Text("Your project", "项目经历"),
    "begins": Text(
        "Mock interview: {blueprint}, {minutes} minutes, about {count} questions, seed {seed}.",
        "模拟面试：{blueprint}，{minutes} 分钟，约 {count} 题，种子 {seed}。",
    ),
    "rules": Text(
        """- No right or wrong until the end. After each answer say how sure you are, 1 to 4.
- :s skips a question, :e ends the interview, :q saves and leaves; the clock then stands still.
- What you write in your own words you mark yourself afterwards, with the rubric before you.""",
        """- 结束之前不告诉对错。每答一题，说说你有多大把握（1 到 4）。
- :s 跳过，:e 提前结束，:q 保存并退出（退出期间不计时）。
- 用自己的话作答的题，结束后对照要点自己评分。""",
    ),
    "resumed": Text(
        "Going on: {blueprint}, {left} left, questions answered: {done} of {count}.",
        "继续面试：{blueprint}，还剩 {left}，已答 {done}/{count} 题。",
    ),
    "waits": Text(
        "An interview that you left is still open: `lstm-drills interview --resume`.",
        "还有一次中断的面试：`lstm-drills interview --resume`。",
    ),
    "gone": Text(
        "Questions left out because they are no longer in the banks: {count}.",
        "已不在题库中、因此略去的题目：{count}。",
    ),
    "heading": Text("Question {number}   {kind}   {left} left", "第 {number} 题   {kind}   还剩 {left}"),
    "heading-last": Text("Question {number}   {kind}   time is nearly up", "第 {number} 题   {kind}   时间快到了"),
    "minutes-left": Text("{minutes} min", "{minutes} 分钟"),
    "follow-up-of": Text("The interviewer goes on:", "面试官接着问："),
    "code-file": Text("Write it in this file (about {minutes} minutes):", "写在这个文件里（约 {minutes} 分钟）："),
    "code-how": Text(
        "It is graded when you press Enter; what came of it you learn at the end.", "按回车提交评分；结果在最后公布。"
    ),
    "code-unchanged": Text(
        "The file is still the stub. Save what you wrote and press Enter, or :s to skip.",
        "文件还是原来的桩代码。请先保存，再按回车；或输入 :s 跳过。",
    ),
    "code-cannot-read": Text(
        "The file cannot be read: {reason}. Mend that, or :s to skip.",
        "无法读取文件：{reason}。请修好，或输入 :s 跳过。",
    ),
    "code-taken": Text("Taken.", "已收到。"),
    "code-fault": Text(
        "Our grader failed on this file, which is no fault of yours; the code part is left out.",
        "评分程序在这个文件上出错，这不是你的问题；代码题略去。",
    ),
    "project-how": Text(
        "Say it aloud, or write it in as many lines as you like; an empty line ends it.",
        "可以说出来，也可以写几行；空行结束。",
    ),
    "prompt-follow-up": Text("In a sentence or two >", "一两句话 >"),
    "prompt-code": Text("Enter when it is saved   :s skip >", "保存后按回车   :s 跳过 >"),
    "prompt-project": Text("Your answer >", "你的回答 >"),
    "prompt-more": Text("(empty line: done) >", "（空行结束）>"),
    "prompt-sure": Text(
        "How sure? 1 guessing, 2 unsure, 3 fairly sure, 4 certain >",
        "有多大把握？1 猜的，2 不确定，3 比较确定，4 肯定 >",
    ),
    "unclear-sure": Text("Type 1, 2, 3 or 4.", "请输入 1、2、3 或 4。"),
    "unclear-follow-up": Text("Write a sentence or two, or :s to skip.", "请写一两句话，或输入 :s 跳过。"),
    "skipped": Text("Skipped.", "已跳过。"),
    "not-here": Text(
        "{typed} is for the quiz; an interview has no hints and no way back. :? shows what there is.",
        "{typed} 只用于测验；面试没有提示，也不能回退。:? 列出可用命令。",
    ),
    "unknown-command": Text("There is no command {typed}; :? shows them all.", "没有命令 {typed}，:? 列出全部命令。"),
    "help-asking": Text(
        """- :s  skip this question (it counts as not known)
- :l  the other language
- :e  end the interview now and see the debrief
- :q  save and leave; the clock stands still until lstm-drills interview --resume
- :?  this help""",
        """- :s  跳过本题（按不会计）
- :l  切换语言
- :e  现在结束，查看复盘
- :q  保存并退出；停止计时，用 lstm-drills interview --resume 继续
- :?  显示本帮助""",
    ),
    "help-marking": Text(
        """- :l  the other language
- :q  save and leave; lstm-drills interview --resume goes on
- :?  this help""",
        """- :l  切换语言
- :q  保存并退出；用 lstm-drills interview --resume 继续
- :?  显示本帮助""",
    ),
    "time-up": Text("The time is up.", "时间到。"),
    "time-up-late": Text("The time is up; your last answer is still taken.", "时间到；最后一个回答仍然有效。"),
    "all-asked": Text("That was the last question.", "题目问完了。"),
    "ended": Text("The interview ends here.", "面试到此结束。"),
    "saved": Text(
        "Saved, the clock stands still. Time left: {left}. lstm-drills interview --resume goes on.",
        "已保存，计时停止，还剩 {left}：lstm-drills interview --resume",
    ),
    "saved-marking": Text(
        "Saved. Answers still to mark: {count}. lstm-drills interview --resume goes on.",
        "已保存，还有 {count} 个回答待评分：lstm-drills interview --resume",
    ),
    # --- marking
    "marking": Text(
        "Now mark what you said in your own words, before you see the rest: {count} answers, no clock.",
        "现在给自己的简答评分，然后再看其余结果：共 {count} 个，不计时。",
    ),
    "marking-head": Text("Question {number}   {kind}", "第 {number} 题   {kind}"),
    "you-said": Text("You said", "你的回答"),
    "spoken": Text("(said aloud)", "（口头回答）"),
    "rubric": Text("What an interviewer listens for", "面试官想听到的"),
    "follow-up-answer": Text("A good answer", "参考回答"),
    "behind": Text("What is known about it", "相关解析"),
    "read-more": Text("More: lstm-drills learn {section}", "详见：lstm-drills learn {section}"),
    "prompt-ticks-project": Text(
        "Which of them did you say? Numbers, 0 for none >", "你讲到了哪些？输入编号，0 表示没有 >"
    ),
    "prompt-mark": Text("Did you answer it? 0 no, 1 partly, 2 yes >", "答到了吗？0 没有，1 部分，2 答到了 >"),
    "unclear-mark": Text("Type 0, 1 or 2.", "请输入 0、1 或 2。"),
    # --- the debrief
    "title": Text("Interview debrief", "面试复盘"),
    "facts": Text(
        "{blueprint}, {day}, seed {seed}. {used} of {minutes} minutes used; {reached} of {planned} questions reached, {skipped} skipped.",
        "{blueprint}，{day}，种子 {seed}。用时 {used}，共 {minutes} 分钟；问到 {reached}/{planned} 题，跳过 {skipped} 题。",
    ),
    "breaks": Text("Interrupted {count} times; the clock stood still meanwhile.", "中断 {count} 次，期间不计时。"),
    "nothing-reached": Text("No question was answered, so there is nothing to score.", "没有作答，因此没有评分。"),
    "score": Text("Score: {percent} %", "得分：{percent}%"),
    "score-note": Text(
        "The mean over the questions reached; skipped ones count 0. Whiteboard, follow-up and project answers carry your own marks.",
        "问到的题目的平均分，跳过计 0 分。白板题、追问和项目题按你自己的评分计。",
    ),
    "by-kind": Text("By kind of question", "按题目种类"),
    "by-topic": Text("By topic", "按主题"),
    "count": Text("{count} questions", "{count} 题"),
    "count-1": Text("1 question", "1 题"),
    "percent": Text("{percent} %", "{percent}%"),
    "percent-of": Text("{title}: {percent} %, {count}", "{title}：{percent}%，{count}"),
    "time": Text("Time per question", "每题用时"),
    "time-line": Text("{number}  {kind}", "{number}  {kind}"),
    "time-value": Text("{taken} of {planned}", "{taken}/{planned}"),
    "time-note": Text(
        "Taken, beside what such a question may take in an interview.", "实际用时，与面试中这类题目的合理用时对照。"
    ),
    "time-slow": Text("Much slower than planned: question {numbers}.", "明显超时：第 {numbers} 题。"),
    "time-late": Text("Answered after the time was up: question {numbers}.", "时间到之后才答完：第 {numbers} 题。"),
    "calibration": Text("How sure, how right", "把握与正确率"),
    "calibration-none": Text("No answer came with a confidence.", "没有记录到把握程度。"),
    "brier": Text(
        "Brier score {brier}: 0 is perfect; always saying 50 % gives at most 0.25.",
        "Brier 分数 {brier}：0 为完美；总说 50% 最多得 0.25。",
    ),
    "verdict-too-few": Text(
        "Too few answers ({count}) to say whether you are too sure.", "回答太少（{count} 个），还不能判断是否过于自信。"
    ),
    "verdict-over": Text(
        "You are surer than right: you said {said} % and made {right} %. Before you say “certain”, look for the case where it fails.",
        "你的把握高于正确率：你说 {said}%，实际 {right}%。说“肯定”之前，先想想什么情况下不成立。",
    ),
    "verdict-under": Text(
        "You know more than you think: you said {said} % and made {right} %. Say it with less “maybe”.",
        "你比自己以为的更懂：你说 {said}%，实际 {right}%。少说“可能”。",
    ),
    "verdict-well": Text(
        "You know what you know: you said {said} % and made {right} %.",
        "你对自己的判断是准的：你说 {said}%，实际 {right}%。",
    ),
    "sure-1": Text("guessing", "猜的"),
    "sure-2": Text("unsure", "不确定"),
    "sure-3": Text("fairly sure", "比较确定"),
    "sure-4": Text("certain", "肯定"),
    "column-sure": Text("sure", "把握"),
    "column-said": Text("said", "所说"),
    "column-right": Text("right", "实际"),
    "column-count": Text("answers", "回答数"),
    "calibration-row": Text(
        "{sure}: said {said} %, right {right} %, answers: {count}",
        "{sure}：所说 {said}%，实际 {right}%，回答数 {count}",
    ),
    "weakest": Text("Train these first", "先练这些"),
    "no-weakest": Text(
        "Nothing was wrong. A harder one: `lstm-drills interview --blueprint research`.",
        "全部答对。试试更难的：`lstm-drills interview --blueprint research`。",
    ),
    "answers": Text("What was asked", "题目回顾"),
    "answers-wrong": Text("What was not right", "没有答对的题"),
    "answer-head": Text("{number}  {kind}   {result}", "{number}  {kind}   {result}"),
    "result": Text("{percent} %", "{percent}%"),
    "result-sure": Text("{percent} %, {sure}", "{percent}%，{sure}"),
    "result-skipped": Text("skipped", "已跳过"),
    "expected": Text("The answer", "正确答案"),
    "why": Text("Why", "解析"),
    "missed": Text("missing: {point}", "未提到：{point}"),
    "made": Text("made: {point}", "答到：{point}"),
    "graded": Text("{verdict}: {passed} of {rungs} cases right", "{verdict}：{rungs} 个用例中对了 {passed} 个"),
    "file-written": Text("Written: {path}", "已写入：{path}"),
    "again": Text("Show it again: lstm-drills interview --last", "再看一次：lstm-drills interview --last"),
    "as-page": Text(
        "With charts, for a browser: lstm-drills interview --last --html debrief.html",
        "带图表的网页：lstm-drills interview --last --html debrief.html",
    ),
    # --- the page
    "page-note": Text(
        "Made by LSTM Drills. This page loads nothing from the network.",
        "由 LSTM Drills 生成。本页不从网络加载任何内容。",
    ),
    "chart-calibration": Text(
        "How sure on the horizontal axis, how right on the vertical one; on the diagonal both agree, below it you were too sure. Larger circles hold more answers.",
        "横轴是把握，纵轴是正确率；在对角线上两者一致，在线下方说明过于自信。圆越大，回答越多。",
    ),
    "axis-said": Text("said", "所说"),
    "axis-right": Text("right", "实际"),
    "legend-planned": Text("The line marks the planned time.", "竖线是计划用时。"),
    "duration-seconds": Text("{seconds} s", "{seconds} 秒"),
    "duration": Text("{minutes} min {seconds} s", "{minutes} 分 {seconds} 秒"),
}
