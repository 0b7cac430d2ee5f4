"""What is said of the form, the conditions, the letters and the wording."""

from __future__ import annotations

from panjereh.flow.model import Text

CONTENTS: dict[str, Text] = {
    "repeat_ask": Text(
        "صفحهٔ «{page}» تکرار می‌شود؛ پرسش آن را در «ask» بنویسید.",
        "The page “{page}” repeats; write its question as “ask”.",
    ),
    "repeat_file": Text(
        "صفحه‌ای که تکرار می‌شود فایل نمی‌گیرد؛ «{field}» را در صفحه‌ای دیگر بپرسید.",
        "A page that repeats takes no files; ask “{field}” on a page of its own.",
    ),
    "repeat_bounds": Text(
        "در صفحهٔ «{page}» کمینه از بیشینه بزرگ‌تر است؛ min و max را در repeat درست کنید.",
        "On the page “{page}” min is greater than max; correct them in “repeat”.",
    ),
    "repeat_name": Text(
        "فهرست صفحهٔ «{page}» در عبارت‌ها answers.{page} نام دارد و فیلدی به همین نام هست؛ یکی را عوض کنید.",
        "The list of the page “{page}” is answers.{page} in expressions, and a field has that name too; change "
        "one.",
    ),
    "page_files_large": Text(
        "فایل‌های صفحهٔ «{page}» روی هم تا {sum} مگابایت می‌شود؛ این سامانه تا {most} مگابایت می‌پذیرد: max_mb را "
        "کم کنید یا فایل‌ها را در چند صفحه بپرسید.",
        "The files of the page “{page}” may have {sum} MB together; this installation takes {most} MB: lower "
        "max_mb, or ask for them on several pages.",
    ),
    "page_ask": Text(
        "صفحهٔ «{page}» چند فیلد دارد؛ پرسش آن را در «ask» بنویسید.",
        "The page “{page}” has several fields; write its question as “ask”.",
    ),
    "page_unasked": Text(
        "صفحهٔ «{page}» را هیچ مرحله‌ای نمی‌پرسد؛ آن را در «ask» یک مرحله بیاورید یا بردارید.",
        "No stage asks the page “{page}”; name it in the “ask” of a stage, or remove it.",
    ),
    "page_twice": Text(
        "شناسهٔ صفحهٔ «{page}» دو بار آمده است؛ یکی را عوض کنید.",
        "The page id “{page}” appears twice; change one.",
    ),
    "field_twice": Text(
        "شناسهٔ فیلد «{field}» دو بار آمده است؛ یکی را عوض کنید.",
        "The field id “{field}” appears twice; change one.",
    ),
    "field_label": Text(
        "فیلد «{field}» برچسب ندارد؛ «label» را بنویسید.", "The field “{field}” has no label; write “label”."
    ),
    "field_bounds": Text(
        "در فیلد «{field}» کمینه از بیشینه بزرگ‌تر است؛ min و max را درست کنید.",
        "In the field “{field}” min is greater than max; correct them.",
    ),
    "condition_undecided": Text(
        "هیچ جدول سنجشی و هیچ کارشناسی شرط {number} را نمی‌سنجد؛ سطری برای آن در جدول «check» بنویسید.",
        "No check table and no officer decides condition {number}; write a row for it into a “check” table.",
    ),
    "evidence_unknown": Text(
        "دادهٔ «{name}» نیست؛ نامی از answers، known، applicant یا facts بنویسید.",
        "There is no datum “{name}”; write a name below answers, known, applicant or facts.",
    ),
    "condition_retired": Text(
        "شمارهٔ {number} کنار گذاشته شده است و دوباره به کار نمی‌رود؛ شماره‌ای تازه بدهید.",
        "The number {number} is retired and never used again; give a new number.",
    ),
    "condition_lost": Text(
        "شرط {number} در نسخهٔ جاری هست و اینجا نیست؛ آن را نگه دارید یا در «retired: [{number}]» بنویسید.",
        "Condition {number} is in the live version and missing here; keep it, or write it as "
        "“retired: [{number}]”.",
    ),
    "table_unused": Text(
        "جدول «{table}» را هیچ مرحله‌ای نمی‌خواند؛ آن را بردارید یا به کار ببرید.",
        "No stage reads the table “{table}”; remove it or use it.",
    ),
    "letter_unused": Text(
        "نامهٔ «{letter}» را هیچ پایانی نمی‌فرستد؛ آن را بردارید یا در «do» نام ببرید.",
        "No end sends the letter “{letter}”; remove it or name it in a “do”.",
    ),
    "known_unfetched": Text(
        "«{name}» را هیچ مرحله‌ای نمی‌گیرد؛ آن را در یک «fetch» نام ببرید یا بردارید.",
        "No stage fetches “{name}”; name it in a “fetch”, or remove it.",
    ),
    "fee_unassessed": Text(
        "کارمزد جدول «{table}» دارد ولی هیچ مرحله‌ای آن را با «assess» حساب نمی‌کند؛ آن مرحله را بنویسید.",
        "The fee has the table “{table}”, but no stage assesses it; write an “assess” stage.",
    ),
    "letter_language": Text(
        "نامه به هر دو زبان لازم است؛ {name} را بسازید.",
        "A letter is needed in both languages; write {name}.",
    ),
    "letter_head": Text(
        "نامه سرآغاز ندارد؛ آن را با «---»، «title: …»، «layout: {layouts}» و «---» آغاز کنید.",
        "The letter has no head; begin it with “---”, “title: …”, “layout: {layouts}” and “---”.",
    ),
    "letter_layouts": Text(
        "چیدمان دو زبان یکی نیست ({fa} و {en})؛ یکی را بنویسید.",
        "The layouts of the two languages differ ({fa} and {en}); write one.",
    ),
    "letter_glyph": Text(
        "«{letter}» با قلم سندها نوشته نمی‌شود؛ آن را بردارید یا با حرف‌های فارسی یا لاتین بنویسید.",
        "“{letter}” can't be written with the font of documents; remove it, or use Persian or Latin letters.",
    ),
    "letter_template": Text(
        "کد قالب پذیرفته نمی‌شود؛ فقط {{{{ عبارت FEEL }}}} بنویسید.",
        "Template code isn't accepted; write {{{{ FEEL }}}} only.",
    ),
    "letter_foreign": Text(
        "به‌جای «{wrong}» بنویسید «{right}»؛ با صفحه‌کلید استاندارد فارسی بنویسید.",
        "Write “{right}” instead of “{wrong}”; use the standard Persian keyboard.",
    ),
    "letter_stretched": Text(
        "کشیدهٔ «{wrong}» را پاک کنید؛ واژه‌ها را نکشید.", "Delete the stretching mark “{wrong}”."
    ),
    "english_persian": Text(
        "متن انگلیسی حروف فارسی دارد؛ آن را به انگلیسی بنویسید.",
        "The English text holds Persian letters; write it in English.",
    ),
    "persian_missing": Text(
        "متن فارسی به فارسی نیست؛ آن را به فارسی بنویسید.",
        "The Persian text isn't Persian; write it in Persian.",
    ),
}
