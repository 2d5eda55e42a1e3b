"""What authors read about their banks and exercise folders."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "broken": Text(
        en="the authors' files have {count} problem(s):\n{problems}",
        zh="内容文件有 {count} 处问题：\n{problems}",
    ),
    "did-you-mean": Text(en='did you mean "{word}"?', zh="是否想写“{word}”？"),
    "one-of": Text(en="write one of: {words}", zh="请从以下选择：{words}"),
    "none-exist": Text(en="there is none to choose from", zh="没有可选项"),
    # --- the file
    "cannot-open": Text(en="cannot be opened ({reason}); check the path", zh="无法打开（{reason}），请检查路径"),
    "unreadable": Text(en="cannot be read as YAML: {reason}", zh="无法作为 YAML 读取：{reason}"),
    "not-utf8": Text(en="not UTF-8; save the file as UTF-8", zh="不是 UTF-8 编码，请另存为 UTF-8"),
    "unprintable": Text(
        en="the character {code} may not stand in a YAML file; remove it", zh="YAML 文件中不能有字符 {code}，请删除"
    ),
    "empty-file": Text(en="the file is empty; see questions/FORMAT.md", zh="文件是空的，请参阅 questions/FORMAT.md"),
    "several-documents": Text(
        en='a second document begins here; a file holds one: remove the "---"',
        zh="这里开始了第二个文档，一个文件只能有一个：请删除“---”",
    ),
    "tab": Text(en="a tab in the indentation; indent with spaces", zh="缩进中有制表符，请改用空格"),
    "syntax": Text(
        en="not valid YAML ({reason}); check indentation, and quote text that holds a colon, comma, brace or bracket",
        zh="不是有效的 YAML（{reason}），请检查缩进，含冒号、逗号或括号的文字请加引号",
    ),
    "too-deep": Text(en="nested far too deep for a bank; check the brackets", zh="嵌套过深，请检查括号"),
    "alias": Text(
        en="this part is used again elsewhere by an alias (*name); write it out at each place",
        zh="此处被别名（*name）重复引用，请在每处完整写出",
    ),
    "tag": Text(en="the tag {tag} is not allowed; remove it", zh="不允许使用标签 {tag}，请删除"),
    # --- mappings, lists, words
    "not-a-mapping": Text(en="expected a mapping with the keys {keys}", zh="此处应为映射，键为 {keys}"),
    "not-a-list": Text(en="expected a list", zh="此处应为列表"),
    "not-text": Text(en="expected text or a number, not a list or mapping", zh="此处应为文字或数字，不是列表或映射"),
    "key-is-no-word": Text(en="a key must be a plain word", zh="键必须是一个普通的词"),
    "unknown-key": Text(en='unknown key "{word}"; {advice}', zh="未知的键“{word}”，{advice}"),
    "repeated-key": Text(
        en='the key "{key}" stands here a second time; keep one of them', zh="键“{key}”重复出现，请只保留一个"
    ),
    "missing-key": Text(en='the key "{key}" is missing; add it', zh="缺少键“{key}”，请补上"),
    "empty": Text(en="empty; fill it or remove the key", zh="内容为空，请填写或删除该键"),
    "one-language": Text(
        en="written in one language only; write {{en: ..., zh: ...}}",
        zh="只写了一种语言，请写成 {{en: ..., zh: ...}}",
    ),
    "too-few": Text(en="at least {count} needed here", zh="此处至少需要 {count} 项"),
    "repeated-word": Text(en='"{word}" stands in this list twice; remove one', zh="“{word}”在列表中重复，请删除一个"),
    "unknown-word": Text(en='"{word}" is not allowed here; {advice}', zh="此处不能写“{word}”，{advice}"),
    "not-a-whole-number": Text(
        en='"{got}" should be a whole number from {low} to {high}', zh="“{got}”应为 {low} 到 {high} 之间的整数"
    ),
    # --- exercises
    "exercise-id": Text(
        en='"{id}" is no exercise id; write digits and dots in quotes, such as "3.3"',
        zh='“{id}”不是练习编号，请写成带引号的数字和点，如 "3.3"',
    ),
    "folder-name": Text(
        en='the folder of exercise {id} must be called "{id}-some-words"; rename it',
        zh="练习 {id} 的文件夹必须命名为“{id}-若干词”，请改名",
    ),
    "same-exercise": Text(
        en="the folder {other} has the exercise id {id} too; change one of them",
        zh="文件夹 {other} 的练习编号也是 {id}，请修改其中一个",
    ),
    "not-a-name": Text(en='"{word}" is no Python name', zh="“{word}”不是 Python 标识符"),
    "unknown-exercise": Text(en='there is no exercise "{word}"; {advice}', zh="没有练习“{word}”，{advice}"),
    "missing-file": Text(en="the file {name} is missing; add it", zh="缺少文件 {name}，请补上"),
    "stray-file": Text(
        en='{name} does not belong here; remove it, or list it under "files" in exercise.yaml',
        zh="{name} 不属于这里，请删除，或在 exercise.yaml 的“files”中列出",
    ),
    "empty-text": Text(en="the file is empty; write it", zh="文件是空的，请补写"),
    "does-not-compile": Text(en="not valid Python: {reason}", zh="不是有效的 Python：{reason}"),
    "function-missing": Text(
        en='the function "{name}" of exercise.yaml is not defined here; define it',
        zh="exercise.yaml 中的函数“{name}”在此没有定义，请补上",
    ),
    "misconception-id": Text(
        en='"{id}" is no misconception id; write lower-case words with hyphens',
        zh="“{id}”不是误解编号，请用小写单词加连字符",
    ),
    "same-misconception": Text(
        en='a second misconception has the id "{id}"; rename one', zh="误解编号“{id}”重复，请改名"
    ),
    "patches-or-file": Text(en='write either "patches" or "file"', zh="“patches”与“file”必须且只能写一个"),
    "patch-not-found": Text(
        en="this text does not occur in solution.py; copy it from there", zh="solution.py 中没有这段文字，请从中复制"
    ),
    "patch-found-often": Text(
        en="this text occurs {count} times in solution.py; make it longer until it occurs once",
        zh="这段文字在 solution.py 中出现 {count} 次，请加长到只出现一次",
    ),
    "patch-changes-nothing": Text(en='"from" and "to" are the same text; change one', zh="“from”与“to”相同，请修改"),
    # --- banks
    "no-banks": Text(
        en="no question bank in {folder}; reinstall lstm-drills", zh="{folder} 中没有题库，请重新安装 lstm-drills"
    ),
    "not-a-free-mapping": Text(en="expected a mapping, such as {{name: value}}", zh="此处应为映射，如 {{名称: 值}}"),
    "section-id": Text(
        en='"{id}" is no section id; write numbers or lower-case words with dots, in quotes: "2.3"',
        zh='“{id}”不是小节编号，请写成带引号的数字或小写单词，如 "2.3"',
    ),
    "same-section": Text(
        en="the bank {other} has the section {section} too; change one, or put the questions together",
        zh="题库 {other} 的小节也是 {section}，请修改其中一个或合并",
    ),
    "nothing-to-follow": Text(
        en="this answers a follow_up that is not there; write the follow_up, too",
        zh="这里回答的是追问，却没有 follow_up；请把追问也写上",
    ),
    "retired-id": Text(
        en='the id "{id}" is retired (line {line}) and may not be used again; choose another',
        zh="编号“{id}”已停用（第 {line} 行），不可再用，请另选",
    ),
    "question-id": Text(
        en='"{id}" is no question id; write lower-case words with hyphens',
        zh="“{id}”不是题目编号，请用小写单词加连字符",
    ),
    "same-question": Text(
        en='the id "{id}" is used already (line {line}); choose another', zh="编号“{id}”已在第 {line} 行使用，请另选"
    ),
    "missing-type": Text(
        en='the key "type" is missing; add it, one of: {words}', zh="缺少键“type”，请补上，可选：{words}"
    ),
    "unknown-type": Text(en='there is no question type "{word}"; {advice}', zh="没有题型“{word}”，{advice}"),
    "unknown-topic": Text(
        en='the topic "{word}" is not in topics.yaml; {advice}', zh="topics.yaml 中没有主题“{word}”，{advice}"
    ),
    "unknown-reference": Text(
        en='the reference "{word}" is not in references.yaml; {advice}',
        zh="references.yaml 中没有文献“{word}”，{advice}",
    ),
    "unknown-choice": Text(en='no choice has the id "{word}"; {advice}', zh="没有编号为“{word}”的选项，{advice}"),
    "same-choice": Text(
        en='the id "{id}" is used twice in this question; change one', zh="编号“{id}”在本题中重复，请修改"
    ),
    "same-text": Text(
        en='the same text as another one here: "{text}"; nobody could tell them apart',
        zh="与另一项文字相同：“{text}”，无法区分，请修改",
    ),
    "missing-why": Text(
        en='the wrong choice "{id}" does not say why it is wrong; add "why"',
        zh="错误选项“{id}”没有说明为何错误，请补上“why”",
    ),
    "too-many": Text(en="more than {count}; leave some out", zh="多于 {count} 项，请删减"),
    "gaps-differ": Text(
        en="in each language the prompt needs every gap once, {{{{1}}}} to {{{{{count}}}}}, as many as there are gaps",
        zh="每种语言的题面都须恰好各有一次从 {{{{1}}}} 到 {{{{{count}}}}} 的空，与 gaps 一一对应",
    ),
    "not-a-number": Text(en='"{got}" is no number', zh="“{got}”不是数字"),
    "not-positive": Text(en="must be above 0", zh="必须大于 0"),
    "first-unit": Text(
        en='the first unit, "{unit}", is the answer\'s own: its factor must be 1',
        zh="第一个单位“{unit}”是答案自己的单位，系数必须为 1",
    ),
    "not-a-check": Text(
        en='"{got}" should be module:function, in tests/questions/checks',
        zh="“{got}”应写成 模块:函数，位于 tests/questions/checks",
    ),
    "empty-range": Text(
        en="the variable {name} has no range; write [low, high] with low < high, or a positive step",
        zh="变量 {name} 没有取值范围，请写 [低, 高]，且低 < 高，步长为正",
    ),
    "not-computable": Text(
        en="cannot be computed with {variables}: {reason}", zh="在 {variables} 时无法计算：{reason}"
    ),
    "not-exact": Text(
        en='the answer {value} has no short decimal form; add a "tolerance"',
        zh="答案 {value} 没有简短的小数形式，请补上“tolerance”",
    ),
    "not-a-phrase": Text(
        en='"{phrase}" is no phrase: no part may be empty, and "..." may stand in it at most three times',
        zh="“{phrase}”不是有效短语：各部分不可为空，“...”最多出现三次",
    ),
    "code-or-misconception": Text(
        en='write either "code" or "misconception"', zh="“code”与“misconception”必须且只能写一个"
    ),
    "line-or-choices": Text(
        en='write either "line" (the wrong one) or "choices" with "answer"',
        zh="请写“line”（错误行）或“choices”加“answer”，二者只取其一",
    ),
    "answer-without-choices": Text(
        en='"answer" belongs to "choices"; add them, or name the wrong "line"',
        zh="“answer”须与“choices”同用，请补上选项，或改写“line”",
    ),
    "no-such-misconception": Text(
        en='no exercise has the misconception "{word}"; {advice}', zh="没有练习包含误解“{word}”，{advice}"
    ),
    "no-wrong-line": Text(
        en='in "{name}" there is no single wrong line to name; ask with "choices" instead',
        zh="“{name}”没有可指出的单独错误行，请改用“choices”提问",
    ),
    "empty-line": Text(en="line {line} of the code is blank; count again", zh="代码第 {line} 行是空行，请重新计数"),
    "unknown-misconception": Text(
        en='there is no misconception "{word}" here; {advice}', zh="这里没有误解“{word}”，{advice}"
    ),
}
