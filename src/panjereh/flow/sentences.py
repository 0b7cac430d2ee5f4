"""Every sentence that `flow` can say: findings, refusals of an input, reasons of a halt."""

from __future__ import annotations

from panjereh.flow.after_sentences import AFTER_NOT_NOW
from panjereh.flow.model import Text

FINDINGS: dict[str, Text] = {
    "begin_unknown": Text(
        "«begin» مرحلهٔ «{stage}» را نام می‌برد که نیست.{near} شناسهٔ یکی از مرحله‌ها را بنویسید: {known}.",
        "“begin” names the stage “{stage}”, which doesn't exist.{near} Write the id of one of the "
        "stages: {known}.",
    ),
    "begin_must_ask": Text(
        "پرونده با کار متقاضی آغاز می‌شود؛ «begin» باید به مرحله‌ای از نوع «ask» اشاره کند، نه «{verb}».",
        "A case begins with the applicant; “begin” must name an “ask” stage, not “{verb}”.",
    ),
    "unknown_verb": Text(
        "مرحلهٔ «{stage}» کار شناخته‌شده‌ای ندارد؛ یکی از این‌ها را بنویسید: {verbs}.",
        "The stage “{stage}” has no known verb; write one of: {verbs}.",
    ),
    "unknown_target": Text(
        "مرحلهٔ «{stage}» به «{target}» می‌رود که نیست.{near} شناسهٔ یکی از مرحله‌ها را بنویسید: {known}.",
        "The stage “{stage}” goes to “{target}”, which doesn't exist.{near} Write the id of a stage: "
        "{known}.",
    ),
    "unreachable": Text(
        "هیچ راهی به مرحلهٔ «{stage}» نمی‌رسد؛ آن را از جایی با «next» یا «choices» نام ببرید یا بردارید.",
        "No way leads to the stage “{stage}”; name it in a “next” or in “choices”, or remove it.",
    ),
    "no_way_on": Text(
        "مرحلهٔ «{stage}» راه بعدی ندارد؛ «next» (یا برای بررسی «choices») را بنویسید.",
        "The stage “{stage}” has no way on; write “next” (or “choices” for a review).",
    ),
    "no_end": Text(
        "از مرحلهٔ «{stage}» به هیچ پایانی نمی‌توان رسید؛ راهی به یک مرحلهٔ «end» بگذارید.",
        "No end can be reached from the stage “{stage}”; give it a way to an “end” stage.",
    ),
    "unattended_loop": Text(
        "این مرحله‌ها بی‌آنکه کسی کاری کند دور می‌زنند: {loop}؛ در این دور یک «ask» یا «review» بگذارید.",
        "These stages go round with nobody acting: {loop}; put an “ask” or a “review” into the loop.",
    ),
    "no_otherwise": Text(
        "آخرین راه مرحلهٔ «{stage}» شرط دارد؛ آخرین سطر «next» را بدون «when» بنویسید: - {{go: …}}.",
        "The last way of the stage “{stage}” has a condition; write a last “next” without “when”: - "
        "{{go: …}}.",
    ),
    "way_after_otherwise": Text(
        "در مرحلهٔ «{stage}» پس از راه بی‌شرط راه دیگری آمده که هرگز پیموده نمی‌شود؛ ترتیب را درست کنید.",
        "In the stage “{stage}” a way stands after the one without “when” and is never taken; change "
        "the order.",
    ),
    "refusal_without_check": Text(
        "به پایان «{stage}» می‌توان بدون سنجش شرط‌ها رسید؛ رد فقط با شمارهٔ شرط ممکن است: "
        "پیش از آن «check» یا «review» بگذارید.",
        "The end “{stage}” can be reached with no condition looked at; a refusal needs the number of a "
        "condition: put a “check” or a “review” before it.",
    ),
    "refusal_without_conditions": Text(
        "پایان «{stage}» رد است، ولی خدمت شرط شماره‌داری ندارد؛ «conditions» را در service.yaml بنویسید.",
        "The end “{stage}” is a refusal, but the service has no numbered conditions; write “conditions” "
        "in service.yaml.",
    ),
    "together_branch": Text(
        "مرحلهٔ «{stage}» با «together» مرحلهٔ «{target}» را نام می‌برد که «opinion» نیست؛ آن را opinion کنید.",
        "The stage “{stage}” names “{target}” in “together”, which is no “opinion”; make it one.",
    ),
    "opinion_alone": Text(
        "از مرحلهٔ «{stage}» راهی به نظرخواهی «{target}» می‌رود؛ آن را به‌جای آن در «together» نام ببرید.",
        "A way leads from the stage “{stage}” to the opinion “{target}”; name it in a “together” instead.",
    ),
    "pay_without_assess": Text(
        "به مرحلهٔ پرداخت «{stage}» می‌توان بدون محاسبهٔ جدول «{table}» رسید؛ پیش از آن {{assess: {table}}} بگذارید.",
        "The stage “{stage}” can be reached before the table “{table}” has been assessed; put "
        "{{assess: {table}}} before it.",
    ),
    "pay_other_table": Text(
        "مرحلهٔ «{stage}» جدول «{table}» را می‌گیرد، ولی «fee» در service.yaml آن را نام نمی‌برد؛ "
        "آنجا جدول و قانون آن را بنویسید.",
        "The stage “{stage}” asks for the table “{table}”, which “fee” in service.yaml doesn't name; write the "
        "table and its law there.",
    ),
    "verb_not_yet_run": Text(
        "کار «{verb}» در مرحلهٔ «{stage}» شناخته است ولی این نسخهٔ پنجره هنوز آن را اجرا نمی‌کند؛ "
        "تا آن زمان خدمت را بدون این مرحله منتشر کنید.",
        "The verb “{verb}” of the stage “{stage}” is known, but this release of Panjereh doesn't run it yet; "
        "publish the service without this stage until it does.",
    ),
    "bad_expression": Text("عبارت نادرست است: {problem}", "The expression is wrong: {problem}"),
    "unknown_name": Text(
        "عبارت نام «{name}» را می‌خواند که نیست.{near} این نام‌ها هست: {known}.",
        "The expression reads “{name}”, which doesn't exist.{near} The names are: {known}.",
    ),
    "bad_table": Text("جدول «{table}» نادرست است: {problem}", "The table “{table}” is wrong: {problem}"),
    "table_missing": Text(
        "مرحلهٔ «{stage}» جدول «{table}» را می‌خواند که نیست؛ فایل rules/{table}.csv را بسازید.",
        "The stage “{stage}” reads the table “{table}”, which doesn't exist; write rules/{table}.csv.",
    ),
    "table_hit_policy": Text(
        "جدول «{table}» برای «{verb}» باید روش انتخاب قاعدهٔ {wanted} داشته باشد، نه «{found}».",
        "The table “{table}” is used by “{verb}” and needs the hit policy {wanted}, not “{found}”.",
    ),
    "free_text_fact": Text(
        "خروجی «{output}» جدول «{table}» نوع آزاد دارد؛ در سطر چهارم number، boolean، date یا فهرست مقدارها "
        "را بنویسید.",
        "The output “{output}” of the table “{table}” is free text; write number, boolean, date or the list "
        "of its values into row 4.",
    ),
    "fact_twice": Text(
        "خروجی «{output}» در جدول «{table}» با نوع دیگری هم آمده است؛ نام دیگری بدهید.",
        "The output “{output}” of the table “{table}” stands in another table with another type; rename it.",
    ),
    "check_columns": Text(
        "جدول سنجش «{table}» باید دو ستون خروجی «condition» (number) و «met» (boolean) داشته باشد.",
        "The check table “{table}” needs two output columns, “condition” (number) and “met” (boolean).",
    ),
    "check_number": Text(
        "در جدول «{table}» به‌جای «{cell}» شمارهٔ یکی از شرط‌ها را بنویسید: {known}.",
        "In the table “{table}” write the number of a condition instead of “{cell}”: {known}.",
    ),
    "fee_output": Text(
        "جدول کارمزد «{table}» باید یک ستون خروجی از نوع number (ریال) داشته باشد.",
        "The fee table “{table}” needs one output column of the type number (rials).",
    ),
}

