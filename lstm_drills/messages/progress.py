"""What the progress speaks."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "damaged": Text(
        en="your record {path} is damaged; it was kept as {kept}, and the next command starts a new one "
        "(lstm-drills import brings back what you exported)",
        zh="学习记录 {path} 已损坏；原文件保留为 {kept}，下一条命令会新建一份（用 lstm-drills import 可导入以前导出的记录）",
    ),
    "damaged-rescued": Text(
        en="your record {path} is damaged; it was kept as {kept}, and the {count} rows that could still be read "
        "are in a new one: run the command again",
        zh="学习记录 {path} 已损坏；原文件保留为 {kept}，其中还能读出的 {count} 条记录已放入新文件：请重新运行命令",
    ),
    "damaged-in-place": Text(
        en="your record {path} is damaged and could not be renamed; close what else uses it and rename it yourself",
        zh="学习记录 {path} 已损坏，且无法改名；请关闭占用它的程序，然后自行改名",
    ),
    "newer": Text(
        en="your record {path} was written by a newer lstm-drills (format {version}, this one knows {known}); "
        "upgrade lstm-drills",
        zh="学习记录 {path} 由更新版本的 lstm-drills 写成（格式 {version}，本版本只认识 {known}）；请升级 lstm-drills",
    ),
    "not-ours": Text(
        en="{path} is a database of another program; move it away, or set LSTM_DRILLS_HOME to another folder",
        zh="{path} 是别的程序的数据库；请移走它，或把 LSTM_DRILLS_HOME 设为别的文件夹",
    ),
    "read-only": Text(
        en="your record {path} cannot be written; allow writing to it and to its folder, "
        "or set LSTM_DRILLS_HOME to another folder",
        zh="学习记录 {path} 不可写；请开放该文件及其文件夹的写权限，或把 LSTM_DRILLS_HOME 设为别的文件夹",
    ),
    "cannot-open": Text(
        en="your record {path} cannot be opened or created; allow writing to the folder {folder}, "
        "or set LSTM_DRILLS_HOME to another one",
        zh="学习记录 {path} 无法打开或新建；请开放文件夹 {folder} 的写权限，或把 LSTM_DRILLS_HOME 设为别的文件夹",
    ),
    "disk-full": Text(
        en="the disk is full, so this was not saved in {path}; what was saved before is safe: make room and try again",
        zh="磁盘已满，刚才的内容未能存入 {path}；之前保存的都在，请腾出空间后重试",
    ),
    "busy": Text(
        en="another program keeps your record {path} locked; close it and try again",
        zh="学习记录 {path} 被别的程序占用；请关闭它后重试",
    ),
    "disk-fault": Text(
        en="your record {path} could not be read or written ({reason}); check the disk and try again",
        zh="学习记录 {path} 读写失败（{reason}）；请检查磁盘后重试",
    ),
    # --- import
    "line": Text(
        en="line {line}: {problem}; nothing was imported",
        zh="第 {line} 行：{problem}；未导入任何内容",
    ),
    "no-json": Text(en="this is no JSON object", zh="这不是 JSON 对象"),
    "unknown-kind": Text(
        en='"kind" must be one of {kinds} (a newer lstm-drills may know more)',
        zh="“kind”只能是 {kinds} 之一（更新版本的 lstm-drills 可能还有别的）",
    ),
    "missing-field": Text(en='the field "{field}" is missing', zh="缺少字段“{field}”"),
    "unknown-field": Text(
        en='the field "{field}" is unknown (a newer lstm-drills may know it)',
        zh="不认识字段“{field}”（更新版本的 lstm-drills 可能认识）",
    ),
    "wrong-value": Text(en='"{field}" must be {expected}', zh="“{field}”应为{expected}"),
    "other-row": Text(
        en="a row with the id {uuid} exists already and says something else",
        zh="编号为 {uuid} 的记录已存在，但内容不同",
    ),
    "expects-uuid": Text(
        en="an id such as 0197a3c2-5f10-7abc-8def-0123456789ab", zh="一个编号，如 0197a3c2-5f10-7abc-8def-0123456789ab"
    ),
    "expects-text": Text(en="a text", zh="一段文本"),
    "expects-word": Text(en="a text that is not empty", zh="一段非空文本"),
    "expects-integer": Text(en="a whole number", zh="一个整数"),
    "expects-number": Text(en="a number", zh="一个数"),
    "expects-flag": Text(en="true or false", zh="true 或 false"),
    "expects-time": Text(
        en="a time with its zone, such as 2026-03-14T09:26:53+00:00",
        zh="一个带时区的时间，如 2026-03-14T09:26:53+00:00",
    ),
    "expects-day": Text(en="a day such as 2026-03-14", zh="一个日期，如 2026-03-14"),
    "expects-rating": Text(en="again, hard, good, easy or null", zh=" again、hard、good、easy 或 null"),
    "expects-event": Text(en="hint, give-up or restart", zh=" hint、give-up 或 restart"),
    "expects-state": Text(en="the text of a card's state, or null", zh="一张卡片状态的文本，或 null"),
    "expects-texts": Text(en="a list of texts", zh="一个文本列表"),
    "expects-object": Text(en="an object", zh="一个对象"),
}
