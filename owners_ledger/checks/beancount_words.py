"""Beancount's usual complaints in the treasurer's words, each with what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping

from owners_ledger.i18n import N_, _

_SIDES = {"too much": N_("账上多"), "too little": N_("账上少")}

_BALANCE = (
    r"Balance failed for '(?P<account>.+)': expected (?P<expected>\S+) \S+ != accumulated "
    r"(?P<booked>\S+) \S+ \((?P<difference>\S+) (?P<side>too much|too little)\)"
)
# Pattern of beancount's message, our sentence, our remedy; named groups fill the placeholders.
_WORDS = (
    (
        _BALANCE,
        N_("{account} 的余额应为 {expected} 元，账上是 {booked} 元（{side} {difference} 元）"),
        N_("请对照对账单找出少记、多记或记错的一笔；不要改余额断言来凑。"),
    ),
    (
        r"Transaction does not balance: \(?(?P<difference>-?\S+) \w+\)?",
        N_("这笔分录借贷不平，差 {difference} 元"),
        N_("请改正金额，使各行合计恰好为零。"),
    ),
    (
        r"Invalid reference to unknown account '(?P<account>.+)'",
        N_("没有科目 {account}"),
        N_("请改正科目名称，或先在 ledger/accounts.beancount 里开设。"),
    ),
    (
        r"Invalid reference to inactive account '(?P<account>.+)'",
        N_("科目 {account} 在这一天还没有开设，或已经关闭"),
        N_("请改用别的科目，或改正日期、科目的开设日期。"),
    ),
    (
        r"Invalid account name: (?P<account>.+)",
        N_("科目名称 {account} 不合规则"),
        N_("每一级要以数字或大写字母开头，如 Expenses:30运行:33绿化。"),
    ),
    (
        r"Invalid currency (?P<currency>\S+) for account '(?P<account>.+)'",
        N_("科目 {account} 不能记 {currency}"),
        N_("账本只记人民币，请把币种写成 CNY。"),
    ),
    (
        r"Duplicate open directive for (?P<account>.+)",
        N_("科目 {account} 开设了两次"),
        N_("请删去其中一处 open。"),
    ),
    (
        r"Duplicate balance assertion with different amounts",
        N_("同一天、同一科目有两个金额不同的余额断言"),
        N_("请对照对账单，留下对的一个。"),
    ),
    (
        r'File "(?P<file>.+)" does not exist',
        N_("找不到文件 {file}"),
        N_("请恢复这个文件，或改正总账本里的 include。"),
    ),
    (
        r'File does not exist: "(?P<file>.+)"',
        N_("找不到凭证文件 {file}"),
        N_("请把文件放回去，或改正路径。"),
    ),
    (
        r'File glob "(?P<file>.+)" does not match any files',
        N_("include “{file}”没有找到任何文件"),
        N_("请检查总账本里的 include，或等第一个月的账导入之后再检查。"),
    ),
    (
        r'Duplicate filename parsed: "(?P<file>.+)"',
        N_("文件 {file} 被 include 了两次"),
        N_("请在总账本里只留一处 include。"),
    ),
    (
        r"Document root '(?P<file>.+)' does not exist",
        N_("没有凭证文件夹 {file}"),
        N_("请新建这个文件夹。"),
    ),
    (
        r"Unused Pad entry",
        N_("这一行 pad 没有用上"),
        N_("请删去它。"),
    ),
    (
        r"Too many missing numbers for currency group '.*'",
        N_("这笔分录有两行以上没写金额"),
        N_("至多一行可以不写金额，请补上其余的。"),
    ),
    (
        r"syntax error, unexpected (?P<what>\w+).*",
        N_("这一行写法有误，账本读不懂（{what}）"),
        N_("请检查日期、引号和缩进，以及有没有全角的冒号、数字和空格。"),
    ),
    (
        r"Invalid token: '\".*",
        N_("从这里起有一个双引号没有配对"),
        N_("请在文字的末尾补上双引号；文字里面的引号用中文引号。"),
    ),
    (
        r"Invalid token: '(?P<what>.+)'",
        N_("这一行有账本不认识的字符 {what}"),
        N_("请改成半角字符；文字要放在双引号里。"),
    ),
    (
        r"Duplicate metadata field.*",
        N_("同一笔分录里有一项说明写了两次"),
        N_("请删去其中一行；第二份凭证写作 document-2:。"),
    ),
    (
        r"Invalid option: '(?P<what>.+)'",
        N_("没有 {what} 这个选项"),
        N_("请对照示例账本的 ledger/main.beancount 改正。"),
    ),
    (
        r'Error importing "(?P<what>[^"]+)".*',
        N_("插件 {what} 装不上"),
        N_("请检查 ledger/main.beancount 里 plugin 一行的写法。"),
    ),
    (
        r'Error applying plugin "(?P<what>[^"]+)": .*\n\s*(?P<why>\S[^\n]*)\s*',
        N_("插件 {what} 出了错：{why}"),
        N_("这是程序的毛病：请把这条信息发给维护者。"),
    ),
)
_OTHERWISE = N_("请检查这一处的写法；beancount 的原话如上。")


def in_our_words(message: str) -> tuple[str, str]:
    """What is wrong and what to do; an unknown message stays as beancount has it."""
    for pattern, said, remedy in _WORDS:
        if match := re.fullmatch(pattern, message.strip(), re.DOTALL):
            return _(said).format(**_values(match.groupdict())), _(remedy)
    return message.strip(), _(_OTHERWISE)


def failed_assertion(message: str) -> tuple[str, ...]:
    """Account, difference and side of a failed balance assertion; empty for other messages."""
    match = re.fullmatch(_BALANCE, message)
    return match.group("account", "difference", "side") if match else ()


def _values(groups: Mapping[str, str]) -> dict[str, str]:
    return {key: _(_SIDES[value]) if key == "side" else value for key, value in groups.items()}
