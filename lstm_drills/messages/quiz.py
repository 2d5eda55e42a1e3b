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
