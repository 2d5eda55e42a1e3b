"""What is said of exercises and of the learner's own folder."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "unknown-exercise": Text(
        "There is no exercise “{id}”. Did you mean {suggestion}? `lstm-drills list` shows all of them.",
        "没有练习“{id}”。是不是想找 {suggestion}？用 `lstm-drills list` 查看全部练习。",
    ),
    "unknown-exercise-no-suggestion": Text(
        "There is no exercise “{id}”. `lstm-drills list` shows all of them.",
        "没有练习“{id}”。用 `lstm-drills list` 查看全部练习。",
    ),
    "cannot-write": Text(
        "Cannot write {path}: {reason}. Choose another folder (cd), or set LSTM_DRILLS_WORKSPACE to one that you can write to.",
        "无法写入 {path}：{reason}。请换一个文件夹（cd），或把 LSTM_DRILLS_WORKSPACE 设为可写的文件夹。",
    ),
    "no-current-folder": Text(
        "The current folder is gone. Change to one that exists (cd), then try again.",
        "当前文件夹已经不存在。请切换到存在的文件夹（cd）后再试。",
    ),
    "cannot-read": Text("Cannot read {path}: {reason}.", "无法读取 {path}：{reason}。"),
    "no-such-file": Text(
        "There is no file {path}. Check the name, or leave it out to check the file of your workspace.",
        "没有文件 {path}。请检查文件名；不写文件名时检查工作区里的文件。",
    ),
    "is-a-folder": Text(
        "{path} is a folder; name the Python file in it.", "{path} 是文件夹；请写出其中的 Python 文件。"
    ),
    "nothing-to-reset": Text(
        "{id} was not started here, so there is nothing to reset. `lstm-drills start {id}` begins it.",
        "这里还没有开始 {id}，没有可重置的内容。用 `lstm-drills start {id}` 开始。",
    ),
    "no-backup": Text(
        "There is no backup of {id} here: nothing was reset, or it was undone already.",
        "这里没有 {id} 的备份：没有重置过，或者已经撤销了。",
    ),
}
