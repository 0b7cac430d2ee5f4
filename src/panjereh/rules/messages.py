"""What the rules say to an author, in Persian and English; a table, because this room stands alone."""

from __future__ import annotations

from panjereh.rules.table_sentences import TABLE_SENTENCES

_SENTENCES: dict[str, tuple[str, str]] = {
    # placing and expecting
    "where": ("سطر {line}، نویسهٔ {column}: ", "Line {line}, character {column}: "),
    "expected": ("انتظار می‌رفت: {expected}.", "Expected: {expected}."),
    # reading text
    "illegal_character": (
        'نویسهٔ «{text}» در عبارت جایی ندارد. آن را بردارید، یا متن را در گیومهٔ " بگذارید.',
        'The character “{text}” has no place in an expression. Remove it, or put text between " marks.',
    ),
    "foreign_sign": ("«{text}» در FEEL نوشته نمی‌شود.", "“{text}” isn't written in FEEL."),
    "open_string": (
        'متنی که با «{text}» آغاز می‌شود بسته نشده است. در همان سطر " بگذارید.',
        'The text that begins with “{text}” is not closed. Add " on the same line.',
    ),
    "open_comment": (
        "توضیحی که با «{text}» آغاز می‌شود بسته نشده است. */ بگذارید.",
        "The comment that begins with “{text}” is not closed. Add */.",
    ),
    "bad_escape": (
        "«{text}» نویسه‌ای را نشان نمی‌دهد. \\u و چهار رقم، یا \\U و شش رقم در مبنای شانزده بنویسید.",
        "“{text}” names no character. Write \\u with four or \\U with six hexadecimal digits.",
    ),
    "lone_surrogate": (
        "متن «{text}» نیمهٔ یک نویسه یا نویسهٔ صفر دارد. نویسهٔ کامل بنویسید.",
        "The text “{text}” holds half a character or the character zero. Write the whole character.",
    ),
    "number_too_large": (
        "عدد «{text}» بزرگ‌تر از آن است که بتوان با آن حساب کرد. عدد کوچک‌تری بنویسید.",
        "The number “{text}” is too large to calculate with. Write a smaller one.",
    ),
    "unexpected": ("«{text}» اینجا جایی ندارد.", "“{text}” has no place here."),
    "unexpected_end": ("عبارت ناتمام است.", "The expression is not finished."),
    "unknown_type": (
        "نوعی به نام «{text}» نیست. نام یک نوع را بنویسید، مانند number.",
        "There is no type “{text}”. Write the name of a type, such as number.",
    ),
    "mixed_arguments": (
        "در یک فراخوانی یا همهٔ ورودی‌ها نام دارند یا هیچ‌کدام. نام «{text}» را بردارید یا برای همه بنویسید.",
        "In one call either all arguments have names or none. Remove the name “{text}”, or name them all.",
    ),
    "argument_twice": (
        "ورودی «{text}» دو بار آمده است. یکی را بردارید.",
        "The argument “{text}” appears twice. Remove one.",
    ),
    "external_function": (
        "تابع بیرونی در این سامانه اجرا نمی‌شود. تابع را با FEEL بنویسید.",
        "External functions are not run here. Write the function in FEEL.",
    ),
    # costing too much
    "limit_expression_length": (
        "عبارت از {limit} نویسه بلندتر است. آن را به چند عبارت بخش کنید.",
        "The expression is longer than {limit} characters. Split it.",
    ),
    "limit_depth": (
        "بخش‌های عبارت بیش از {limit} لایه در هم رفته‌اند. آن را به چند عبارت بخش کنید.",
        "The parts of the expression are nested deeper than {limit} levels. Split it.",
    ),
    "limit_steps": (
        "اجرای این قاعده بیش از {limit} گام می‌برد. فهرست‌ها را کوتاه‌تر یا قاعده را ساده‌تر کنید.",
        "The rule needs more than {limit} steps. Shorten its lists or simplify it.",
    ),
    "limit_list_items": (
        "فهرست بیش از {limit} مورد دارد. آن را کوتاه‌تر کنید.",
        "The list has more than {limit} items. Shorten it.",
    ),
    "limit_string_length": (
        "متن از {limit} نویسه بلندتر می‌شود. آن را کوتاه‌تر کنید.",
        "The text grows longer than {limit} characters. Shorten it.",
    ),
    "limit_call_depth": (
        "تابع‌ها بیش از {limit} لایه یکدیگر را صدا می‌زنند. قاعده را بدون بازگشت بنویسید.",
        "Functions call each other more than {limit} levels deep. Write the rule without recursion.",
    ),
    "limit_nesting": (
        "فهرست‌ها و بافت‌ها بیش از {limit} لایه در هم رفته‌اند. نتیجه را ساده‌تر کنید.",
        "Lists and contexts are nested deeper than {limit} levels. Simplify the result.",
    ),
    "limit_milliseconds": (
        "اجرای این قاعده بیش از {limit} هزارم ثانیه طول کشید. آن را ساده‌تر کنید.",
        "The rule ran longer than {limit} milliseconds. Simplify it.",
    ),
    # why a value became null
    "unknown_name": ("نام «{text}» شناخته نیست.", "The name “{text}” is not known."),
    "missing_entry": ("«{text}» مقداری ندارد.", "“{text}” has no value."),
    "no_property": ("این مقدار ویژگی «{text}» را ندارد.", "This value has no property “{text}”."),
    "wrong_operands": (
        "«{text}» با این دو نوع کار نمی‌کند: {more}.",
        "“{text}” does not work with these types: {more}.",
    ),
    "undefined_result": ("حاصل «{text}» تعریف نشده است.", "The result of “{text}” is undefined."),
    "not_boolean": (
        "«{text}» درست یا نادرست می‌خواهد، نه {more}.",
        "“{text}” needs true or false, not {more}.",
    ),
    "not_comparable": (
        "این دو با «{text}» سنجیدنی نیستند: {more}.",
        "These can't be compared by “{text}”: {more}.",
    ),
    "bad_literal": ("«{text}» تاریخ، ساعت یا مدت نیست.", "“{text}” is not a date, a time or a duration."),
    "no_iteration": ("این مقدار را نمی‌توان یکی‌یکی پیمود: {more}.", "This value can't be iterated: {more}."),
    "index_out_of_reach": ("فهرست موردی با شمارهٔ {text} ندارد.", "The list has no item number {text}."),
    "entry_twice": ("کلید «{text}» دو بار آمده است.", "The key “{text}” appears twice."),
    "not_a_function": ("«{text}» تابع نیست.", "“{text}” is not a function."),
    "wrong_argument_count": (
        "تابع «{text}» با این تعداد ورودی کار نمی‌کند.",
        "The function “{text}” does not take this number of arguments.",
    ),
    "wrong_argument_name": (
        "تابع «{text}» ورودی‌ای با این نام ندارد: {more}.",
        "The function “{text}” has no argument of this name: {more}.",
    ),
    "wrong_argument": (
        "تابع «{text}» با این ورودی‌ها نتیجه‌ای ندارد: {more}.",
        "The function “{text}” has no result for these arguments: {more}.",
    ),
    "argument_type": (
        "ورودی «{text}» باید از نوع {more} باشد.",
        "The argument “{text}” must be of type {more}.",
    ),
    "bad_pattern": (
        "الگوی «{text}» پذیرفته نیست. آن را ساده‌تر و بدون ارجاع به گروه‌های پیشین بنویسید.",
        "The pattern “{text}” is not accepted. Simplify it and leave out back-references.",
    ),
    **TABLE_SENTENCES,
}

