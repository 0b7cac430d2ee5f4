"""What is said where a file does not have its schema's form."""

from __future__ import annotations

from panjereh.flow.model import Text

FORMS: dict[str, Text] = {
    "key_missing": Text("کلید «{name}» نیست؛ آن را بنویسید.", "The key “{name}” is missing; write it."),
    "language_missing": Text(
        "این متن به زبان «{name}» نیست؛ هر دو را بنویسید: {{fa: …, en: …}}.",
        "This text lacks the language “{name}”; write both: {{fa: …, en: …}}.",
    ),
    "key_unknown": Text(
        "کلید «{name}» اینجا شناخته نیست.{near} کلیدهای مجاز: {known}.",
        "The key “{name}” isn't known here.{near} Allowed are: {known}.",
    ),
    "key_needs": Text(
        "«{name}» فقط همراه «{needed}» معنا دارد؛ «{needed}» را بنویسید یا «{name}» را بردارید.",
        "“{name}” makes sense only with “{needed}”; write “{needed}” or remove “{name}”.",
    ),
    "empty_value": Text("«{name}» مقداری ندارد؛ آن را بنویسید.", "“{name}” has no value; write one."),
    "wrong_type": Text(
        "«{value}» اینجا درست نیست؛ {wanted} بنویسید.", "“{value}” doesn't fit here; write {wanted}."
    ),
    "not_one_of": Text(
        "«{value}» شناخته نیست.{near} یکی از این‌ها را بنویسید: {known}.",
        "“{value}” isn't known.{near} Write one of: {known}.",
    ),
    "rule_broken": Text(
        "«{value}» اینجا پذیرفته نیست؛ صفحهٔ این پرونده در docs/agencies را ببینید و مانند نمونهٔ آن بنویسید.",
        "“{value}” isn't accepted here; look at this file's page in docs/agencies and write it like "
        "its sample.",
    ),
    "rule_minLength": Text("متن خالی است؛ آن را بنویسید.", "The text is empty; write it."),
    "rule_maxLength": Text(
        "متن از {limit} نویسه بلندتر است؛ کوتاهش کنید.",
        "The text is longer than {limit} characters; shorten it.",
    ),
    "rule_minItems": Text(
        "دست‌کم {limit} مورد لازم است؛ آن را بنویسید.", "At least {limit} item is needed; write it."
    ),
    "rule_maxItems": Text(
        "بیش از {limit} مورد پذیرفته نیست؛ بقیه را بردارید.",
        "No more than {limit} items are accepted; remove the others.",
    ),
    "rule_minProperties": Text(
        "دست‌کم {limit} مورد لازم است؛ آن را بنویسید.", "At least {limit} entry is needed; write it."
    ),
    "rule_maxProperties": Text(
        "بیش از {limit} مورد پذیرفته نیست؛ یکی در هر سطر بنویسید.",
        "No more than {limit} entries are accepted; write one a line.",
    ),
    "rule_minimum": Text(
        "«{value}» از {limit} کمتر است؛ {limit} یا بیشتر بنویسید.",
        "“{value}” is less than {limit}; write {limit} or more.",
    ),
    "rule_maximum": Text(
        "«{value}» از {limit} بیشتر است؛ {limit} یا کمتر بنویسید.",
        "“{value}” is more than {limit}; write {limit} or less.",
    ),
    "rule_uniqueItems": Text("یک مورد دو بار آمده است؛ یکی را بردارید.", "An item stands twice; remove one."),
    "not_text": Text(
        "«{value}» متن دوزبانه نیست؛ بنویسید: {{fa: …, en: …}}.",
        "“{value}” isn't a text in both languages; write {{fa: …, en: …}}.",
    ),
    "not_id": Text(
        "«{value}» شناسه نیست؛ حروف کوچک لاتین، رقم و «_» بنویسید و با حرف آغاز کنید، مانند shop_name.",
        "“{value}” isn't an id; use small Latin letters, digits and “_”, a letter first, like shop_name.",
    ),
    "not_ids": Text(
        "«{value}» فهرست شناسه نیست؛ بنویسید: [first, second].",
        "“{value}” isn't a list of ids; write [first, second].",
    ),
    "not_agency_id": Text(
        "«{value}» شناسهٔ دستگاه نیست؛ نام پوشهٔ دستگاه را بنویسید، مانند civil-registry.",
        "“{value}” isn't the id of an agency; write the name of its folder, like civil-registry.",
    ),
    "not_service_id": Text(
        "«{value}» شناسهٔ خدمت نیست؛ مسیر پوشهٔ خدمت را بنویسید، مانند civil/residence-certificate.",
        "“{value}” isn't the id of a service; write the path of its folder, like "
        "civil/residence-certificate.",
    ),
    "not_feel": Text(
        'اینجا عبارت FEEL در گیومه بنویسید، مانند "answers.area > 50".',
        'Write a FEEL expression in quotes here, like "answers.area > 50".',
    ),
    "not_span": Text(
        "«{value}» مدت نیست؛ برای روز کاری 10wd و برای روز، ماه یا سال P10D، P3M یا P5Y بنویسید.",
        "“{value}” isn't a span; write 10wd for working days, or P10D, P3M, P5Y for days, months, years.",
    ),
    "not_date": Text(
        "«{value}» تاریخ نیست؛ بنویسید 2025-03-21 یا {{jalali: 1404-01-01}}.",
        "“{value}” isn't a date; write 2025-03-21 or {{jalali: 1404-01-01}}.",
    ),
    "not_choices": Text(
        "گزینه‌ها را هر یک در سطری بنویسید: شناسه: {{fa: …, en: …}}.",
        "Write the choices one a line: id: {{fa: …, en: …}}.",
    ),
    "not_choices_without_choice": Text(
        "«choices» فقط برای نوع choice و choices است؛ نوع را عوض کنید یا آن را بردارید.",
        "“choices” belong to the types choice and choices; change the type or remove them.",
    ),
    "not_match_without_person": Text(
        "«match» و «oneself» فقط برای نوع person و firm است؛ نوع را عوض کنید یا آن را بردارید.",
        "“match” and “oneself” belong to the types person and firm; change the type or remove them.",
    ),
    "not_past_without_date": Text(
        "«past» فقط برای نوع date است؛ نوع را عوض کنید یا آن را بردارید.",
        "“past” belongs to the type date; change the type or remove it.",
    ),
    "not_list_and_choices": Text(
        "گزینه‌ها یا از «list» می‌آید یا در «choices» نوشته می‌شود؛ یکی را بردارید.",
        "The choices come from a “list” or are written as “choices”; remove one of the two.",
    ),
    "not_list_id": Text(
        "«{value}» شناسهٔ فهرست نیست؛ نام پروندهٔ فهرست را بنویسید، مانند provinces، یا با نام سازمانش، "
        "مانند civil-registry/provinces.",
        "“{value}” isn't the id of a list; write the name of its file, like provinces, or with its agency, "
        "like civil-registry/provinces.",
    ),
    "not_condition_number": Text(
        "«{value}» شمارهٔ شرط نیست؛ عددی از ۱ تا ۹۹۹۹ با رقم لاتین بنویسید.",
        "“{value}” isn't the number of a condition; write 1 to 9999 in Latin digits.",
    ),
    "not_name": Text(
        "«{value}» نام داده نیست؛ مانند applicant.birth_date بنویسید.",
        "“{value}” isn't the name of a datum; write one like applicant.birth_date.",
    ),
    "not_ask": Text(
        "«{value}» درست نیست؛ بنویسید all یا فهرست شناسهٔ صفحه‌ها: [first, second].",
        "“{value}” doesn't fit; write all, or the ids of pages: [first, second].",
    ),
    "not_next": Text(
        '«{value}» درست نیست؛ شناسهٔ مرحلهٔ بعدی یا فهرستی از «- {{when: "…", go: …}}» بنویسید.',
        '“{value}” doesn\'t fit; write the id of the next stage, or a list of - {{when: "…", go: …}}.',
    ),
    "not_choice": Text(
        "«{value}» درست نیست؛ شناسهٔ مرحلهٔ بعدی یا {{go: …, label: {{fa: …, en: …}}}} بنویسید.",
        "“{value}” doesn't fit; write the id of the next stage, or {{go: …, label: {{fa: …, en: …}}}}.",
    ),
    "not_verb": Text(
        "هر مرحله درست یک کار دارد؛ یکی از این‌ها را بنویسید: ask، fetch، derive، check، assess، "
        "pay، sign، review، "
        "book، wait، together، opinion، call، end.",
        "A stage has exactly one verb; write one of: ask, fetch, derive, check, assess, pay, sign, "
        "review, book, "
        "wait, together, opinion, call, end.",
    ),
    "not_records": Text(
        "«{value}» درست نیست؛ فهرست رکوردها [{{…}}] یا silent بنویسید.",
        "“{value}” doesn't fit; write a list of records [{{…}}], or silent.",
    ),
    "not_done": Text(
        "«{value}» درست نیست؛ مانند «issue certificate» بنویسید.",
        "“{value}” doesn't fit; write “issue certificate”.",
    ),
    "not_national_id": Text(
        "«{value}» کد ملی نیست؛ ده رقم در گیومه بنویسید.",
        "“{value}” isn't a national ID; write ten digits in quotes.",
    ),
}

TYPES = {
    "string": Text("یک متن", "a text"),
    "integer": Text("یک عدد صحیح با رقم لاتین", "a whole number"),
    "number": Text("یک عدد با رقم لاتین", "a number"),
    "boolean": Text("true یا false", "true or false"),
    "array": Text("یک فهرست: [… , …]", "a list: [… , …]"),
    "object": Text("چند سطر «کلید: مقدار»", "lines of “key: value”"),
}
