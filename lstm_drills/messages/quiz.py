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
    # --- the question on screen
    "heading": Text(
        en="Question {number} of {total}   {section} {title}   {type}, {level}",
        zh="第 {number}/{total} 题   {section} {title}   {type}，{level}",
    ),
    "type-single": Text(en="one choice", zh="单选"),
    "type-multiple": Text(en="all that are right", zh="多选"),
    "type-true-false": Text(en="true or false", zh="判断"),
    "type-numeric": Text(en="a number", zh="计算"),
    "type-cloze": Text(en="fill the gaps", zh="填空"),
    "type-order": Text(en="put in order", zh="排序"),
    "type-match": Text(en="match", zh="配对"),
    "type-short": Text(en="in your own words", zh="简答"),
    "type-output": Text(en="what is printed", zh="预测输出"),
    "type-bug": Text(en="find the fault", zh="找错"),
    "level-1": Text(en="screening", zh="初筛"),
    "level-2": Text(en="standard", zh="标准"),
    "level-3": Text(en="deep dive", zh="深入"),
    "prompt-single": Text(en="A-{last}, or :? for help >", zh="A-{last}（:? 帮助）>"),
    "prompt-multiple": Text(en="All right ones, such as A C >", zh="所有正确项，如 A C >"),
    "prompt-truefalse": Text(en="t or f >", zh="对或错 >"),
    "prompt-numeric": Text(en="A number >", zh="一个数 >"),
    "prompt-gap": Text(en="The gap >", zh="填空 >"),
    "prompt-cloze": Text(en="{count} answers, with ; between >", zh="{count} 个答案，用分号隔开 >"),
    "prompt-order": Text(en="The letters in order, A-{last} >", zh="按顺序输入字母 A-{last} >"),
    "prompt-match": Text(en="A letter for each, such as 1B 2A >", zh="各配一个字母，如 1B 2A >"),
    "prompt-short": Text(en="In a sentence or two >", zh="一两句话 >"),
    "prompt-output": Text(en="It prints >", zh="输出 >"),
    "prompt-output-line": Text(en="Line {number} of {count} >", zh="第 {number}/{count} 行 >"),
    "prompt-lines": Text(en="Line number >", zh="行号 >"),
    "prompt-ticks": Text(
        en="Which of them did you say? Numbers, 0 for none, Enter for those with x >",
        zh="你答到了哪些？输入编号，0 表示没有，回车表示已标 x 的 >",
    ),
    "prompt-feedback": Text(en="Enter: next   :u undo   :q leave >", zh="回车：下一题   :u 撤销   :q 退出 >"),
    "hint": Text(en="Hint", zh="提示"),
    "no-hint": Text(en="This question has no hint.", zh="本题没有提示。"),
    "help": Text(
        en="""- :h  a hint (a right answer then comes back sooner)
- :s  skip this question
- :u  take the last answer back
- :l  the other language
- :q  save and leave; lstm-drills resume goes on
- :?  this help""",
        zh="""- :h  提示（之后答对会更早再问）
- :s  跳过本题
- :u  撤销上一个回答
- :l  切换语言
- :q  保存并退出；用 lstm-drills resume 继续
- :?  显示本帮助""",
    ),
    "help-feedback": Text(
        en="""- Enter  the next question
- :f  a good answer to what the interviewer asks next
- :again :hard :good :easy  how well you knew it, if the marking is not fair
- :u  take the answer back and answer again
- :l  the other language
- :q  save and leave; lstm-drills resume goes on""",
        zh="""- 回车  下一题
- :f  追问的参考回答
- :again :hard :good :easy  评分不合适时，自己判定掌握程度
- :u  撤销回答并重新作答
- :l  切换语言
- :q  保存并退出；用 lstm-drills resume 继续""",
    ),
    "unknown-command": Text(
        en="There is no command {typed}; :? shows them all.", zh="没有命令 {typed}，:? 列出全部命令。"
    ),
    "not-now": Text(en="{typed} can be used after an answer only.", zh="{typed} 只能在作答之后使用。"),
    "nothing-to-undo": Text(en="There is no answer to take back.", zh="没有可以撤销的回答。"),
    "undone": Text(en="Taken back: {key}.", zh="已撤销：{key}。"),
    "skipped": Text(en="Skipped.", zh="已跳过。"),
    "rated": Text(en="Rated {rating}.", zh="已评为 {rating}。"),
    # --- after the answer
    "right": Text(en="Right.", zh="答对了。"),
    "right-with-hint": Text(en="Right, with a hint.", zh="答对了（用了提示）。"),
    "partly": Text(en="Partly right: {percent} %.", zh="部分正确：{percent}%。"),
    "wrong": Text(en="Not right.", zh="不对。"),
    "wrong-partly": Text(
        en="Not right yet: {percent} %; it counts as right from {pass_mark} %.",
        zh="还不够：{percent}%，达到 {pass_mark}% 才算通过。",
    ),
    "points": Text(en="Points made: {made} of {points}.", zh="答到的要点：{made}/{points}。"),
    "answer": Text(en="The answer", zh="正确答案"),
    "why": Text(en="Why", zh="解析"),
    "follow-up": Text(en="The interviewer's next question", zh="面试官接着会问"),
    "follow-up-how": Text(en=":f  a good answer to it", zh=":f  看参考回答"),
    "no-follow-up-answer": Text(en="This question has no answer to that.", zh="本题没有追问的参考回答。"),
    "references": Text(en="Sources", zh="出处"),
    "model": Text(en="A good answer", zh="参考回答"),
    "tick-heading": Text(en="What was looked for", zh="要点"),
    "found": Text(en="found: {words}", zh="找到：{words}"),
    "found-negated": Text(en="found, but negated: {words}", zh="找到，但被否定：{words}"),
    "contradiction": Text(en="this speaks against it: {words}", zh="与要点矛盾：{words}"),
    "answer-changed": Text(
        en="The right answer of this question has changed since you last answered it.",
        zh="你上次作答之后，本题的正确答案已更改。",
    ),
    "true": Text(en="true", zh="对"),
    "false": Text(en="false", zh="错"),
    "letter-and-text": Text(en="{letter}  {text}", zh="{letter}  {text}"),
    "number-and-text": Text(en="{number}  {text}", zh="{number}  {text}"),
    "pair": Text(en="{number}{letter}  {left}: {right}", zh="{number}{letter}  {left}：{right}"),
    "line-and-code": Text(en="line {number}: `{code}`", zh="第 {number} 行：`{code}`"),
    "due-today": Text(en="Comes back today.", zh="今天会再问。"),
    "due-tomorrow": Text(en="Comes back tomorrow.", zh="明天会再问。"),
    "due-in": Text(en="Comes back in {days} days, on {date}.", zh="{days} 天后（{date}）会再问。"),
    # --- the session
    "session": Text(
        en="Questions: {count}   seed: {seed}   :? for help, :q to save and leave",
        zh="共 {count} 题，种子 {seed}。   :? 帮助，:q 保存并退出",
    ),
    "resumed": Text(
        en="Going on where you left.   Questions left: {remaining} of {count}   seed: {seed}",
        zh="继续上次的练习：共 {count} 题，还剩 {remaining} 题，种子 {seed}。",
    ),
    "saved": Text(
        en="Saved. Questions left: {remaining}. lstm-drills resume goes on.",
        zh="已保存，还剩 {remaining} 题：lstm-drills resume",
    ),
    "saved-all": Text(en="Saved. No question is left in this session.", zh="已保存，本次练习没有剩余题目。"),
    "prompt-lesson": Text(en="Enter: the questions of this section   :q leave >", zh="回车：做本节题目   :q 退出 >"),
    "no-lesson": Text(en="This section has no lesson.", zh="本节没有讲解。"),
    "section-line": Text(en="{section}  {title} ({count})", zh="{section}  {title}（{count}）"),
    "after-sections": Text(en="lstm-drills learn 2.1 shows one.", zh="用 lstm-drills learn 2.1 阅读其中一节。"),
    "two-pools": Text(
        en="--{first} and --{second} exclude each other; leave out one",
        zh="--{first} 与 --{second} 不能同用，请去掉一个",
    ),
    "file-exists": Text(
        en="{path} exists already and is not overwritten; choose another name", zh="{path} 已存在，不会覆盖，请换个名字"
    ),
    "cannot-write": Text(
        en="cannot write {path} ({reason}); choose another place", zh="无法写入 {path}（{reason}），请换个位置"
    ),
    "cannot-read": Text(
        en="cannot read {path} ({reason}); check the path", zh="无法读取 {path}（{reason}），请检查路径"
    ),
    "not-utf8": Text(
        en="{path} is not UTF-8; give a file that lstm-drills export wrote",
        zh="{path} 不是 UTF-8 编码，请使用 lstm-drills export 导出的文件",
    ),
    "exported": Text(en="Rows written to {path}: {count}.", zh="已将 {count} 行写入 {path}。"),
    "imported": Text(en="New rows: {new}. Known already: {known}.", zh="新增 {new} 行，已有 {known} 行。"),
    "nothing-to-resume": Text(
        en="there is no session to resume; lstm-drills quiz starts one",
        zh="没有可继续的练习；用 lstm-drills quiz 开始",
    ),
    "gone-questions": Text(
        en="No longer in the banks, and left out: {count} of that session's questions.",
        zh="该练习中有 {count} 题已不在题库中，已略去。",
    ),
    "summary": Text(
        en="Finished: {right} right, {partly} partly, {wrong} not right, {skipped} skipped.",
        zh="完成：答对 {right} 题，部分正确 {partly} 题，答错 {wrong} 题，跳过 {skipped} 题。",
    ),
    "summary-wrong": Text(en="To look at again", zh="值得再看"),
    "summary-learn": Text(
        en="{section} {title}: lstm-drills learn {section}", zh="{section} {title}：lstm-drills learn {section}"
    ),
    "summary-due": Text(en="What comes back when", zh="再次提问的时间"),
    "summary-day": Text(en="{date}: {count}", zh="{date}：{count} 题"),
    "summary-more": Text(en="More: lstm-drills quiz", zh="继续练习：lstm-drills quiz"),
    "nothing-matches": Text(
        en="no question fits these filters; leave one out, or see lstm-drills stats for what there is",
        zh="没有符合这些条件的题目，请去掉一个条件，或用 lstm-drills stats 查看现有题目",
    ),
    "nothing-due": Text(
        en="Nothing is due; the next comes back on {date}. New questions: lstm-drills quiz --new",
        zh="没有到期的题目，下一题于 {date} 到期。新题：lstm-drills quiz --new",
    ),
    "nothing-due-ever": Text(
        en="Nothing is due: you have not answered anything here yet. lstm-drills quiz --new",
        zh="没有到期的题目：这里还没有作答记录。请用 lstm-drills quiz --new",
    ),
    "nothing-new": Text(
        en="You have seen every question that fits. What you knew less well: lstm-drills quiz --wrong; all: --all",
        zh="符合条件的题目都已做过。答错的题：lstm-drills quiz --wrong；全部：--all",
    ),
    "nothing-left": Text(
        en="Nothing is due and nothing is new; the next comes back on {date}. To practise all the same: lstm-drills quiz --all",
        zh="没有到期的题，也没有新题，下一题于 {date} 到期。仍想练习：lstm-drills quiz --all",
    ),
    "nothing-wrong": Text(en="There is nothing here that you got wrong the last time.", zh="这里没有上次答错的题目。"),
    # --- what is asked for
    "unknown-section": Text(
        en='there is no section "{word}"; did you mean {suggestion}?', zh="没有小节“{word}”，是否想写 {suggestion}？"
    ),
    "unknown-section-choose": Text(
        en='there is no section "{word}"; choose from: {words}', zh="没有小节“{word}”，请从以下选择：{words}"
    ),
    "unknown-topic": Text(
        en='there is no topic "{word}"; did you mean {suggestion}?', zh="没有主题“{word}”，是否想写 {suggestion}？"
    ),
    "unknown-topic-choose": Text(
        en='there is no topic "{word}"; choose from: {words}', zh="没有主题“{word}”，请从以下选择：{words}"
    ),
    "unknown-type": Text(
        en='there is no question type "{word}"; did you mean {suggestion}?',
        zh="没有题型“{word}”，是否想写 {suggestion}？",
    ),
    "unknown-type-choose": Text(
        en='there is no question type "{word}"; choose from: {words}', zh="没有题型“{word}”，请从以下选择：{words}"
    ),
    "unknown-level": Text(
        en="there is no level {word}; did you mean {suggestion}?", zh="没有难度 {word}，是否想写 {suggestion}？"
    ),
    "unknown-level-choose": Text(
        en="there is no level {word}; choose from: {words}", zh="没有难度 {word}，请从以下选择：{words}"
    ),
    "count-too-small": Text(
        en="a session needs at least one question, not {count}", zh="一次练习至少一题，不能是 {count}"
    ),
    "seed-and-progress": Text(
        en="--seed picks without looking at progress, so it cannot go with --{pool}; leave out one of them",
        zh="--seed 抽题时不看学习记录，不能与 --{pool} 同用，请去掉其中一个",
    ),
    # --- what is no answer
    "unclear-single": Text(en="Type one letter, A to {last}.", zh="请输入一个字母，A 到 {last}。"),
    "unclear-multiple": Text(
        en="Type all letters that are right, A to {last}, such as A C.",
        zh="请输入所有正确选项的字母（A 到 {last}），如 A C。",
    ),
    "unclear-true-false": Text(en="Type t for true or f for false.", zh="请输入“对”或“错”。"),
    "unclear-number": Text(
        en="Type one number, with a dot for decimals: 6272, 6.3e3, 3/4.",
        zh="请输入一个数，小数用点：6272、6.3e3、3/4。",
    ),
    "unclear-unit": Text(
        en="Type one number, with or without a unit ({units}).", zh="请输入一个数，可带单位（{units}）。"
    ),
    "unclear-gaps": Text(
        en="Fill {count} gaps; put a semicolon between the answers.", zh="共有 {count} 个空，答案之间用分号隔开。"
    ),
    "unclear-order": Text(
        en="Type the {count} letters in the right order, each once, A to {last}.",
        zh="请按正确顺序输入 {count} 个字母，A 到 {last} 各一次。",
    ),
    "unclear-match": Text(
        en="Type one letter for each of 1 to {count}, in that order, such as 1B 2A; letters A to {last}.",
        zh="请为 1 到 {count} 依次各输入一个字母（A 到 {last}），如 1B 2A。",
    ),
    "unclear-short": Text(en="Write a sentence or two, or :s to skip.", zh="请写一两句话，或输入 :s 跳过。"),
    "unclear-output": Text(en="Type what is printed, or :s to skip.", zh="请输入打印的内容，或输入 :s 跳过。"),
    "unclear-line": Text(en="Type the number of a line, 1 to {last}.", zh="请输入行号，1 到 {last}。"),
    "unclear-ticks": Text(
        en="Type the numbers of the points that you made, 1 to {last}; 0 for none.",
        zh="请输入你答到的要点编号，1 到 {last}；一个都没有则输入 0。",
    ),
    # --- remarks of a mark
    "wrong-choice": Text(en="{letter}: {why}", zh="{letter}：{why}"),
    "missed-choice": Text(en="{letter} is right too: {text}", zh="{letter} 也对：{text}"),
    "wrong-gap": Text(en="Gap {number}: {right}", zh="第 {number} 空：{right}"),
    "wrong-pair": Text(en="{number}: {right}", zh="{number}：{right}"),
    "number-read": Text(en="Your number was read as {got}.", zh="你的答案读作 {got}。"),
    "point-missed": Text(en="Missing: {point}", zh="未提到：{point}"),
}