NOT_NOW: dict[str, Text] = {
    "already_open": Text("این پرونده باز شده است.", "This case is already open."),
    "not_open": Text("این پرونده هنوز باز نشده است.", "This case isn't open yet."),
    "ended": Text("این پرونده پایان یافته است.", "This case has ended."),
    "not_asked": Text(
        "اکنون پاسخی از شما خواسته نشده است؛ وضعیت پرونده را ببینید.",
        "You are not asked for answers now; look at the state of the case.",
    ),
    "not_fetching": Text(
        "اکنون پاسخی از این پایگاه در انتظار نیست.", "No answer from this register is expected now."
    ),
    "not_in_review": Text(
        "این پرونده اکنون در انتظار کارشناس نیست؛ صفحه را تازه کنید.",
        "This case isn't waiting for an officer now; reload the page.",
    ),
    "already_taken": Text("این کار را خودتان برداشته‌اید.", "You already hold this task."),
    "taken_by_another": Text(
        "این کار نزد همکار دیگری است؛ نخست آن را از او تحویل بگیرید.",
        "A colleague holds this task; take it over first.",
    ),
    "not_yours": Text(
        "این کار نزد شما نیست؛ نخست آن را بردارید.", "You don't hold this task; take it first."
    ),
    "theirs_already": Text("این کار نزد همین کارشناس است.", "This officer holds the task already."),
    "not_submitted": Text(
        "پیش از ثبت درخواست کسی پیام را نمی‌خواند؛ نخست آن را ثبت کنید.",
        "Nobody reads messages before the application is submitted; submit it first.",
    ),
    "conversation_over": Text(
        "گفت‌وگوی این پرونده بسته است: ۳۰ روز از پایان آن گذشته است.",
        "The conversation of this case is closed: it ended more than 30 days ago.",
    ),
    "conversation_full": Text(
        "این پرونده ۲۰۰ پیام دارد و جای پیام دیگری نیست. با خود دستگاه تماس بگیرید.",
        "This case holds 200 messages and takes no more. Get in touch with the agency itself.",
    ),
    "no_opinion_asked": Text(
        "این نظر دیگر خواسته نیست: داده شده، مهلت آن گذشته یا پرونده پیش رفته است.",
        "This opinion is no longer asked for: it was given, its deadline passed, or the case went on.",
    ),
    "unknown_opinion": Text(
        "این نظر در فهرست نیست؛ یکی از نظرهای صفحه را انتخاب کنید.",
        "This opinion isn't in the list; choose one of those on the page.",
    ),
    "unknown_choice": Text(
        "این تصمیم در این مرحله ممکن نیست؛ یکی از تصمیم‌های صفحه را انتخاب کنید.",
        "This decision isn't possible at this stage; choose one of those on the page.",
    ),
    "conditions_missing": Text(
        "رد درخواست فقط با شمارهٔ شرطی ممکن است که برآورده نیست؛ دست‌کم یک شرط را انتخاب کنید.",
        "A refusal needs the number of a condition that isn't met; choose at least one.",
    ),
    "conditions_unknown": Text(
        "شرطی که انتخاب کرده‌اید در این خدمت نیست یا دربارهٔ این پرونده نیست.",
        "A condition that you chose isn't a condition of this service, or doesn't apply to this case.",
    ),
    "conditions_not_due": Text(
        "شمارهٔ شرط فقط هنگام رد نوشته می‌شود.", "Condition numbers are given with a refusal only."
    ),
    "pages_missing": Text(
        "بگویید کدام صفحه‌ها باید دوباره پرسیده شود.", "Say which pages should be asked again."
    ),
    "pages_unknown": Text(
        "صفحه‌ای که انتخاب کرده‌اید در این مرحله پرسیده نمی‌شود.",
        "A page that you chose isn't asked at this stage.",
    ),
    "second_officer_needed": Text(
        "این تصمیم را باید کارشناس دیگری تأیید کند.", "Another officer has to confirm this decision."
    ),
    **AFTER_NOT_NOW,
    "not_paying": Text(
        "این پرونده اکنون در انتظار پرداخت نیست.", "This case isn't waiting for a payment now."
    ),
    "already_paid": Text("این پرداخت پیش از این ثبت شده است.", "This payment has been recorded already."),
    "wrong_amount": Text(
        "مبلغ این پرداخت با مبلغ صورتحساب یکی نیست.",
        "The amount of this payment isn't the amount of the bill.",
    ),
    "effect_not_owed": Text("این کار اکنون در انتظار انجام شدن نیست.", "This effect isn't owed now."),
    "not_a_draft": Text(
        "این درخواست فرستاده شده و بر نسخه‌ای می‌ماند که با آن فرستاده شد.",
        "This application has been sent and stays on the version that it was sent on.",
    ),
    "decided": Text(
        "دربارهٔ این درخواست تصمیم گرفته شده است و دیگر نمی‌توان از آن انصراف داد.",
        "This application has been decided and can no longer be withdrawn.",
    ),
}

