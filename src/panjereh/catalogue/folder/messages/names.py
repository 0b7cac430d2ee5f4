"""What is said of names that nobody knows."""

from __future__ import annotations

from panjereh.flow.model import Text

NAMES: dict[str, Text] = {
    "elsewhere_alone": Text(
        "خدمتی که «elsewhere» دارد فقط service.yaml دارد؛ فایل {file} را بردارید یا «elsewhere» را.",
        "A service with “elsewhere” has nothing but service.yaml; remove the file {file}, or “elsewhere”.",
    ),
    "elsewhere_after": Text(
        "این خدمت هم‌اکنون برخط است؛ پرونده‌های آن بی‌راه می‌مانند. «elsewhere» را بردارید.",
        "This service is applied for here already, and its cases would have no way on. Remove “elsewhere”.",
    ),
    "elsewhere_part": Text(
        "«{part}» برای خدمتی است که اینجا درخواست می‌شود؛ آن را بردارید یا «elsewhere» را.",
        "“{part}” is for services that are applied for here; remove it, or “elsewhere”.",
    ),
    "agency_unknown": Text(
        "دستگاه «{name}» شناخته نیست.{near} یکی از این‌ها را بنویسید: {known}.",
        "The agency “{name}” isn't known.{near} Write one of: {known}.",
    ),
    "calendar_unknown": Text(
        "تقویم «{name}» شناخته نیست.{near} یکی از این‌ها را بنویسید: {known}.",
        "The calendar “{name}” isn't known.{near} Write one of: {known}.",
    ),
    "role_unknown": Text(
        "نقش «{name}» در این دستگاه نیست.{near} یکی از این‌ها را بنویسید: {known}.",
        "The agency has no role “{name}”.{near} Write one of: {known}.",
    ),
    "role_loop": Text(
        "«up» نقش «{role}» از نقش‌های بالاتر دوباره به خودش می‌رسد؛ بالاترین نقش را بدون «up» بنویسید.",
        "The “up” of the role “{role}” leads back to itself; write the highest role without “up”.",
    ),
    "register_unknown": Text(
        "پایگاه «{name}» شناخته نیست.{near} یکی از این‌ها را بنویسید: {known}.",
        "The register “{name}” isn't known.{near} Write one of: {known}.",
    ),
    "register_field": Text(
        "فیلد «{name}» در این پایگاه نیست.{near} یکی از این‌ها را بنویسید: {known}.",
        "The register has no field “{name}”.{near} Write one of: {known}.",
    ),
    "field_sealed": Text(
        "فیلد «{name}» برای متقاضی نمایش‌دادنی نیست؛ آن را از show بردارید و اگر قاعده‌ای لازم دارد "
        "در read بنویسید.",
        "The field “{name}” may not be shown to the applicant; move it from “show” to “read” if a "
        "rule needs it.",
    ),
    "field_of_another": Text(
        "مرجع «{register}» دربارهٔ اشخاص است و «{name}» همگانی نیست؛ با by: applicant بخوانید یا فقط "
        "فیلدهای همگانی را.",
        "The register “{register}” is about people and “{name}” isn't public; read it with by: "
        "applicant, or read "
        "public fields only.",
    ),
    "letter_sealed": Text(
        "«{name}» برای متقاضی نمایش‌دادنی نیست و در نامه نمی‌آید؛ آن را از نامه بردارید.",
        "“{name}” may not be shown to the applicant and can't stand in a letter; take it out of the letter.",
    ),
    "agency_moved": Text(
        "این خدمت از آن سازمان «{agency}» است و به سازمان دیگری نمی‌رود؛ agency: {agency} بنویسید یا "
        "خدمت را در "
        "پوشه‌ای تازه بسازید.",
        "This service belongs to the agency “{agency}” and never moves; write agency: {agency}, or "
        "make a new "
        "folder for another service.",
    ),
    "register_not_outcome": Text(
        "«register: {name}» در «outcome» نیست؛ در service.yaml بنویسید outcome: {{register: {name}, "
        "entry: …}}.",
        "“register: {name}” isn't the register of the “outcome”; write into service.yaml "
        "outcome: {{register: {name}, entry: …}}.",
    ),
    "letter_not_printed": Text(
        "نامهٔ «{name}» چیدمان message دارد و سند نمی‌شود؛ چیدمان certificate یا decision بنویسید یا "
        "به‌جای issue، "
        "tell بنویسید.",
        "The letter “{name}” has the layout message and makes no document; give it the layout certificate or "
        "decision, or write tell instead of issue.",
    ),
    "register_no_subject": Text(
        "رکوردهای پایگاه «{name}» به شخص اشاره نمی‌کند؛ در by عبارتی بنویسید که کلید رکورد را می‌دهد.",
        "The records of the register “{name}” don't point at a person; write into “by” an expression "
        "that gives "
        "the record's key.",
    ),
    "parameter_unknown": Text(
        "پارامتر «{name}» شناخته نیست.{near} یکی از این‌ها را بنویسید: {known}.",
        "The parameter “{name}” isn't known.{near} Write one of: {known}.",
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
        "رویداد زندگی «{name}» شناخته نیست.{near} یکی از این‌ها را بنویسید: {known}.",
        "The life event “{name}” isn't known.{near} Write one of: {known}.",
    ),
    "field_type_not_run": Text(
        "نوع «{type}» شناخته است ولی این نسخهٔ پنجره هنوز آن را نمی‌پرسد؛ نوع دیگری بنویسید.",
        "The type “{type}” is known, but this release of Panjereh doesn't ask it yet; write another type.",
    ),
    "list_unknown": Text(
        "فهرست «{name}» نیست.{near} یکی از این‌ها را بنویسید یا agencies/<agency>/lists/{name}.yaml را بسازید: {known}.",
        "There is no list “{name}”.{near} Write one of these, or make agencies/<agency>/lists/{name}.yaml: "
        "{known}.",
    ),
    "list_file": Text(
        "«{name}» نام فهرست نیست؛ پرونده را با حروف کوچک لاتین، رقم و «_» بنامید، مانند provinces.yaml.",
        "“{name}” isn't the name of a list; name the file with small Latin letters, digits and “_”, like "
        "provinces.yaml.",
    ),
    "match_key": Text(
        "رکوردهای پایگاه «{register}» را با {type} نمی‌توان یافت؛ پایگاهی بنویسید که کلید آن {type} است.",
        "Records of the register “{register}” aren't found by {type}; name a register whose key is a {type}.",
    ),
    "match_birth_date": Text(
        "پایگاه «{register}» فیلد «{name}» از نوع date ندارد؛ در match بنویسید birth_date: نام فیلد تاریخ تولد.",
        "The register “{register}” has no field “{name}” of the type date; write birth_date: and its name into "
        "“match”.",
    ),
    "match_unread": Text(
        "هیچ قاعده‌ای {name} را نمی‌خواند؛ وقتی پایگاه خاموش باشد null است و قاعده باید بگوید آن‌گاه چه شود.",
        "No rule reads {name}; it is null while the register is silent, and a rule must say what comes of that.",
    ),
    "register_field_type": Text(
        "پایگاه نوع «{type}» را نگه نمی‌دارد؛ شماره یا تاریخ را با نوع خودش بنویسید، مانند national_id یا date.",
        "A register doesn't hold the type “{type}”; write the number or the day by its own type, like "
        "national_id or date.",
    ),
    "law_unknown": Text(
        "قانون «{name}» در «law» نیست؛ یکی از این‌ها را بنویسید یا آن را بیفزایید: {known}.",
        "The law “{name}” isn't listed under “law”; write one of these, or add it: {known}.",
    ),
    "register_foreign": Text(
        "پایگاه «{name}» از آن دستگاه «{agency}» است؛ هر خدمت فقط در پایگاه‌های دستگاه خود می‌نویسد.",
        "The register “{name}” belongs to the agency “{agency}”; a service writes only into its own "
        "agency's.",
    ),
    "letter_unknown": Text(
        "نامهٔ «{name}» نیست؛ letters/{name}.fa.md و letters/{name}.en.md را بسازید یا یکی از این‌ها "
        "را بنویسید: {known}.",
        "There is no letter “{name}”; write letters/{name}.fa.md and letters/{name}.en.md, or name "
        "one of: {known}.",
    ),
    "public_unknown": Text(
        "«{name}» دادهٔ همگانی این نتیجه نیست.{near} یکی از این‌ها را بنویسید: {known}.",
        "“{name}” isn't a public fact of this outcome.{near} Write one of: {known}.",
    ),
    "entry_missing": Text(
        "پایگاه «{register}» فیلد «{name}» را می‌خواهد؛ زیر «entry» بنویسید چه در آن بیاید.",
        "The register “{register}” needs the field “{name}”; say below “entry” what goes into it.",
    ),
    "service_unknown": Text(
        "خدمت «{name}» نیست.{near} یکی از این‌ها را بنویسید: {known}.",
        "There is no service “{name}”.{near} Write one of: {known}.",
    ),
    "page_unknown": Text(
        "صفحهٔ «{name}» در form.yaml نیست.{near} یکی از این‌ها را بنویسید: {known}.",
        "There is no page “{name}” in form.yaml.{near} Write one of: {known}.",
    ),
    "known_unknown": Text(
        "«{name}» در «known» نیست.{near} یکی از این‌ها را بنویسید: {known}.",
        "There is no “{name}” under “known”.{near} Write one of: {known}.",
    ),
    "party_unknown": Text(
        "طرف «{name}» در «parties» نیست.{near} یکی از این‌ها را بنویسید: {known}.",
        "There is no party “{name}”.{near} Write one of: {known}.",
    ),
    "stage_unknown": Text(
        "«says» از مرحلهٔ «{name}» می‌گوید که نیست.{near} یکی از این‌ها را بنویسید: {known}.",
        "“says” speaks of the stage “{name}”, which doesn't exist.{near} Write one of: {known}.",
    ),
    "choice_label": Text(
        "دکمهٔ «{name}» نام ندارد؛ بنویسید {name}: {{go: {go}, label: {{fa: …, en: …}}}}.",
        "The button “{name}” has no words; write {name}: {{go: {go}, label: {{fa: …, en: …}}}}.",
    ),
    "late_without_limit": Text(
        "مرحلهٔ «{stage}» راه «late» دارد ولی مهلت ندارد؛ «within» یا «limit» را بنویسید.",
        "The stage “{stage}” has a way “late” but no limit; write “within” or “limit”.",
    ),
}
