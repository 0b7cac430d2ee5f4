"""What is said of the way of appeal, and of measures on what was given."""

from __future__ import annotations

from panjereh.flow.model import Text

AFTERWARDS: dict[str, Text] = {
    "appeal_not_about": Text(
        "خدمت «{name}» به اعتراض رسیدگی نمی‌کند (در service.yaml آن «about: case» نیست) یا هنوز در دسترس مردم نیست؛ "
        "نخست آن را منتشر کنید یا خدمت دیگری را نام ببرید.",
        "The service “{name}” doesn't hear appeals (its service.yaml has no “about: case”), or isn't live yet; "
        "publish it first, or name another one.",
    ),
    "appeal_ends": Text(
        "پس از پذیرش اعتراض، پرونده نمی‌تواند در پایان «{stage}» که تأیید نیست بماند؛ مرحله‌ای را بنویسید که پرونده "
        "از آن ادامه می‌یابد.",
        "After a successful appeal a case can't go to the end “{stage}”, which isn't a grant; name a stage at "
        "which it goes on.",
    ),
    "appeal_refuses_again": Text(
        "از مرحلهٔ «{stage}» می‌توان بی‌آنکه کسی کاری کند دوباره به رد رسید؛ برای پس از اعتراض مرحله‌ای مانند یک "
        "«review» را نام ببرید.",
        "From the stage “{stage}” a case can be refused again with nobody acting; name a stage such as a "
        "“review” for the way on after an appeal.",
    ),
    "appeal_of_appeal": Text(
        "خدمتی که خود به اعتراض رسیدگی می‌کند راه اعتراض دیگری ندارد؛ «appeal» را بردارید.",
        "A service that hears appeals has no way of appeal of its own; remove “appeal”.",
    ),
    "about_dropped": Text(
        "نسخهٔ جاری این خدمت به اعتراض رسیدگی می‌کند و خدمت‌های دیگر به آن تکیه دارند؛ «about: case» را نگه دارید.",
        "The live version of this service hears appeals, and other services rely on it; keep “about: case”.",
    ),
    "overturn_without_about": Text(
        "مرحلهٔ «{stage}» کار «{act}» را دارد که فقط در خدمت رسیدگی به اعتراض معنا دارد؛ در service.yaml «about: case» "
        "بنویسید یا آن را بردارید.",
        "The stage “{stage}” does “{act}”, which only an appeal service can; write “about: case” into "
        "service.yaml, or remove it.",
    ),
    "appeal_end": Text(
        "پایان «{stage}» ({end}) در خدمت رسیدگی به اعتراض باید یک بار {act}: decision داشته باشد؛ آن را زیر «do» "
        "بنویسید و کار وارونه‌اش را بردارید.",
        "The end “{stage}” ({end}) of an appeal service needs {act}: decision, once; write it below “do”, and "
        "remove what says the opposite.",
    ),
    "appeal_end_closed": Text(
        "پایان «{stage}» تصمیم را نقض نمی‌کند؛ «overturn» را بردارید یا پایان را «granted» کنید.",
        "The end “{stage}” doesn't overturn a decision; remove “overturn”, or make it a “granted” end.",
    ),
    "measures_on_nothing": Text(
        "«measures» دربارهٔ چیزی است که داده شده، ولی هیچ پایانی «register» یا «issue» ندارد؛ یکی را بیفزایید یا "
        "«measures» را بردارید.",
        "“measures” are about what was given, but no end does “register” or “issue”; add one, or remove "
        "“measures”.",
    ),
    "measures_without_appeal": Text(
        "کسی که پروانه‌اش تعلیق یا ابطال می‌شود باید بتواند اعتراض کند؛ «appeal» را در service.yaml بنویسید.",
        "Whoever loses what was given must be able to appeal; write “appeal” into service.yaml.",
    ),
    "register_no_status": Text(
        "پایگاه «{name}» فیلدی برای وضعیت ندارد؛ در register.yaml آن «status: نام فیلد» را بنویسید.",
        "The register “{name}” has no field for the status of an entry; write “status: name_of_field” into "
        "its register.yaml.",
    ),
    "register_status": Text(
        "«{name}» باید فیلدی از نوع choice با سه گزینهٔ valid، suspended و revoked باشد.",
        "“{name}” must be a field of the type choice with the three choices valid, suspended and revoked.",
    ),
    "entry_status": Text(
        "وضعیت «{name}» را خود برنامه می‌نویسد؛ آن را از «entry» بردارید.",
        "The program writes the status “{name}” itself; remove it from “entry”.",
    ),
    "appeal_unreached": Text(
        "هیچ نمونه‌ای پس از پذیرش اعتراض به «{target}» نمی‌رود؛ نمونه‌ای با گام - appeal: overturned بنویسید.",
        "No example goes on to “{target}” after an appeal; write one with the step - appeal: overturned.",
    ),
}
