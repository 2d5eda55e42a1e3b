"""What ``new question`` prints: a valid question of each type, for an author to change."""

from collections.abc import Mapping

from lstm_drills.content.question_types import QuestionType

HEAD = """\
  - id: change-this-id              # permanent, unique in the section; lower-case words with hyphens
    type: {type}
    level: 1                        # 1 screening, 2 standard, 3 deep dive
    topics: [other]                 # keys of questions/topics.yaml
"""
PROMPT = """\
    prompt:
      en: "{en}"
      zh: "{zh}"
"""
TAIL = """\
    hint: {en: "A nudge.", zh: "一点提示。"}
    explanation:
      en: "Why this is right."
      zh: "为什么这样是对的。"
    follow_up: {en: "What would they ask next?", zh: "接下来会问什么？"}
    follow_up_answer: {en: "What one could say to that.", zh: "可以怎样回答。"}
    references: []                  # keys of questions/references.yaml
"""
CHOICES = """\
    choices:                        # every wrong one says why it is wrong
      - {id: a, text: {en: "The right one", zh: "正确的选项"}}
      - id: b
        text: {en: "A real mistake", zh: "常见的错误"}
        why: {en: "Why it is wrong.", zh: "为什么它是错的。"}
      - id: c
        text: {en: "Another mistake", zh: "另一个错误"}
        why: {en: "Why it is wrong.", zh: "为什么它是错的。"}
"""
BODIES: Mapping[QuestionType, tuple[str, str, str]] = {
    "single": ("Which one?", "哪一个？", f"{CHOICES}    answer: a\n"),
    "multiple": ("Which of these?", "下列哪些？", f"{CHOICES}    answer: [a]\n"),
    "true-false": ("This is so.", "这是对的。", "    answer: true\n"),
    "numeric": (
        "How many weights has a dense layer from {{D}} to {{H}} without bias?",
        "从 {{D}} 到 {{H}}、无偏置的全连接层有多少权重？",
        """\
    variables: {D: [16, 512], H: [16, 512]}   # drawn anew each time
    answer: "D * H"
    # tolerance: 1%                 # without it the value must be equal
    # units: {MB: 1, KB: 0.001}
    # check: "my_section:function"  # the second way, in tests/questions/checks
""",
    ),
    "cloze": (
        "The {{1}} gate scales the old {{2}}.",
        "{{1}}门缩放旧的{{2}}。",
        """\
    gaps:                           # everything that is right, in both languages
      - accept: [forget, 遗忘]
      - accept: [cell state, 细胞状态]
""",
    ),
    "order": (
        "Put these in order.",
        "请排序。",
        """\
    items:                          # in the right order; shown shuffled
      - {id: first, text: {en: "first", zh: "第一"}}
      - {id: second, text: {en: "second", zh: "第二"}}
      - {id: third, text: {en: "third", zh: "第三"}}
""",
    ),
    "match": (
        "Match each with its task.",
        "请配对。",
        """\
    pairs:
      - {left: {en: "forget gate", zh: "遗忘门"}, right: {en: "what stays", zh: "保留什么"}}
      - {left: {en: "input gate", zh: "输入门"}, right: {en: "what is written", zh: "写入什么"}}
      - {left: {en: "output gate", zh: "输出门"}, right: {en: "what is read", zh: "读出什么"}}
""",
    ),
    "short": (
        "Why is that so?",
        "为什么？",
        """\
    points:
      - id: first-point
        text: {en: "What has to be said", zh: "必须说到的要点"}
        any:                        # groups; found when every phrase of some group occurs
          - [additive|addition]
          - [加法|相加]
        not: [only multiplied]      # what contradicts it
    model: {en: "By addition.", zh: "以加法更新。"}
""",
    ),
    "output": (
        "What does this print?",
        "这段代码打印什么？",
        """\
    code: |
      print((2, 3) + (4,))
    answer: "(2, 3, 4)"
""",
    ),
    "bug": (
        "Which line is wrong?",
        "哪一行是错的？",
        """\
    code: |
      c = f + c_prev
      h = o * tanh(c)
    line: 1                         # or instead of code: misconception: "3.3/its-id"; or choices with an answer
""",
    ),
}


def template(kind: QuestionType) -> str:
    """A question of that type, indented as in a bank."""
    english, chinese, body = BODIES[kind]
    prompt = PROMPT.replace("{en}", english).replace("{zh}", chinese)
    return HEAD.replace("{type}", kind) + prompt + body + TAIL
