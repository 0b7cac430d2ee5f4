"""What a password must be, said in both languages."""

from __future__ import annotations

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

SHORTEST, LONGEST = 12, 256


def password_fault(password: str, again: str) -> str:
    """What is wrong with a new password and its repetition, as a sentence; empty when nothing is."""
    if not password:
        return gettext("Enter a new password of at least 12 letters, for example four words in a row")
    if len(password) < SHORTEST:
        return gettext("The password needs at least 12 letters, for example four words in a row")
    if len(password) > LONGEST:
        return gettext("The password may have at most 256 letters")
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        return gettext(
            "Very many people use this password. Choose another one, for example four words in a row"
        )
    if password != again:
        return gettext("The two passwords are not the same. Enter both again")
    return ""
