"""What the validation of exercises speaks."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "stub-verdict": Text("the stub is {verdict}; it must be {wanted}", "桩代码的判定是 {verdict}；应当是 {wanted}"),
    "solution-rejected": Text(
        "the solution does not pass (seed {seed}): {summary}", "参考解答没有通过（种子 {seed}）：{summary}"
    ),
    "solution-disagrees": Text(
        "solution and reference disagree in the case {case} (seed {seed}): one of them is wrong",
        "参考解答和参考实现在用例 {case} 上不一致（种子 {seed}）：其中一个是错的",
    ),
    "right-rejected": Text(
        "a correct submission is rejected ({summary}): mend the ladder, not the file",
        "正确的提交被拒绝（{summary}）：要改的是用例，不是这个文件",
    ),
    "misconception-broken": Text(
        "the misconception {id} cannot be applied ({text}): each patch must occur exactly once in solution.py",
        "误区 {id} 无法套用（{text}）：每个补丁在 solution.py 中必须恰好出现一次",
    ),
    "misconception-accepted": Text(
        "the misconception {id} passes the ladder: add a case that shows it",
        "误区 {id} 通过了全部用例：请加一个能暴露它的用例",
    ),
    "misconception-misnamed": Text(
        "the misconception {id} is diagnosed as {named}: make them differ, or declare them same_as",
        "误区 {id} 被诊断成 {named}：请让它们可以区分，或者用 same_as 声明相同",
    ),
    "nothing": Text("nothing", "无"),
    "patch-does-not-apply": Text(
        "The patch of {id} does not apply exactly once to solution.py: {text}",
        "{id} 的补丁在 solution.py 中没有恰好出现一次：{text}",
    ),
    "not-run": Text(
        "{id}: {framework} is not installed; its files were read, and nothing was run",
        "{id}：没有安装 {framework}，只读了文件，没有运行",
    ),
    "score": Text(
        "{id}: {named} of {mistakes} misconceptions rejected and named ({percent} %), {accepted} correct submissions accepted",
        "{id}：{mistakes} 个误区中有 {named} 个被拒绝并正确命名（{percent} %），接受了 {accepted} 个正确提交",
    ),
    "fine": Text("Everything is in order.", "一切正常。"),
}
