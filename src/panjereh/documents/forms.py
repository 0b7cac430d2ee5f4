"""The verification form: a code, or the file itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile

from panjereh.kernel.codes import parse_code
from panjereh.kernel.faults import Refused

LARGEST = 5 * 1024 * 1024
EMPTY = {
    "fa": "کد سند را بنویسید، یا فایل سند را بگذارید",
    "en": "Enter the code of the document, or give its file",
}
NOT_PDF = {
    "fa": "فایل باید همان PDF صادرشده باشد، تا ۵ مگابایت",
    "en": "Give the PDF as it was issued, up to 5 MB",
}


@dataclass
class VerifyForm:
    typed: str = ""
    code: str = ""
    file: bytes | None = None
    faults: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def errors(self, language: str) -> list[tuple[str, str]]:
        return [(name, sentence[language]) for name, sentence in self.faults.items()]


def read_verify(typed: str, file: UploadedFile[bytes] | None) -> VerifyForm:
    """Read what was sent; a file goes before a code."""
    form = VerifyForm(typed=typed[:64])
    if file is not None:
        form.file = file.read() if (file.size or 0) <= LARGEST else b""
        if not form.file.startswith(b"%PDF-"):
            form.faults["file"] = NOT_PDF
        return form
    if not typed.strip():
        form.faults["code"] = EMPTY
        return form
    try:
        form.code = parse_code(form.typed)
    except Refused as refused:
        form.faults["code"] = {"fa": refused.fault.fa, "en": refused.fault.en}
    return form
