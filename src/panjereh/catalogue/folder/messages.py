"""Every sentence of the folder checker, in one table: what is wrong, and what to write instead."""

from __future__ import annotations

from panjereh.flow.findings import Finding, finding
from panjereh.flow.model import Place, Text

MESSAGES: dict[str, Text] = {
    # the bundle
    "not_a_folder": Text(
        "اینجا پوشه‌ای نیست؛ مسیر پوشهٔ خدمت را بدهید (نه پرونده و نه پیوند).",
        "This isn't a folder; give the path of a service folder (no file, no link).",
    ),
    "link": Text(
        "پیوند پذیرفته نمی‌شود؛ به‌جای پیوند، خود پرونده را بگذارید.",
        "A link isn't accepted; put the file itself here.",
    ),
    "special_file": Text(
        "این یک پروندهٔ معمولی نیست؛ آن را بردارید.", "This isn't a regular file; remove it."
    ),
    "foreign_folder": Text(
        "این پوشه جزو پوشهٔ خدمت نیست؛ آن را بردارید. پوشه‌های مجاز: {known}.",
        "This folder doesn't belong to a service folder; remove it. Allowed are: {known}.",
    ),
    "foreign_file": Text(
        "این پرونده جزو پوشهٔ خدمت نیست؛ آن را بردارید یا نامش را درست کنید: service.yaml، form.yaml، process.yaml، "
        "rules/نام.csv، rules/نام.tests.csv، letters/نام.fa.md، letters/نام.en.md، examples/نام.yaml.",
        "This file doesn't belong to a service folder; remove it or rename it: service.yaml, form.yaml, "
        "process.yaml, rules/name.csv, rules/name.tests.csv, letters/name.fa.md, letters/name.en.md, "
        "examples/name.yaml.",
    ),
    "file_missing": Text("پروندهٔ {name} نیست؛ آن را بسازید.", "The file {name} is missing; write it."),
    "too_many_files": Text(
        "پوشه بیش از {most} پرونده دارد؛ چیزهای اضافه را بردارید.",
        "The folder has more than {most} files; remove what isn't needed.",
    ),
    "file_too_large": Text(
        "پرونده از {most} کیلوبایت بزرگ‌تر است؛ کوتاهش کنید.", "The file is larger than {most} kB; shorten it."
    ),
    "bundle_too_large": Text(
        "پوشه بر روی هم از {most} کیلوبایت بزرگ‌تر است؛ کوتاهش کنید.",
        "The folder is larger than {most} kB in all; shorten it.",
    ),
    "not_utf8": Text(
        "متن پرونده UTF-8 نیست؛ آن را با رمزگذاری UTF-8 ذخیره کنید.",
        "The file isn't UTF-8 text; save it in UTF-8.",
    ),
    "control_character": Text(
        "نویسهٔ پنهان {code} در متن است؛ آن را پاک کنید.", "The text holds the hidden character {code}; delete it."
    ),
    "archive_foreign": Text(
        "این بایت‌ها بسته‌ای نیست که پنجره ساخته باشد؛ پوشه را دوباره بررسی و بسته‌بندی کنید.",
        "These bytes aren't a bundle that Panjereh made; check and pack the folder again.",
    ),
    # YAML
    "yaml_syntax": Text(
        "YAML نادرست است ({problem})؛ تورفتگی و گیومه‌ها را ببینید و متنی را که نشانهٔ YAML دارد در گیومه بگذارید.",
        "The YAML is broken ({problem}); look at indentation and quotes, and quote a text that holds YAML marks.",
    ),
    "empty_file": Text("پرونده خالی است؛ محتوای آن را بنویسید.", "The file is empty; write its content."),
    "one_document": Text(
        "این پرونده فقط یک سند YAML می‌پذیرد؛ خط «---» و آنچه پس از آن است را بردارید.",
        "This file takes one YAML document only; remove the “---” and what follows it.",
    ),
    "too_many_documents": Text(
        "بیش از {most} سند در یک پرونده است؛ آن را به چند پرونده بخش کنید.",
        "The file holds more than {most} documents; split it.",
    ),
    "yaml_directive": Text(
        "دستور «%» پذیرفته نمی‌شود؛ آن خط را بردارید.", "A “%” directive isn't accepted; remove that line."
    ),
    "yaml_alias": Text(
        "ارجاع «*{name}» پذیرفته نمی‌شود؛ خود متن را اینجا بنویسید.",
        "The alias “*{name}” isn't accepted; write the text itself here.",
    ),
    "yaml_anchor": Text(
        "لنگر «&{name}» پذیرفته نمی‌شود؛ آن را بردارید.", "The anchor “&{name}” isn't accepted; remove it."
    ),
    "yaml_tag": Text(
        "برچسب «!» پذیرفته نمی‌شود؛ آن را بردارید.", "A “!” tag isn't accepted; remove it."
    ),
    "duplicate_key": Text(
        "کلید «{name}» دو بار آمده است؛ یکی را بردارید.", "The key “{name}” stands twice; remove one of them."
    ),
    "key_not_text": Text(
        "کلید باید متن ساده باشد؛ به شکل «نام: مقدار» بنویسید.", "A key must be plain text; write “name: value”."
    ),
    "too_deep": Text(
        "تودرتویی بیش از {most} لایه است؛ ساده‌ترش کنید.", "The nesting is deeper than {most} levels; flatten it."
    ),
    "too_many_nodes": Text(
        "پرونده بیش از {most} مقدار دارد؛ کوتاهش کنید.", "The file holds more than {most} values; shorten it."
    ),
    # schemas
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
    "rule_broken": Text("«{value}» اینجا پذیرفته نیست.", "“{value}” isn't accepted here."),
    "rule_minLength": Text("متن خالی است؛ آن را بنویسید.", "The text is empty; write it."),
    "rule_maxLength": Text(
        "متن از {limit} نویسه بلندتر است؛ کوتاهش کنید.", "The text is longer than {limit} characters; shorten it."
    ),
    "rule_minItems": Text(
        "دست‌کم {limit} مورد لازم است؛ آن را بنویسید.", "At least {limit} item is needed; write it."
    ),
    "rule_maxItems": Text("بیش از {limit} مورد پذیرفته نیست.", "No more than {limit} items are accepted."),
    "rule_minProperties": Text(
        "دست‌کم {limit} مورد لازم است؛ آن را بنویسید.", "At least {limit} entry is needed; write it."
    ),
    "rule_maxProperties": Text(
        "بیش از {limit} مورد پذیرفته نیست؛ یکی در هر سطر بنویسید.",
        "No more than {limit} entries are accepted; write one a line.",
    ),
    "rule_minimum": Text("«{value}» از {limit} کمتر است.", "“{value}” is less than {limit}."),
    "rule_maximum": Text("«{value}» از {limit} بیشتر است.", "“{value}” is more than {limit}."),
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
        "«{value}» فهرست شناسه نیست؛ بنویسید: [نخست, دوم] با حروف لاتین.",
        "“{value}” isn't a list of ids; write [first, second].",
    ),
    "not_agency_id": Text(
        "«{value}» شناسهٔ سازمان نیست؛ نام پوشهٔ سازمان را بنویسید، مانند civil-registry.",
        "“{value}” isn't the id of an agency; write the name of its folder, like civil-registry.",
    ),
    "not_service_id": Text(
        "«{value}» شناسهٔ خدمت نیست؛ مسیر پوشهٔ خدمت را بنویسید، مانند civil/residence-certificate.",
        "“{value}” isn't the id of a service; write the path of its folder, like civil/residence-certificate.",
    ),
    "not_feel": Text(
        "اینجا عبارت FEEL در گیومه لازم است، مانند \"answers.area > 50\".",
        "A quoted FEEL expression is needed here, like \"answers.area > 50\".",
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
        "«{value}» درست نیست؛ شناسهٔ مرحلهٔ بعدی یا فهرستی از «- {{when: \"…\", go: …}}» بنویسید.",
        "“{value}” doesn't fit; write the id of the next stage, or a list of - {{when: \"…\", go: …}}.",
    ),
    "not_choice": Text(
        "«{value}» درست نیست؛ شناسهٔ مرحلهٔ بعدی یا {{go: …, label: {{fa: …, en: …}}}} بنویسید.",
        "“{value}” doesn't fit; write the id of the next stage, or {{go: …, label: {{fa: …, en: …}}}}.",
    ),
    "not_verb": Text(
        "هر مرحله درست یک کار دارد؛ یکی از این‌ها را بنویسید: ask، fetch، derive، check، assess، pay، sign، review، "
        "book، wait، together، call، end.",
        "A stage has exactly one verb; write one of: ask, fetch, derive, check, assess, pay, sign, review, book, "
        "wait, together, call, end.",
    ),
    "not_records": Text(
        "«{value}» درست نیست؛ فهرست رکوردها [{{…}}] یا silent بنویسید.",
        "“{value}” doesn't fit; write a list of records [{{…}}], or silent.",
    ),
    "not_done": Text(
        "«{value}» درست نیست؛ مانند «issue certificate» بنویسید.", "“{value}” doesn't fit; write “issue certificate”."
    ),
    "not_national_id": Text(
        "«{value}» کد ملی نیست؛ ده رقم در گیومه بنویسید.", "“{value}” isn't a national id; write ten digits in quotes."
    ),
    # names of the country and of the folder
    "agency_unknown": Text(
        "سازمان «{name}» شناخته نیست؛ یکی از این‌ها را بنویسید: {known}.",
        "The agency “{name}” isn't known; write one of: {known}.",
    ),
    "calendar_unknown": Text(
        "تقویم «{name}» شناخته نیست؛ یکی از این‌ها را بنویسید: {known}.",
        "The calendar “{name}” isn't known; write one of: {known}.",
    ),
    "role_unknown": Text(
        "نقش «{name}» در این سازمان نیست؛ یکی از این‌ها را بنویسید: {known}.",
        "The agency has no role “{name}”; write one of: {known}.",
    ),
    "register_unknown": Text(
        "مرجع دادهٔ «{name}» شناخته نیست؛ یکی از این‌ها را بنویسید: {known}.",
        "The register “{name}” isn't known; write one of: {known}.",
    ),
    "register_field": Text(
        "فیلد «{name}» در این مرجع نیست؛ یکی از این‌ها را بنویسید: {known}.",
        "The register has no field “{name}”; write one of: {known}.",
    ),
    "field_sealed": Text(
        "فیلد «{name}» برای متقاضی نمایش‌دادنی نیست؛ آن را از show بردارید و اگر قاعده‌ای لازم دارد در read بنویسید.",
        "The field “{name}” may not be shown to the applicant; move it from “show” to “read” if a rule needs it.",
    ),
    "register_no_subject": Text(
        "رکوردهای مرجع «{name}» به شخص اشاره نمی‌کند؛ در by عبارتی بنویسید که کلید رکورد را می‌دهد.",
        "The records of the register “{name}” don't point at a person; write into “by” an expression that gives "
        "the record's key.",
    ),
    "parameter_unknown": Text(
        "پارامتر «{name}» شناخته نیست؛ یکی از این‌ها را بنویسید: {known}.",
        "The parameter “{name}” isn't known; write one of: {known}.",
    ),
    "parameter_row": Text(
        "سطر پارامتر باید value، from، to و law داشته باشد، مانند 4500000,2025-03-21,,budget_1404.",
        "A parameter row needs value, from, to and law, like 4500000,2025-03-21,,budget_1404.",
    ),
    "parameter_overlap": Text(
        "این سطر با سطر پیشین هم‌پوشانی دارد؛ در سطر پیشین «to» را پیش از این «from» بنویسید.",
        "This row overlaps with the one before; give that one a “to” before this “from”.",
    ),
    "calendar_row": Text("تقویم نادرست است: {problem}.", "The calendar is wrong: {problem}."),
    "life_event_unknown": Text(
        "رویداد زندگی «{name}» شناخته نیست؛ یکی از این‌ها را بنویسید: {known}.",
        "The life event “{name}” isn't known; write one of: {known}.",
    ),
    "field_type_not_run": Text(
        "نوع «{type}» شناخته است ولی این نسخهٔ پنجره هنوز آن را نمی‌پرسد؛ نوع دیگری بنویسید.",
        "The type “{type}” is known, but this release of Panjereh doesn't ask it yet; write another type.",
    ),
    "law_unknown": Text(
        "قانون «{name}» در «law» نیست؛ یکی از این‌ها را بنویسید یا آن را بیفزایید: {known}.",
        "The law “{name}” isn't listed under “law”; write one of these, or add it: {known}.",
    ),
    "register_foreign": Text(
        "مرجع «{name}» از آن سازمان «{agency}» است؛ هر خدمت فقط در مرجع‌های سازمان خود می‌نویسد.",
        "The register “{name}” belongs to the agency “{agency}”; a service writes only into its own agency's.",
    ),
    "letter_unknown": Text(
        "نامهٔ «{name}» نیست؛ letters/{name}.fa.md و letters/{name}.en.md را بسازید یا یکی از این‌ها را بنویسید: {known}.",
        "There is no letter “{name}”; write letters/{name}.fa.md and letters/{name}.en.md, or name one of: {known}.",
    ),
    "public_unknown": Text(
        "«{name}» دادهٔ همگانی این نتیجه نیست؛ یکی از این‌ها را بنویسید: {known}.",
        "“{name}” isn't a public fact of this outcome; write one of: {known}.",
    ),
    "service_unknown": Text(
        "خدمت «{name}» نیست؛ یکی از این‌ها را بنویسید: {known}.",
        "There is no service “{name}”; write one of: {known}.",
    ),
    "page_unknown": Text(
        "صفحهٔ «{name}» در form.yaml نیست؛ یکی از این‌ها را بنویسید: {known}.",
        "There is no page “{name}” in form.yaml; write one of: {known}.",
    ),
    "known_unknown": Text(
        "«{name}» در «known» نیست؛ یکی از این‌ها را بنویسید: {known}.",
        "There is no “{name}” under “known”; write one of: {known}.",
    ),
    "party_unknown": Text(
        "طرف «{name}» در «parties» نیست؛ یکی از این‌ها را بنویسید: {known}.",
        "There is no party “{name}”; write one of: {known}.",
    ),
    "stage_unknown": Text(
        "«says» از مرحلهٔ «{name}» می‌گوید که نیست؛ یکی از این‌ها را بنویسید: {known}.",
        "“says” speaks of the stage “{name}”, which doesn't exist; write one of: {known}.",
    ),
    "choice_label": Text(
        "دکمهٔ «{name}» نام ندارد؛ بنویسید {name}: {{go: {go}, label: {{fa: …, en: …}}}}.",
        "The button “{name}” has no words; write {name}: {{go: {go}, label: {{fa: …, en: …}}}}.",
    ),
    "late_without_limit": Text(
        "مرحلهٔ «{stage}» راه «late» دارد ولی مهلت ندارد؛ «within» یا «limit» را بنویسید.",
        "The stage “{stage}” has a way “late” but no limit; write “within” or “limit”.",
    ),
    # form and conditions
    "repeat_not_run": Text(
        "«repeat» شناخته است ولی این نسخهٔ پنجره هنوز آن را نمی‌پرسد؛ صفحه را بدون آن بنویسید.",
        "“repeat” is known, but this release of Panjereh doesn't ask it yet; write the page without it.",
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
        "شناسهٔ صفحهٔ «{page}» دو بار آمده است؛ یکی را عوض کنید.", "The page id “{page}” stands twice; change one."
    ),
    "field_twice": Text(
        "شناسهٔ فیلد «{field}» دو بار آمده است؛ یکی را عوض کنید.",
        "The field id “{field}” stands twice; change one.",
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
        "شمارهٔ {number} بازنشسته است و دوباره به کار نمی‌رود؛ شماره‌ای تازه بدهید.",
        "The number {number} is retired and never used again; give a new number.",
    ),
    "condition_lost": Text(
        "شرط {number} در نسخهٔ جاری هست و اینجا نیست؛ آن را نگه دارید یا در «retired: [{number}]» بنویسید.",
        "Condition {number} is in the live version and missing here; keep it, or write it as “retired: [{number}]”.",
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
        "هزینه جدول «{table}» دارد ولی هیچ مرحله‌ای آن را با «assess» حساب نمی‌کند؛ آن مرحله را بنویسید.",
        "The fee has the table “{table}”, but no stage assesses it; write an “assess” stage.",
    ),
    # letters
    "letter_language": Text(
        "نامه به هر دو زبان لازم است؛ {name} را بسازید.", "A letter is needed in both languages; write {name}."
    ),
    "letter_head": Text(
        "نامه سرآغاز ندارد؛ آن را با «---»، «title: …»، «layout: {layouts}» و «---» آغاز کنید.",
        "The letter has no head; begin it with “---”, “title: …”, “layout: {layouts}” and “---”.",
    ),
    "letter_layouts": Text(
        "چیدمان دو زبان یکی نیست ({fa} و {en})؛ یکی را بنویسید.",
        "The layouts of the two languages differ ({fa} and {en}); write one.",
    ),
    "letter_html": Text(
        "نشانه‌گذاری HTML پذیرفته نمی‌شود؛ فقط Markdown ساده بنویسید.",
        "HTML isn't accepted; write plain Markdown only.",
    ),
    "letter_image": Text(
        "تصویر پذیرفته نمی‌شود؛ چیدمان، نشان سازمان را می‌گذارد.",
        "Images aren't accepted; the layout places the agency's emblem.",
    ),
    "letter_link": Text(
        "پیوند پذیرفته نمی‌شود؛ نشانی را به شکل متن بنویسید.", "Links aren't accepted; write the address as text."
    ),
    "letter_template": Text(
        "کد قالب پذیرفته نمی‌شود؛ فقط {{{{ عبارت FEEL }}}} بنویسید.",
        "Template code isn't accepted; write {{{{ FEEL }}}} only.",
    ),
    "letter_place_open": Text(
        "«{{{{» و «}}}}» جفت نیستند؛ هر جای خالی را به شکل {{{{ عبارت }}}} بنویسید.",
        "“{{{{” and “}}}}” don't match; write each place as {{{{ expression }}}}.",
    ),
    # wording
    "letter_foreign": Text(
        "به‌جای «{wrong}» بنویسید «{right}»؛ صفحه‌کلید فارسی استاندارد را به کار ببرید.",
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
        "متن فارسی به فارسی نیست؛ آن را به فارسی بنویسید.", "The Persian text isn't Persian; write it in Persian."
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


def say(place: Place, key: str, **words: object) -> Finding:
    """A finding with the sentence of its key."""
    return finding(place, key, MESSAGES[key], **words)
