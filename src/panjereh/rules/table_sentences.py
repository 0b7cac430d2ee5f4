"""What decision tables and their tests say to an author, in Persian and English."""

from __future__ import annotations

TABLE_SENTENCES: dict[str, tuple[str, str]] = {
    "in_cell": (
        "جدول «{table}»، سطر {line}، {place}، ستون «{header}»: ",
        "Table “{table}”, line {line}, {place}, column “{header}”: ",
    ),
    "in_rule": ("قاعدهٔ {rule}", "rule {rule}"),
    "in_head": ("سرستون‌ها", "heading"),
    # the head of a table
    "bad_csv": (
        "این متن CSV خوانا نیست: {text}. گیومه‌ها را ببندید.",
        "This CSV can't be read: {text}. Close its quotes.",
    ),
    "separator": (
        "خانه‌ها با «{text}» جدا شده‌اند. در برنامهٔ صفحه‌گسترده به شکل CSV با ویرگول (UTF-8) ذخیره کنید.",
        "The cells are separated by “{text}”. Save the file as CSV with commas (UTF-8) in your "
        "spreadsheet program.",
    ),
    "table_head": (
        "جدول چهار سطر سر دارد: نام و روش، نقش ستون‌ها، سرستون‌ها، نوع‌ها. سطرهای کم را بنویسید.",
        "A table has four head lines: name and policy, roles, headings, types. Add the missing ones.",
    ),
    "hit_policy": ("«{text}» روش انتخاب قاعده نیست.", "“{text}” is not a hit policy."),
    "role": ("«{text}» نقش ستون نیست.", "“{text}” is not a role of a column."),
    "note_language": (
        "زبان یادداشت «{text}» شناخته نیست.",
        "The language “{text}” of the note is not known.",
    ),
    "heading_missing": (
        "ستون سرستون ندارد. نام یا عبارت آن را بنویسید.",
        "The column has no heading. Write its name or expression.",
    ),
    "heading_twice": (
        "سرستون «{text}» دو بار آمده است. یکی را عوض کنید.",
        "The heading “{text}” appears twice. Change one.",
    ),
    "no_outputs": (
        "جدول ستون out ندارد. دست‌کم یکی بیفزایید.",
        "The table has no out column. Add at least one.",
    ),
    "column_type": ("«{text}» نوع ستون نیست.", "“{text}” is not a type of a column."),
    "bad_value": (
        '«{text}» مقدار نیست. واژه، عدد یا متن در گیومهٔ " بنویسید.',
        '“{text}” is not a value. Write a word, a number, or text between " marks.',
    ),
    "value_twice": (
        "مقدار «{text}» دو بار در فهرست است. یکی را بردارید.",
        "The value “{text}” is listed twice. Remove one.",
    ),
    "one_output": (
        "روش «{text}» تنها با یک ستون out کار می‌کند.",
        "The policy “{text}” works with one out column only.",
    ),
    "order_missing": (
        "روش «{text}» به ترتیب مقدارها نیاز دارد. در سطر نوع، مقدارها را از بالاترین بنویسید.",
        "The policy “{text}” needs an order of values. List them in the type line, the highest first.",
    ),
    # its rules
    "no_rules": ("جدول هیچ قاعده‌ای ندارد. دست‌کم یکی بنویسید.", "The table has no rules. Write at least one."),
    "row_short": (
        "این سطر خانه کم دارد. برای هر ستون یک خانه بنویسید.",
        "This line has too few cells. Write one for each column.",
    ),
    "row_long": (
        "خانهٔ «{text}» ستونی ندارد. خانه‌ای را که ویرگول دارد در گیومه بگذارید.",
        "The cell “{text}” has no column. Put a cell that holds a comma between quotes.",
    ),
    "output_missing": (
        "خانهٔ نتیجه خالی است. نتیجه یا null را بنویسید.",
        "The cell of the result is empty. Write the result, or null.",
    ),
    "unknown_word": (
        'نام «{text}» شناخته نیست. متن را در سطر نوع فهرست کنید، یا در CSV چنین بنویسید: """متن""".',
        'The name “{text}” is not known. List a text in the type line, or write it in CSV as """text""".',
    ),
    "not_listed": (
        "«{text}» در فهرست مقدارهای این ستون نیست.",
        "“{text}” is not in this column's list of values.",
    ),
    "cell_type": ("«{text}» از نوع این ستون نیست.", "“{text}” is not of this column's type."),
    # running it
    "input_type": (
        "مقدار ستون «{text}» از نوع {more} نیست.",
        "The value of column “{text}” is not of type {more}.",
    ),
    "input_not_listed": (
        "مقدار ستون «{text}» در فهرست آن نیست: {more}.",
        "The value of column “{text}” is not in its list: {more}.",
    ),
    "output_type": (
        "نتیجهٔ ستون «{text}» از نوع {more} نیست.",
        "The result of column “{text}” is not of type {more}.",
    ),
    "output_not_listed": (
        "نتیجهٔ ستون «{text}» در فهرست آن نیست: {more}.",
        "The result of column “{text}” is not in its list: {more}.",
    ),
    "conflict_U": (
        "جدول «{table}»: قاعده‌های {rules} با هم برقرارند، ولی تنها یکی باید باشد. شرط‌ها را جدا کنید.",
        "Table “{table}”: rules {rules} hold together, but only one may. Make their conditions distinct.",
    ),
    "conflict_A": (
        "جدول «{table}»: قاعده‌های {rules} با هم برقرارند و نتیجهٔ نابرابر دارند. نتیجه‌ها را یکی کنید.",
        "Table “{table}”: rules {rules} hold together with different results. Make their results equal.",
    ),
    # its limits
    "limit_table_length": (
        "جدول از {limit} نویسه بلندتر است. آن را به چند جدول بخش کنید.",
        "The table is longer than {limit} characters. Split it.",
    ),
    "limit_table_rules": (
        "جدول بیش از {limit} قاعده دارد. آن را به چند جدول بخش کنید.",
        "The table has more than {limit} rules. Split it.",
    ),
    # its tests
    "test_where": ("آزمون‌های جدول «{table}»، سطر {line}: ", "Tests of table “{table}”, line {line}: "),
    "test_csv": (
        "این متن CSV خوانا نیست: {text}. گیومه‌ها را ببندید.",
        "This CSV can't be read: {text}. Close its quotes.",
    ),
    "test_empty": (
        "هیچ آزمونی نیست. سرستون‌ها و دست‌کم یک آزمون بنویسید.",
        "There are no tests. Write headings and at least one test.",
    ),
    "test_heading": (
        "سرستون «{text}» نه نتیجهٔ جدول است، نه note، نه نامی که جدول می‌خواند. آن را درست کنید.",
        "The heading “{text}” is neither a result of the table, nor note, nor a name that the table reads. Correct it.",
    ),
    "test_no_output": (
        "هیچ ستونی نتیجهٔ جدول نیست. دست‌کم یکی بیفزایید: {text}.",
        "No column is a result of the table. Add at least one: {text}.",
    ),
    "test_row": ("این سطر باید {text} خانه داشته باشد.", "This line must have {text} cells."),
    "test_cell": (
        "خانهٔ ستون «{text}» خوانا نیست: {reason}",
        "The cell of column “{text}” can't be read: {reason}",
    ),
    "test_failed": (
        "«{text}» باید {expected} می‌شد، ولی {found} شد ({rules}).",
        "“{text}” should have been {expected}, but was {found} ({rules}).",
    ),
    "tests_too_slow": (
        "آزمون‌ها از این سطر به بعد اجرا نشد، چون بر روی هم زمان زیادی می‌برد. شمار آن‌ها را کم یا "
        "جدول را ساده کنید.",
        "The tests from this line on did not run: in all they take too long. Write fewer, or "
        "simplify the table.",
    ),
    "test_stopped": ("آزمون اجرا نشد: {reason}", "The test did not run: {reason}"),
    "rules_hit": ("قاعده‌های برقرار: {rules}", "rules that held: {rules}"),
    "no_rule_hit": ("هیچ قاعده‌ای برقرار نبود", "no rule held"),
}
