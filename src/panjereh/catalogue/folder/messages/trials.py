"""What is said of worked examples and of table tests."""

from __future__ import annotations

from panjereh.flow.model import Text

TRIALS: dict[str, Text] = {
    "examples_missing": Text(
        "پوشهٔ examples خالی است؛ برای هر راه یک نمونهٔ کامل بنویسید.",
        "The folder examples is empty; write a worked example for every way.",
    ),
    "example_entries": Text(
        "صفحهٔ «{name}» تکرار می‌شود؛ پاسخ آن را فهرستی از [{{…}}, {{…}}] بنویسید.",
        "The page “{name}” repeats; write its answers as a list [{{…}}, {{…}}].",
    ),
    "example_entry_count": Text(
        "صفحهٔ «{name}» از {min} تا {max} مورد می‌گیرد؛ همان اندازه بنویسید.",
        "The page “{name}” takes {min} to {max} entries; write as many.",
    ),
    "example_value": Text("«{name}» پذیرفته نشد: {fault}", "“{name}” was not accepted: {fault}"),
    "example_unasked": Text(
        "«{name}» در این پرونده پرسیده نمی‌شود؛ آن را بردارید یا پاسخ‌های پیش از آن را درست کنید.",
        "“{name}” isn't asked in this case; remove it, or correct the answers before it.",
    ),
    "example_not_asked": Text(
        "پرونده در مرحلهٔ «{stage}» پاسخی نمی‌خواهد؛ این گام را بردارید یا جابه‌جا کنید.",
        "At the stage “{stage}” the case asks for no answers; remove or move this step.",
    ),
    "example_not_now": Text("این گام اکنون ممکن نیست: {reason}", "This step isn't possible now: {reason}"),
    "example_verb": Text(
        "نمونه به کار «{verb}» رسید که این نسخهٔ پنجره هنوز اجرا نمی‌کند؛ این گام را بردارید.",
        "The example came to the verb “{verb}”, which this release of Panjereh doesn't run yet; "
        "remove this step.",
    ),
    "example_not_late": Text(
        "پرونده هنوز منتظر پرداخت است (یا هرگز نیست)؛ «late» را پس از گذشتن مهلت پرداخت بنویسید.",
        "The case still waits for this payment (or never does); write “late” after the time to pay has passed.",
    ),
    "example_payment_taken": Text(
        "پرونده در مرحلهٔ «{stage}» پرداختی را پذیرفت که نباید می‌پذیرفت.",
        "At the stage “{stage}” the case took a payment that it must not take.",
    ),
    "example_too_long": Text(
        "نمونه بیش از سه سال را نمی‌پیماید؛ مدت کوتاه‌تری بنویسید.",
        "An example doesn't run for more than three years; write a shorter span.",
    ),
    "examples_too_slow": Text(
        "نمونه‌ها از اینجا به بعد اجرا نشد، چون بر روی هم زمان زیادی می‌برد؛ شمار نمونه‌ها یا مدت "
        "«after» را کم کنید.",
        "The examples from here on did not run: in all they take too long; write fewer, or shorter "
        "“after” spans.",
    ),
    "example_entry": Text(
        "در این نمونه فیلد «{name}» مرجع «{register}» با «{value}» پر می‌شود که پذیرفته نیست؛ "
        "outcome.entry را "
        "درست کنید.",
        "In this example the field “{name}” of the register “{register}” gets “{value}”, which it "
        "doesn't take; "
        "correct outcome.entry.",
    ),
    "example_letter": Text(
        "در این نمونه «{written}» در نامهٔ «{letter}» نوشته نمی‌شود: {reason}",
        "In this example “{written}” in the letter “{letter}” can't be written: {reason}",
    ),
    "example_differs": Text(
        "«{name}» باید {wanted} می‌شد ولی {found} شد؛ نمونه یا خدمت را درست کنید.",
        "“{name}” should be {wanted} but came out as {found}; correct the example or the service.",
    ),
    "stage_unreached": Text(
        "هیچ نمونه‌ای به مرحلهٔ «{stage}» نمی‌رسد؛ نمونه‌ای برای آن بنویسید.",
        "No example reaches the stage “{stage}”; write one that does.",
    ),
    "way_unreached": Text(
        "هیچ نمونه‌ای از مرحلهٔ «{stage}» با «{way}» به «{target}» نمی‌رود؛ نمونه‌ای برای آن بنویسید.",
        "No example goes from the stage “{stage}” by “{way}” to “{target}”; write one that does.",
    ),
    "condition_unreached": Text(
        "هیچ نمونه‌ای نیست که در آن شرط {number} برآورده نباشد؛ نمونه‌ای برای آن بنویسید.",
        "No example leaves condition {number} unmet; write one that does.",
    ),
    "table_tests_missing": Text(
        "جدول «{table}» آزمون ندارد؛ rules/{table}.tests.csv را بنویسید.",
        "The table “{table}” has no tests; write rules/{table}.tests.csv.",
    ),
    "table_test_failed": Text("آزمون جدول «{table}»: {problem}", "Test of the table “{table}”: {problem}"),
    "rule_untested": Text(
        "هیچ آزمونی به قاعدهٔ {rule} جدول «{table}» نمی‌رسد؛ سطری برای آن در rules/{table}.tests.csv بنویسید.",
        "No test reaches rule {rule} of the table “{table}”; write a row for it into "
        "rules/{table}.tests.csv.",
    ),
}
