"""What is said of a file that can't be taken: which kinds and sizes are, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from panjereh.kernel.faults import Fault, Refused
from panjereh.kernel.text_fa import digits_fa

_TAKEN = ("{kinds} تا {max} مگابایت پذیرفته می‌شود", "{kinds} up to {max} MB is taken")
_PRINT = ("آن را با برنامه‌اش به PDF چاپ کنید", "print it to PDF")
_PICTURE = ("آن را با قالب JPEG یا PNG ذخیره کنید", "save it as JPEG or PNG")
_AGAIN = ("پاسخ‌های دیگر شما همین‌جاست", "Your other answers are still here")

SENTENCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "empty": (
            "این فایل خالی است. فایل را باز کنید و ببینید چیزی در آن هست، سپس دوباره بفرستید.",
            "This file is empty. Open it to see that something is in it, then send it again.",
        ),
        "too_large": (
            f"این فایل از {{max}} مگابایت بزرگ‌تر است. {_TAKEN[0]}؛ با کیفیت کمتر اسکن یا ذخیره کنید.",
            f"This file is larger than {{max}} MB. {_TAKEN[1]}; scan or save it with less detail.",
        ),
        "picture": (
            f"این تصویر از نوعی است که پذیرفته نیست. {_TAKEN[0]}؛ {_PICTURE[0]} و دوباره بفرستید.",
            f"This kind of picture is not taken. {_TAKEN[1]}; {_PICTURE[1]} and send it again.",
        ),
        "program": (
            f"این فایل یک برنامه است، نه سند. {_TAKEN[0]}؛ خود سند را انتخاب کنید.",
            f"This file is a program, not a document. {_TAKEN[1]}; choose the document itself.",
        ),
        "archive": (
            f"این فایل بستهٔ فشرده است. {_TAKEN[0]}؛ سند را از آن بیرون بیاورید و خودش را بفرستید.",
            f"This file is an archive. {_TAKEN[1]}; take the document out of it and send that.",
        ),
        "office": (
            f"این فایل سند آفیس است. {_TAKEN[0]}؛ {_PRINT[0]} و آن را بفرستید.",
            f"This file is an office document. {_TAKEN[1]}; {_PRINT[1]} and send that.",
        ),
        "web": (
            f"این فایل صفحهٔ وب است. {_TAKEN[0]}؛ {_PRINT[0]} و آن را بفرستید.",
            f"This file is a web page. {_TAKEN[1]}; {_PRINT[1]} and send that.",
        ),
        "video": (
            f"این فایل ویدئو یا صداست. {_TAKEN[0]}؛ به جایش عکس بفرستید.",
            f"This file is a film or a sound. {_TAKEN[1]}; send a picture instead.",
        ),
        "hidden_pdf": (
            f"پیش از آغاز سند PDF چیز دیگری در این فایل هست. {_PRINT[0]} و فایل تازه را بفرستید.",
            "Something else stands in this file before the PDF begins. Open it, print it to PDF and send "
            "the new file.",
        ),
        "other": (
            f"نوع این فایل شناخته نشد. {_TAKEN[0]}؛ از سند عکس بگیرید یا {_PRINT[0]}.",
            f"The kind of this file is not known. {_TAKEN[1]}; photograph the document or {_PRINT[1]}.",
        ),
        "not_wanted": (
            "این فایل {kind} است، ولی اینجا {kinds} پذیرفته می‌شود، تا {max} مگابایت. سند را به این شکل بفرستید.",
            "This file is {kind}, but here {kinds} up to {max} MB is taken. Send the document in that form.",
        ),
        "name_differs": (
            "نام این فایل با محتوایش جور نیست: محتوا {kind} است. آن را باز کنید، با نوع درست ذخیره کنید "
            "و دوباره بفرستید.",
            "The name of this file does not fit what is in it: it is {kind}. Open it, save it with the right "
            "ending and send it again.",
        ),
        "type_differs": (
            "مرورگر شما این فایل را نوع دیگری خواند، ولی محتوایش {kind} است. آن را باز کنید، دوباره ذخیره کنید "
            "و بفرستید.",
            "Your browser called this file something else, but it is {kind}. Open it, save it once more "
            "and send it.",
        ),
        "damaged": (
            "این فایل ناقص یا خراب است و تا پایان خوانده نمی‌شود. از سند عکس بگیرید یا آن را دوباره به PDF "
            "چاپ کنید.",
            "This file is incomplete or damaged and can't be read to its end. Photograph the document or "
            "print it to PDF again.",
        ),
        "too_many_pixels": (
            "این تصویر بیش از {pixels} میلیون نقطه دارد. آن را کوچک‌تر کنید و دوباره بفرستید.",
            "This picture has more than {pixels} million pixels. Make it smaller and send it again.",
        ),
        "moving": (
            "این تصویر متحرک است. یک تصویر ثابت از سند بفرستید.",
            "This picture moves. Send a still picture of the document.",
        ),
        "too_heavy": (
            "این فایل پیچیده‌تر از آن است که بی‌خطر بررسی شود. از سند عکس بگیرید یا آن را دوباره به PDF چاپ کنید.",
            "This file is too complex to be checked safely. Photograph the document or print it to PDF again.",
        ),
        "locked": (
            "این PDF قفل یا رمز دارد. آن را باز کنید، بی‌رمز به PDF چاپ کنید و فایل تازه را بفرستید.",
            "This PDF is locked or has a password. Open it, print it to PDF without one and send the new file.",
        ),
        "commands": (
            "این PDF دستورهایی دارد که هنگام باز شدن کاری می‌کنند. آن را به PDF چاپ کنید و فایل تازه را بفرستید.",
            "This PDF holds commands that do something when it is opened. Print it to PDF and send the new file.",
        ),
        "form_of_one_program": (
            "این PDF فرمی است که فقط یک برنامه می‌خواند. آن را پر کنید، به PDF چاپ کنید و فایل تازه را بفرستید.",
            "This PDF is a form that only one program can read. Fill it in, print it to PDF and send the new file.",
        ),
        "media": (
            "در این PDF فیلم، صدا یا شکل سه‌بعدی هست. آن را به PDF چاپ کنید و فایل تازه را بفرستید.",
            "This PDF holds a film, a sound or a 3D figure. Print it to PDF and send the new file.",
        ),
        "attachments": (
            "فایل‌های دیگری پیوست این PDF است. پیوست‌ها را جدا بفرستید، و خود سند را به PDF چاپ کنید و بفرستید.",
            "Other files are attached to this PDF. Send the attachments on their own, and the document "
            "printed to PDF.",
        ),
        "too_many_pages": (
            "این PDF بیش از {pages} صفحه دارد. فقط صفحه‌هایی را که لازم است بفرستید.",
            "This PDF has more than {pages} pages. Send only the pages that are needed.",
        ),
        "more_after_end": (
            "پس از پایان سند PDF چیز دیگری در این فایل هست. آن را به PDF چاپ کنید و فایل تازه را بفرستید.",
            "Something else stands in this file behind the end of the PDF. Print it to PDF and send the new file.",
        ),
        "too_many_files": (
            "این پرونده {most} فایل دارد و جای فایل دیگری نیست. چند سند را در یک PDF بفرستید.",
            "This case has {most} files and no room for another. Send several documents as one PDF.",
        ),
        "unknown": (
            "این فایل دیگر در پرونده نیست. آن را دوباره انتخاب کنید و بفرستید.",
            "This file is not in the case any more. Choose it again and send it.",
        ),
        "busy": (
            f"اکنون فایل‌های بسیاری بررسی می‌شود. {_AGAIN[0]}؛ یک دقیقهٔ دیگر فایل را دوباره بفرستید.",
            f"Many files are being checked just now. {_AGAIN[1]}; send the file again in a minute.",
        ),
        "no_room": (
            f"اکنون نمی‌توانیم فایل را نگه داریم و مسئول سامانه باخبر شد. {_AGAIN[0]}؛ کمی بعد دوباره بفرستید.",
            f"We can't keep the file just now, and the operator has been told. {_AGAIN[1]}; "
            "send the file again a little later.",
        ),
    }
)


def file_fault(key: str, *, kinds: str = "", max_mb: int = 0, **words: int | str) -> Fault:
    """The two sentences of a key; `kinds` as `words_of` gives them."""
    fa, en = SENTENCES[key]
    shown = {name: digits_fa(word) for name, word in words.items()}
    last_fa, last_en = (_listed(kinds, word) for word in ("یا", "or"))
    return Fault(
        f"file_{key}",
        fa.format(kinds=last_fa, max=digits_fa(max_mb), **shown),
        en.format(kinds=last_en, max=max_mb, **words),
    )


def _listed(kinds: str, last: str) -> str:
    """`PDF, JPEG or PNG`."""
    *first, final = kinds.split(", ")
    comma = "، " if last == "یا" else ", "
    return f"{comma.join(first)} {last} {final}" if first else final


def not_taken(key: str, *, kinds: str = "", max_mb: int = 0, **words: int | str) -> Refused:
    """The error to raise for a file that is refused."""
    return Refused(file_fault(key, kinds=kinds, max_mb=max_mb, **words))
