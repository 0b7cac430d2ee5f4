"""What is said of a service that corrects a register."""

from __future__ import annotations

from panjereh.flow.model import Text

CORRECTIONS: dict[str, Text] = {
    "corrects_unknown": Text(
        "پایگاه «{name}» شناخته نیست.{near} پایگاه‌ها: {known}.",
        "The register “{name}” isn't known.{near} There are: {known}.",
    ),
    "corrects_foreign": Text(
        "پایگاه «{register}» را دستگاه «{agency}» نگه می‌دارد؛ فقط خدمت همان دستگاه می‌تواند آن را اصلاح کند.",
        "The register “{register}” is kept by “{agency}”; only a service of that agency may correct it.",
    ),
    "corrects_elsewhere": Text(
        "«corrects» پایگاه «{register}» را نام می‌برد، ولی «outcome» در آن نمی‌نویسد؛ «register: {register}» را در "
        "«outcome» بنویسید.",
        "“corrects” names the register “{register}”, but “outcome” doesn't write there; give “outcome” "
        "“register: {register}”.",
    ),
    "corrects_unseen": Text(
        "اصلاح باید دادهٔ کنونی را ببیند؛ پایگاه «{register}» را با «by: applicant» در «known» بیاورید.",
        "A correction has to see what is recorded; name the register “{register}” in “known” with "
        "“by: applicant”.",
    ),
}
