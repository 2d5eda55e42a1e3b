"""Help texts of the quiz's commands."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "quiz": Text(en="Ask what is due, then what is new.", zh="先问到期的题，再问新题。"),
    "resume": Text(en="Go on with the session that you left.", zh="继续上次中断的练习。"),
    "learn": Text(en="Read a section's lesson, then its questions.", zh="阅读一节的讲解，然后做它的题目。"),
    "plan": Text(en="What to do on each day until your interview.", zh="面试之前每天做什么。"),
    "cheatsheet": Text(
        en="One page of equations, shapes and counts, weak topics first.", zh="一页公式、形状与计数，最弱的主题在前。"
    ),
    "save": Text(en="Save it as a page to print (HTML).", zh="存成可打印的网页（HTML）。"),
    "minutes": Text(en="Minutes a day.", zh="每天的分钟数。"),
    "ics": Text(en="Write the plan as a calendar file instead.", zh="改为写成日历文件。"),
    "stats": Text(en="What you know, what you will forget, what to train.", zh="掌握了什么、将忘记什么、该练什么。"),
    "history": Text(en="Your last answers.", zh="最近的作答。"),
    "export": Text(
        en="Write your record as JSON lines; or the questions as a deck for Anki, or as CSV.",
        zh="把学习记录导出为 JSON 行；或把题目导出为 Anki 牌组或 CSV。",
    ),
    "import": Text(
        en="Add the record of another machine; what is known already is left out.",
        zh="导入另一台机器的学习记录，已有的会略去。",
    ),
    "new": Text(en="Templates for authors.", zh="作者用的模板。"),
    "new-question": Text(en="Print a template of a question type.", zh="打印某种题型的模板。"),
    "sections": Text(en="Sections, such as 2.3, or 3 for 3.1 to 3.4.", zh="小节，如 2.3；写 3 表示 3.1 到 3.4。"),
    "section": Text(en="A section, such as 2.1; without it they are listed.", zh="小节，如 2.1；不写则列出全部小节。"),
    "topic": Text(en="Only this topic; may be repeated.", zh="只出此主题，可重复。"),
    "level": Text(en="Only this level, 1 to 3; may be repeated.", zh="只出此难度（1 到 3），可重复。"),
    "type": Text(en="Only this question type; may be repeated.", zh="只出此题型，可重复。"),
    "count": Text(en="How many questions.", zh="题目数量。"),
    "only-new": Text(en="Only what you have never answered.", zh="只出没做过的题。"),
    "only-due": Text(en="Only what is due.", zh="只出到期的题。"),
    "everything": Text(en="Anything, due or not.", zh="不论是否到期，全部可出。"),
    "only-wrong": Text(en="Only what you got wrong the last time.", zh="只出上次答错的题。"),
    "seed": Text(
        en="The same seed and filters give the same questions, whatever you have answered.",
        zh="同样的种子和条件给出同样的题目，不看学习记录。",
    ),
    "bank": Text(en="A bank of your own instead of ours; may be repeated.", zh="改用你自己的题库文件，可重复。"),
    "interview-date": Text(
        en='The day of your interview, such as 2026-12-20 (kept; "none" forgets it).',
        zh="面试日期，如 2026-12-20（会被记住，写 none 取消）。",
    ),
    "retention": Text(
        en="How much you want to know when it is asked again, 0.70 to 0.97 (kept).",
        zh="再次提问时希望的记忆保持率，0.70 到 0.97（会被记住）。",
    ),
    "plain": Text(
        en="For screen readers: no colours, no pictures, no line breaks of ours.",
        zh="供屏幕阅读器使用：不用颜色和图形，不自动换行。",
    ),
    "rows": Text(en="How many answers.", zh="显示多少条。"),
    "export-words": Text(
        en="The file; without it the record goes to the screen. After anki or csv, a file and, if you like, sections.",
        zh="文件名；不写则把学习记录输出到屏幕。写 anki 或 csv 时，后面是文件名，还可以加上节。",
    ),
    "in-file": Text(en="An exported file, or - for standard input.", zh="导出的文件，或用 - 表示标准输入。"),
    "question-type": Text(en="single, multiple, numeric ...", zh="single、multiple、numeric 等题型。"),
}
