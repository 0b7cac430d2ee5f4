"""What is said of an answer that can't be taken: what is wrong, and what to write."""

from __future__ import annotations

from panjereh.flow.model import Field, Text
from panjereh.kernel.text_fa import digits_fa

DATE_EXAMPLE = Text("۱۲ / ۵ / ۱۳۷۰", "12 / 5 / 1370 or 3 / 8 / 1991")
# {such}: «، مانند …», where the question has an example.
SENTENCES: dict[str, Text] = {
    "empty_text": Text("{label} را بنویسید{such}.", "Fill in {label}{such}."),
    "empty_question": Text("به {label} پاسخ دهید{such}.", "Answer {label}{such}."),
    "empty_choice": Text(
        "برای {label} یکی از گزینه‌ها را انتخاب کنید{such}.", "Choose one of the answers for {label}{such}."
    ),
    "empty_choices": Text(
        "برای {label} دست‌کم یک گزینه را انتخاب کنید{such}.",
        "Choose at least one of the answers for {label}{such}.",
    ),
    "empty_yes_no": Text("برای {label} «بله» یا «خیر» را انتخاب کنید.", "Choose “Yes” or “No” for {label}."),
    "yes_no_unknown": Text(
        "این پاسخ شناخته نیست؛ «بله» یا «خیر» را انتخاب کنید.",
        "This answer isn't known; choose “Yes” or “No”.",
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
        "{part} را هم بنویسید؛ تاریخ به روز، ماه و سال نیاز دارد، مانند ۱۲ / ۵ / ۱۳۷۰.",
        "Write the {part} too; a date needs day, month and year, such as 12 / 5 / 1370 or 3 / 8 / 1991.",
    ),
    "date_digits": Text(
        "روز، ماه و سال را فقط با رقم بنویسید، مانند ۱۲ / ۵ / ۱۳۷۰.",
        "Write day, month and year in digits only, such as 12 / 5 / 1370 or 3 / 8 / 1991.",
    ),
    "date_sense": Text(
        "چنین روزی در تقویم نیست؛ روز و ماه را دوباره نگاه کنید. نمونهٔ درست: ۳ / ۸ / ۱۹۹۱.",
        "There is no such day in the calendar; look at day and month again. "
        "A correct example: 12 / 5 / 1370 or 3 / 8 / 1991.",
    ),
    "date_future": Text(
        "این روز هنوز نرسیده است؛ روزی تا امروز، {today}، بنویسید، مانند ۱۲ / ۵ / ۱۳۷۰.",
        "This day is still to come; write a day up to today, {today}, such as 12 / 5 / 1370 or 3 / 8 / 1991.",
    ),
    "not_declared": Text(
        "برای ادامه خانهٔ کنار این جمله را نشان بزنید: {label}",
        "To go on, tick the box beside this sentence: {label}",
    ),
    "unwritable": Text(
        "«{letter}» در سندها نوشته نمی‌شود؛ آن را بردارید یا با حرف‌های فارسی یا لاتین بنویسید.",
        "“{letter}” can't be written in documents; remove it, or write it in Persian or Latin letters.",
    ),
    "too_long": Text(
        "این پاسخ {length} نویسه دارد؛ آن را به {max} نویسه یا کمتر کوتاه کنید.",
        "The answer has {length} characters; shorten it to {max} or fewer.",
    ),
    "too_short": Text(
        "این پاسخ کوتاه است؛ دست‌کم {min} نویسه بنویسید{such}.",
        "The answer is short; write at least {min} characters{such}.",
    ),
    "number_form": Text(
        "برای {label} عدد بنویسید؛ فقط رقم{such}.",
        "For {label}, write a number in digits only{such}.",
    ),
    "number_long": Text(
        "این عدد بلندتر از آن است که نگه داشته شود؛ تا ۱۵ رقم و ۶ رقم اعشار بنویسید{such}.",
        "The number is too long to be kept; write up to 15 digits and 6 decimals{such}.",
    ),
    "too_small": Text(
        "برای {label} مقداری بنویسید که از {min} کمتر نباشد{such}.",
        "For {label}, write {min} or more{such}.",
    ),
    "too_large": Text(
        "برای {label} مقداری بنویسید که از {max} بیشتر نباشد{such}.",
        "For {label}, write {max} or less{such}.",
    ),
    "choice_unknown": Text(
        "این گزینه در فهرست نیست؛ یکی از گزینه‌های صفحه را انتخاب کنید{such}.",
        "This isn't one of the answers; choose one of those on the page{such}.",
    ),
    "email_form": Text(
        "نشانی رایانامه باید مانند name@example.ir باشد.", "An e-mail address looks like name@example.ir."
    ),
    "several": Text(
        "برای {label} فقط یک پاسخ بنویسید؛ اکنون چند پاسخ رسیده است.",
        "Give one answer only for {label}; several have come.",
    ),
}

PARTS = {"day": Text("روز", "day"), "month": Text("ماه", "month"), "year": Text("سال", "year")}
THIS = Text("این پرسش", "this question")


def fault(key: str, field: Field, **words: object) -> Text:
    """The sentence of a key for this field."""
    if key == "empty_text" and (field.label is None or field.label.fa.endswith("؟")):
        key = "empty_question"
    label = THIS if field.label is None else Text(f"«{field.label.fa}»", f"“{field.label.en}”")
    words["such"] = _such(words.pop("example", None))
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


def _such(example: object) -> Text:
    return (
        Text(f"، مانند {example.fa}", f", such as {example.en}")
        if isinstance(example, Text)
        else Text("", "")
    )


def _word(word: object, language: str) -> str:
    if isinstance(word, Text):
        return word.get(language)
    return str(word) if language == "en" else digits_fa(word).replace(".", "٫")
