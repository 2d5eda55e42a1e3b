"""What the home screen says."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "welcome-1": Text("LSTM Drills: prepare the LSTM part of your interview.", "LSTM Drills：准备面试中的 LSTM 部分。"),
    "welcome-2": Text(
        "What you can say: a quiz that knows what you are about to forget.",
        "说得清：题库测验，知道你快要忘记什么。",
    ),
    "welcome-3": Text(
        "What you can write: LSTMs in NumPy, and a grader that names your mistake.",
        "写得出：用 NumPy 写 LSTM，评分时指出你错在哪里。",
    ),
    "welcome-4": Text("All of it offline; your record stays on this machine.", "全部离线运行，学习记录只保存在本机。"),
    "ask-language": Text("Language: 1 English, 2 中文 [1]:", "语言：1 English，2 中文 [2]："),
    "ask-date": Text(
        "When is your interview? (such as 2026-12-20; Enter if it is open):",
        "面试是哪一天？（例如 2026-12-20；还没定就按回车）：",
    ),
    "begin": Text(
        "Begin with a drill of five minutes, whose file already passes:",
        "从一个五分钟的练习开始，它的文件一开始就能通过：",
    ),
    "do-first": Text("grades it; break it, and read what is said", "评分；把它弄坏，看看会怎么说"),
    "do-all": Text("grades what you have started", "给已开始的练习评分"),
    "due": Text("Due today", "今天到期"),
    "due-count": Text("{questions} questions, {drills} drills", "{questions} 道题，{drills} 个练习"),
    "seen": Text("Questions seen", "做过的题"),
    "seen-count": Text("{seen} of {of}", "{of} 道中的 {seen} 道"),
    "drills": Text("Drills passed", "通过的练习"),
    "drills-count": Text("{passed} of {of}", "{of} 个中的 {passed} 个"),
    "weakest": Text("Weakest topic", "最弱的主题"),
    "weakest-topic": Text("{topic} (recall {share} %)", "{topic}（预计记得 {share}%）"),
    "interview": Text("Interview", "面试"),
    "interview-days": Text("in {days} days, on {date}", "还有 {days} 天（{date}）"),
    "interview-tomorrow": Text("tomorrow", "明天"),
    "interview-today": Text("today: good luck", "就在今天，祝顺利"),
    "interview-past": Text(
        "was on {date}; `lstm-drills quiz --interview-date none` forgets it",
        "已在 {date} 过去；`lstm-drills quiz --interview-date none` 可以清除",
    ),
    "next": Text("Next", "下一步"),
    "do-due": Text("asks the {count} questions that you are about to forget", "复习快要忘记的 {count} 道题"),
    "do-drill": Text("the next drill: {title}", "下一个练习：{title}"),
    "do-again": Text("write {id} once more, from its empty stub", "把 {id} 从空的桩代码再写一遍"),
    "do-new": Text("asks what you have not seen yet ({count} questions)", "做还没做过的题（{count} 道）"),
    "do-weakest": Text("trains your weakest topic", "练最弱的主题"),
    "do-anything": Text("asks anything once more", "随便再做几道"),
}