REASONS: dict[str, Text] = {
    "undecided_way": Text(
        "قاعدهٔ راه بعدی از مرحلهٔ «{what}» نه درست است و نه نادرست.",
        "The rule for the way on from the stage “{what}” is neither true nor false.",
    ),
    "no_way": Text(
        "هیچ‌یک از راه‌های مرحلهٔ «{what}» با این پرونده جور نیست.",
        "None of the ways of the stage “{what}” fits this case.",
    ),
    "condition_undecided": Text(
        "از داده‌های پرونده برنمی‌آید که شرط {what} برآورده است یا نه.",
        "The data of the case don't say whether condition {what} is met.",
    ),
    "table_undecided": Text(
        "جدول «{what}» برای این پرونده پاسخی ندارد.", "The table “{what}” has no answer for this case."
    ),
    "table_failed": Text("محاسبهٔ جدول «{what}» ناموفق بود.", "The calculation of the table “{what}” failed."),
    "exemption_undecided": Text(
        "معلوم نیست معافیت شمارهٔ {what} شامل این پرونده می‌شود یا نه.",
        "It is not clear whether exemption {what} applies to this case.",
    ),
    "register_silent": Text("پایگاه «{what}» پاسخ نداد.", "The register for “{what}” didn't answer."),
    "refusal_without_condition": Text(
        "روند به رد رسید، ولی شمارهٔ شرطی که برآورده نباشد در دست نیست.",
        "The process came to a refusal, but no condition is known to be unmet.",
    ),
    "no_progress": Text(
        "روند در مرحلهٔ «{what}» دور زد و متوقف شد.",
        "The process went round at the stage “{what}” and was stopped.",
    ),
}


def reason_sentence(reason: str) -> Text:
    """The sentence of `State.reason` (`kind:what`)."""
    kind, _, what = reason.partition(":")
    sentence = REASONS[kind]
    return Text(sentence.fa.format(what=what), sentence.en.format(what=what))
