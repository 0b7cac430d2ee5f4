"""What is said of a bundle and of YAML."""

from __future__ import annotations

from panjereh.flow.model import Text

PACKING: dict[str, Text] = {
    "not_a_folder": Text(
        "اینجا پوشه‌ای نیست؛ مسیر پوشهٔ خدمت را بدهید (نه فایل و نه پیوند).",
        "This isn't a folder; give the path of a service folder (no file, no link).",
    ),
    "folder_path": Text(
        "مسیر پوشه شناسهٔ خدمت است و «{path}» شناسه نیست؛ پوشه‌ها را مانند guilds/shop-licence "
        "بنامید: حروف کوچک "
        "لاتین، رقم و «-».",
        "The folder's path is the service's id, and “{path}” isn't one; name the folders like "
        "guilds/shop-licence, with small Latin letters, digits and “-”.",
    ),
    "more_findings": Text(
        "{more} ایراد دیگر هم هست؛ نخست این‌ها را درست کنید و دوباره بررسی کنید.",
        "There are {more} more findings; mend these first and check again.",
    ),
    "link": Text(
        "پیوند پذیرفته نمی‌شود؛ به‌جای پیوند، خود فایل را بگذارید.",
        "A link isn't accepted; put the file itself here.",
    ),
    "special_file": Text("این یک فایل معمولی نیست؛ آن را بردارید.", "This isn't a regular file; remove it."),
    "unreadable": Text(
        "این پرونده را نمی‌توان باز کرد؛ اجازهٔ خواندن آن را بدهید.",
        "This file can't be opened; allow reading it.",
    ),
    "foreign_folder": Text(
        "این پوشه جزو پوشهٔ خدمت نیست؛ آن را بردارید. پوشه‌های مجاز: {known}.",
        "This folder doesn't belong to a service folder; remove it. Allowed are: {known}.",
    ),
    "foreign_file": Text(
        "این فایل جزو پوشهٔ خدمت نیست؛ آن را بردارید یا نامش را درست کنید: service.yaml، "
        "form.yaml، process.yaml، "
        "rules/نام.csv، rules/نام.tests.csv، letters/نام.fa.md، letters/نام.en.md، examples/نام.yaml.",
        "This file doesn't belong to a service folder; remove it or rename it: service.yaml, form.yaml, "
        "process.yaml, rules/name.csv, rules/name.tests.csv, letters/name.fa.md, letters/name.en.md, "
        "examples/name.yaml.",
    ),
    "file_missing": Text("فایل {name} نیست؛ آن را بسازید.", "The file {name} is missing; write it."),
    "too_many_files": Text(
        "پوشه بیش از {most} فایل دارد؛ چیزهای اضافه را بردارید.",
        "The folder has more than {most} files; remove what isn't needed.",
    ),
    "file_too_large": Text(
        "فایل از {most} کیلوبایت بزرگ‌تر است؛ کوتاهش کنید.", "The file is larger than {most} kB; shorten it."
    ),
    "bundle_too_large": Text(
        "پوشه بر روی هم از {most} کیلوبایت بزرگ‌تر است؛ کوتاهش کنید.",
        "The folder is larger than {most} kB in all; shorten it.",
    ),
    "not_utf8": Text(
        "متن فایل UTF-8 نیست؛ آن را با رمزگذاری UTF-8 ذخیره کنید.",
        "The file isn't UTF-8 text; save it in UTF-8.",
    ),
    "control_character": Text(
        "نویسهٔ پنهان {code} در متن است؛ این چند واژه را پاک کنید و از نو بنویسید.",
        "The text holds the hidden character {code}; delete these few words and type them again.",
    ),
    "archive_foreign": Text(
        "این بایت‌ها بسته‌ای نیست که پنجره ساخته باشد؛ پوشه را دوباره بررسی و بسته‌بندی کنید.",
        "These bytes aren't a bundle that Panjereh made; check and pack the folder again.",
    ),
    "yaml_syntax": Text(
        "YAML نادرست است ({problem})؛ تورفتگی و گیومه‌ها را ببینید و متنی را که نشانهٔ YAML دارد در "
        "گیومه بگذارید.",
        "The YAML is broken ({problem}); look at indentation and quotes, and quote a text that holds "
        "YAML marks.",
    ),
    "empty_file": Text("فایل خالی است؛ محتوای آن را بنویسید.", "The file is empty; write its content."),
    "one_document": Text(
        "این فایل فقط یک سند YAML می‌پذیرد؛ خط «---» و آنچه پس از آن است را بردارید.",
        "This file takes one YAML document only; remove the “---” and what follows it.",
    ),
    "too_many_documents": Text(
        "بیش از {most} سند در یک فایل است؛ آن را به چند فایل بخش کنید.",
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
    "yaml_tag": Text("برچسب «!» پذیرفته نمی‌شود؛ آن را بردارید.", "A “!” tag isn't accepted; remove it."),
    "duplicate_key": Text(
        "کلید «{name}» دو بار آمده است؛ یکی را بردارید.",
        "The key “{name}” appears twice; remove one of them.",
    ),
    "key_not_text": Text(
        "کلید باید متن ساده باشد؛ به شکل «نام: مقدار» بنویسید.",
        "A key must be plain text; write “name: value”.",
    ),
    "too_deep": Text(
        "تودرتویی بیش از {most} لایه است؛ ساده‌ترش کنید.",
        "The nesting is deeper than {most} levels; flatten it.",
    ),
    "too_many_nodes": Text(
        "فایل بیش از {most} مقدار دارد؛ کوتاهش کنید.", "The file holds more than {most} values; shorten it."
    ),
}

# Parts of the parser's complaints, and what they mean; the empty one stands for all others.
YAML_PROBLEMS: dict[str, Text] = {
    "mapping values are not allowed": Text("در این سطر «:» دوم آمده است", "a second “:” stands in this line"),
    "cannot start any token": Text(
        "نویسه‌ای مانند Tab یا @ جایی آمده که نباید", "a character such as Tab or @ stands where none can"
    ),
    "could not find expected ':'": Text("پس از کلید «:» نیست", "the key lacks its “:”"),
    "<block end>": Text(
        "تورفتگی این سطر با سطرهای پیش نمی‌خواند", "the indentation differs from the lines before"
    ),
    "unexpected end of stream": Text("گیومه بسته نشده است", "a quote is not closed"),
    "<stream end>": Text("پرانتز [ یا { بسته نشده است", "a bracket [ or { is not closed"),
    "or ']'": Text("پرانتز [ بسته نشده است", "a bracket [ is not closed"),
    "or '}'": Text("پرانتز { بسته نشده است", "a brace { is not closed"),
    "escape": Text("پس از «\\» در گیومه نویسهٔ نادرستی آمده است", "a wrong character follows “\\” in quotes"),
    "": Text("ساختار آن خوانده نمی‌شود", "its structure can't be read"),
}