# What may be expected at a place, besides pieces of FEEL.
WORDS: dict[str, tuple[str, str]] = {
    "expression": ("یک عبارت", "an expression"),
    "operator": ("یک عملگر", "an operator"),
    "end": ("پایان عبارت", "the end of the expression"),
    "name": ("یک نام", "a name"),
    "type": ("نام یک نوع", "the name of a type"),
    "role": ("in، out، ref یا note", "in, out, ref or note"),
    "hit_policy": ("hit و یکی از U A P F R O C C+ C< C> C#", "hit and one of U A P F R O C C+ C< C> C#"),
    "language": ("fa یا en", "fa or en"),
    "values": ("مقدارهایی که | از هم جدا می‌کند", "values with | between them"),
}


_JOINERS = "\u200c\u200d"  # Persian needs them, and they show nothing wrong


def keys() -> frozenset[str]:
    """All message keys."""
    return frozenset(_SENTENCES)


def sentences() -> dict[str, tuple[str, str]]:
    """All sentences by key, Persian and English, with their gaps."""
    return dict(_SENTENCES)


def sentence(key: str, language: str, **parts: object) -> str:
    """The sentence of a key in `fa` or `en`."""
    persian, english = _SENTENCES[key]
    return (english if language == "en" else persian).format(**parts)


def choice(wanted: tuple[str, ...], language: str) -> str:
    """`a`, `a or b`, `a, b or c`: FEEL text as it is, the keys of WORDS as words."""
    words = [WORDS[each][language == "en"] if each in WORDS else each for each in wanted]
    if len(words) == 1:
        return words[0]
    comma, either = (", ", " or ") if language == "en" else ("، ", " یا ")
    return comma.join(words[:-1]) + either + words[-1]


def _shown(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    return character.encode("unicode_escape").decode("ascii")


def shortened(text: str, length: int = 60) -> str:
    """An author's text as it may be shown: one line, not too long, nothing unprintable."""
    one_line = "".join(_shown(character) for character in " ".join(text[: 2 * length].split()))
    return one_line if len(one_line) <= length else one_line[: length - 1] + "…"
