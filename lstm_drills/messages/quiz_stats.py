"""What the screens of statistics and history say."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "head": Text(
        en="{seen} of {questions} questions seen, {due} due; {answers} answers, {right} of them right.",
        zh="共 {questions} 题，已做 {seen} 题，到期 {due} 题；作答 {answers} 次，其中答对 {right} 次。",
    ),
    "recall": Text(en="Of what you have seen you would know {now} today.", zh="做过的题中，预计今天能答对 {now}。"),
    "recall-later": Text(
        en="Of what you have seen you would know {now} today, and {later} on {date}, the day of your interview.",
        zh="做过的题中，预计今天能答对 {now}，面试日（{date}）能答对 {later}。",
    ),
    "nothing-yet": Text(
        en="Nothing is answered yet. lstm-drills quiz begins.", zh="还没有作答记录，用 lstm-drills quiz 开始。"
    ),
    "by-section": Text(en="By section", zh="按小节"),
    "by-topic": Text(en="By topic", zh="按主题"),
    "columns": Text(en="  seen   due   now", zh="  已做  到期  今天"),
    "columns-later": Text(en="  seen   due   now  then", zh="  已做  到期  今天  届时"),
    "group-plain": Text(
        en="{name}: {seen} of {questions} seen, {due} due, recall today {now}.",
        zh="{name}：共 {questions} 题，已做 {seen} 题，到期 {due} 题，今天的记忆率 {now}。",
    ),
    "group-plain-later": Text(
        en="{name}: {seen} of {questions} seen, {due} due, recall today {now}, on the interview date {later}.",
        zh="{name}：共 {questions} 题，已做 {seen} 题，到期 {due} 题，今天的记忆率 {now}，面试日 {later}。",
    ),
    "weakest": Text(en="Weakest", zh="最薄弱"),
    "weak-line": Text(en="{topic}, {recall}: {command}", zh="{topic}，{recall}：{command}"),
    "calendar": Text(en="Answers a day, the last {weeks} weeks", zh="每天作答次数（最近 {weeks} 周）"),
    "calendar-key": Text(en=". none   9 nine or more", zh=". 表示没有   9 表示九次及以上"),
    "day-plain": Text(en="{date}: {count}", zh="{date}：{count}"),
    "weekdays": Text(en="Mon Tue Wed Thu Fri Sat Sun", zh="一 二 三 四 五 六 日"),
    "forecast": Text(en="Due in the next {days} days", zh="今后 {days} 天到期"),
    "none-due": Text(en="nothing", zh="没有"),
    "drills": Text(en="Drills to write again", zh="该重写的编程练习"),
    "drill-due": Text(
        en="{exercise}: now; lstm-drills reset {exercise} begins it anew",
        zh="{exercise}：现在；用 lstm-drills reset {exercise} 重新开始",
    ),
    "drill-later": Text(en="{exercise}: on {date}", zh="{exercise}：{date}"),
    "history-line": Text(en="{at}  {key}  {status}, {rating}", zh="{at}  {key}  {status}，{rating}"),
    "right": Text(en="right", zh="对"),
    "partly": Text(en="partly right", zh="部分正确"),
    "wrong": Text(en="not right", zh="错"),
    "history-none": Text(
        en="There is no answer yet. lstm-drills quiz begins.", zh="还没有作答记录，用 lstm-drills quiz 开始。"
    ),
    "rating-again": Text(en="again", zh="重来"),
    "rating-hard": Text(en="hard", zh="困难"),
    "rating-good": Text(en="good", zh="良好"),
    "rating-easy": Text(en="easy", zh="轻松"),
    "hinted": Text(en="with a hint", zh="用了提示"),
}
