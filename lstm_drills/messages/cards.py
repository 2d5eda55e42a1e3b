"""What is said when the questions are taken along as cards."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "deck": Text("LSTM Drills", "LSTM 面试题"),
    "needs-genanki": Text(
        "decks for Anki are written by genanki, which is not installed; run: pip install genanki",
        "Anki 牌组由 genanki 写出，而它还没有安装；请运行：pip install genanki",
    ),
    "no-file": Text(
        "name the file to write, such as `lstm-drills export {format} {example}`",
        "请写出文件名，例如 `lstm-drills export {format} {example}`",
    ),
    "only-cards": Text(
        "the record is exported whole; sections, --topic, --level and --type choose cards:"
        " `lstm-drills export anki FILE` or `lstm-drills export csv FILE`",
        "学习记录总是整体导出；按节或用 --topic、--level、--type 选择的是卡片：`lstm-drills export anki 文件` 或 `lstm-drills export csv 文件`",
    ),
    "none": Text("no question is like that; leave a filter out", "没有这样的题目，请去掉一个筛选条件"),
    "written": Text("Written: {path}, cards: {count}", "已写入 {path}，共 {count} 张卡片"),
    "import-anki": Text(
        "In Anki: File, Import. A later export updates these cards and doubles none.",
        "在 Anki 里选“文件 → 导入”。以后再导出，只会更新这些卡片，不会重复。",
    ),
}
