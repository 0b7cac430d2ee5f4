"""What is said of an answer that can't be taken: what is wrong, and what to write."""

from __future__ import annotations

from panjereh.flow.model import Field, Text
from panjereh.kernel.text_fa import digits_fa

SENTENCES: dict[str, Text] = {
    "empty_text": Text("{label} را بنویسید.", "Fill in {label}."),
    "empty_question": Text("به {label} پاسخ دهید.", "Answer {label}."),
    "empty_choice": Text(
        "برای {label} یکی از گزینه‌ها را انتخاب کنید.", "Choose one of the answers for {label}."
    ),
    "empty_choices": Text(
        "برای {label} دست‌کم یک گزینه را انتخاب کنید.", "Choose at least one of the answers for {label}."
    ),
    "empty_date": Text(
        "برای {label} روز، ماه و سال را بنویسید، مانند ۱۲ / ۵ / ۱۳۷۰.",
        "For {label}, write day, month and year, such as 12 / 5 / 1370 or 3 / 8 / 1991.",
    ),
    "empty_file": Text(
        "برای {label} یک فایل انتخاب کنید؛ نوع و اندازه‌اش بالای آن نوشته است.",
        "Choose a file for {label}; which kinds and sizes are taken is said above it.",
    ),
    "file_example": Text(
        "فایل نمونه را چنین بنویسید: {{name: lease.pdf, kind: pdf, size: 120000}}.",
        "Write the file of an example as {{name: lease.pdf, kind: pdf, size: 120000}}.",
    ),
    "date_part": Text(
        "{part} را هم بنویسید؛ تاریخ به روز، ماه و سال نیاز دارد.",
        "Write the {part} too; a date needs day, month and year.",
    ),
    "date_digits": Text(
        "روز، ماه و سال را فقط با رقم بنویسید، مانند ۱۲ / ۵ / ۱۳۷۰.",
        "Write day, month and year in digits only, such as 12 / 5 / 1370.",
    ),
    "date_sense": Text(
        "چنین روزی در تقویم نیست؛ روز و ماه را دوباره نگاه کنید.",
        "There is no such day in the calendar; look at day and month again.",
    ),
    "not_declared": Text("برای ادامه باید بپذیرید: {label}", "To go on you have to accept: {label}"),
    "unwritable": Text(
        "«{letter}» در سندها نوشته نمی‌شود؛ آن را بردارید یا با حرف‌های فارسی یا لاتین بنویسید.",
        "“{letter}” can't be written in documents; remove it, or write it in Persian or Latin letters.",
    ),
    "too_long": Text(
        "این پاسخ {length} نویسه دارد؛ آن را به {max} نویسه یا کمتر کوتاه کنید.",
        "The answer has {length} characters; shorten it to {max} or fewer.",
    ),
    "too_short": Text(
        "این پاسخ کوتاه است؛ دست‌کم {min} نویسه بنویسید.",
        "The answer is short; write at least {min} characters.",
    ),
    "number_form": Text(
        "برای {label} عدد بنویسید؛ فقط رقم، مانند ۴۲.",
        "For {label}, write a number in digits only, such as 42.",
    ),
    "too_small": Text("عددی بنویسید که از {min} کمتر نباشد.", "Write a number of {min} or more."),
    "too_large": Text("عددی بنویسید که از {max} بیشتر نباشد.", "Write a number of {max} or less."),
    "choice_unknown": Text(
        "این گزینه در فهرست نیست؛ یکی از گزینه‌های صفحه را انتخاب کنید.",
        "This isn't one of the answers; choose one of those on the page.",
    ),
    "email_form": Text(
        "نشانی رایانامه باید مانند name@example.ir باشد.", "An e-mail address looks like name@example.ir."
    ),
    "several": Text("فقط یک پاسخ بنویسید.", "Write one answer only."),
}

PARTS = {"day": Text("روز", "day"), "month": Text("ماه", "month"), "year": Text("سال", "year")}
THIS = Text("این پرسش", "this question")


def fault(key: str, field: Field, **words: object) -> Text:
    """The sentence of a key for this field."""
    if key == "empty_text" and (field.label is None or field.label.fa.endswith("؟")):
        key = "empty_question"
    label = THIS if field.label is None else Text(f"«{field.label.fa}»", f"“{field.label.en}”")
    sides = (
        SENTENCES[key]
        .get(language)
        .format(
            label=label.get(language),
            **{name: _word(word, language) for name, word in words.items()},
        )
        for language in ("fa", "en")
    )
    return Text(*sides)


def _named(label: Text, language: str) -> str:
    return f"«{label.fa}»" if language == "fa" else f"“{label.en}”"


def _word(word: object, language: str) -> str:
    if isinstance(word, Text):
        return word.get(language)
    return str(word) if language == "en" else digits_fa(word).replace(".", "٫")
