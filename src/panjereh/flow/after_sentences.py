"""What `flow` says when an appeal or a measure is not possible now."""

from __future__ import annotations

from panjereh.flow.model import Text

AFTER_NOT_NOW: dict[str, Text] = {
    "nothing_to_appeal": Text(
        "در این پرونده اکنون تصمیمی نیست که بتوان به آن اعتراض کرد.",
        "There is no decision in this case now against which one can appeal.",
    ),
    "appeal_decided": Text(
        "به اعتراض شما به این تصمیم رسیدگی شده است؛ دوباره نمی‌توان به همین تصمیم اعتراض کرد.",
        "Your appeal against this decision has been decided; one can't appeal against it again.",
    ),
    "appeal_heard": Text(
        "به این تصمیم اعتراض کرده‌اید و اعتراض در دست رسیدگی است؛ پروندهٔ اعتراض را ببینید.",
        "You have appealed against this decision, and the appeal is being heard; look at its case.",
    ),
    "appeal_late": Text(
        "مهلت اعتراض به این تصمیم گذشته است. اگر شرطی که برآورده نبود برآورده شود، می‌توانید دوباره درخواست دهید.",
        "The time limit for an appeal against this decision has passed. You can apply again once the unmet "
        "condition is met.",
    ),
    "decision_changed": Text(
        "پس از آغاز این اعتراض، تصمیم تازه‌ای در پرونده گرفته شده است؛ آن را ببینید و اگر می‌خواهید به آن اعتراض کنید.",
        "Another decision has been made since you began this appeal; look at it, and appeal against that one "
        "if you want to.",
    ),
    "appeal_not_heard": Text(
        "این اعتراض در پروندهٔ اصلی در دست رسیدگی نیست.", "The original case has no such appeal under way."
    ),
    "own_decision": Text(
        "دربارهٔ اعتراض به تصمیمی که خودتان در آن نظر داده‌اید، همکار دیگری تصمیم می‌گیرد.",
        "A colleague has to decide on an appeal against a decision in which you took part.",
    ),
    "nothing_given": Text(
        "در این پرونده چیزی نیست که بتوان تعلیق یا ابطال کرد.",
        "This case gave nothing that could be suspended or revoked.",
    ),
    "measure_under_way": Text(
        "اقدام پیشین هنوز در حال ثبت است؛ چند ثانیه دیگر صفحه را تازه کنید.",
        "The measure before this one is still being carried out; reload the page in a few seconds.",
    ),
    "measure_not_possible": Text(
        "این اقدام در وضعیت کنونی ممکن نیست؛ شاید همکارتان پیش از شما اقدام کرده است. صفحه را ببینید.",
        "This measure isn't possible as things stand; a colleague may have acted before you. Look at the page.",
    ),
    "appeal_first": Text(
        "دارنده به تصمیم پیشین اعتراض کرده است؛ تا پایان رسیدگی نمی‌توان اقدام تازه‌ای کرد.",
        "The holder has appealed against the last measure; nothing more can be done until that is decided.",
    ),
    "measure_proposed": Text(
        "اقدامی پیشنهاد شده و در انتظار کارشناس دوم است؛ نخست دربارهٔ آن تصمیم بگیرید.",
        "A measure has been proposed and waits for a second officer; decide on that one first.",
    ),
    "nothing_proposed": Text(
        "پیشنهادی در انتظار تأیید نیست؛ صفحه را تازه کنید.",
        "No proposal waits for agreement; reload the page.",
    ),
    "grounds_missing": Text(
        "تعلیق و ابطال فقط با شمارهٔ مبنا ممکن است؛ دست‌کم یک مبنا را انتخاب کنید.",
        "Suspending and revoking need the number of a ground; choose at least one.",
    ),
    "grounds_unknown": Text(
        "مبنایی که انتخاب کرده‌اید برای این اقدام نیست؛ یکی از مبناهای این اقدام را انتخاب کنید.",
        "A ground that you chose doesn't allow this measure; choose one that does.",
    ),
    "grounds_not_due": Text(
        "رفع تعلیق مبنای شماره‌دار نمی‌خواهد؛ دلیل را در متن بنویسید.",
        "Lifting a suspension needs no numbered ground; write the reason into the text.",
    ),
}
