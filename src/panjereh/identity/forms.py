"""The sign-in form: a national id and a password."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from panjereh.kernel.ids_ir import NATIONAL_ID


@dataclass
class SignInForm:
    number: str = ""
    password: str = ""
    faults: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def errors(self, language: str) -> list[tuple[str, str]]:
        return [(name, sentence[language]) for name, sentence in self.faults.items()]


EMPTY = {"fa": "رمز عبور را بنویسید", "en": "Enter your password"}
WRONG = {
    "fa": "کد ملی و رمز عبور با هم نمی‌خوانند. هر دو را دوباره بنویسید",
    "en": "The national ID and the password do not match. Enter both again",
}


def read_sign_in(sent: Mapping[str, str]) -> SignInForm:
    """Read what was sent; a wrong national id is told with how a right one looks."""
    form = SignInForm(number=sent.get("number", ""), password=sent.get("password", ""))
    fault = NATIONAL_ID.fault(form.number)
    if fault is not None:
        form.faults["number"] = {"fa": fault.fa, "en": fault.en}
    if not form.password:
        form.faults["password"] = EMPTY
    return form
