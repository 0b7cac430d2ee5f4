"""What is said of a letter's text; a list that documents and tests read too."""

from __future__ import annotations

from panjereh.flow.model import Text

_ALLOWED = Text(
    "بند، عنوان سطح ۲ و ۳، فهرست، **متن پررنگ** یا جدول دوستونی بنویسید.",
    "write paragraphs, headings of level 2 and 3, lists, **strong text** or tables of two columns.",
)


def _no(fa: str, en: str, cure: Text = _ALLOWED) -> Text:
    """A construct that letters don't have, and what to write instead."""
    return Text(f"{fa} در نامه نمی‌آید؛ {cure.fa}", f"Letters can't have {en}; {cure.en}")


LETTERS: dict[str, Text] = {
    "letter_blockquote": _no("نقل‌قول (>)", "a quotation (>)"),
    "letter_code_block": _no(
        "سطر با چهار فاصله در آغاز",
        "a line that begins with four blanks",
        Text("فاصله‌های آغاز سطر را بردارید.", "remove the blanks at its beginning."),
    ),
    "letter_fence": _no("بخش کد (```)", "a block of code (```)"),
    "letter_code_inline": _no("کد (`)", "code (`)"),
    "letter_em": _no(
        "متن کج (*…*)",
        "slanted text (*…*)",
        Text("اگر تأکید می‌خواهید **متن پررنگ** بنویسید.", "for emphasis write **strong text**."),
    ),
    "letter_hr": _no(
        "خط جداکننده", "a dividing line", Text("یک سطر خالی بگذارید.", "leave an empty line instead.")
    ),
    "letter_html": _no("برچسب HTML", "an HTML tag"),
    "letter_image": _no(
        "تصویر",
        "a picture",
        Text("چیدمان، نشان سازمان را می‌گذارد.", "the layout places the agency's emblem."),
    ),
    "letter_link": _no(
        "پیوند", "a link", Text("نشانی را به شکل متن بنویسید.", "write the address as plain text.")
    ),
    "letter_construct": _no("این نشانه‌گذاری", "this markup"),
    "letter_heading": Text(
        "عنوان را با ## یا ### آغاز کنید؛ عنوان اصلی را خود سند می‌نویسد.",
        "Begin a heading with ## or ###; the document itself writes the main title.",
    ),
    "letter_list_depth": Text(
        "فهرست بیش از {most} لایه دارد؛ آن را ساده‌تر کنید.",
        "The list has more than {most} levels; make it simpler.",
    ),
    "letter_columns": Text(
        "جدول نامه دو ستون دارد: نام و مقدار؛ ستون‌های دیگر را بردارید.",
        "A table in a letter has two columns, label and value; remove the others.",
    ),
    "letter_place": Text(
        "جای خالی را در یک سطر و به شکل {{{{ answers.shop_name }}}} بنویسید.",
        "Write a place on one line, in the form {{{{ answers.shop_name }}}}.",
    ),
    "letter_places": Text(
        "نامه بیش از {most} جای خالی دارد؛ آن را کوتاه‌تر کنید.",
        "The letter has more than {most} places; make it shorter.",
    ),
    "letter_character": Text("نویسهٔ پنهان {code} را پاک کنید.", "Remove the invisible character {code}."),
    "letter_size": Text(
        "نامه بلندتر از {most} نویسه است؛ آن را کوتاه کنید.",
        "The letter is longer than {most} characters; shorten it.",
    ),
    "letter_empty": Text("نامه متنی ندارد؛ متن آن را بنویسید.", "The letter has no text; write it."),
}
