"""What goes wrong under /api/, told to machines: JSON with a code and the sentence in both languages (RFC 9457)."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

CONTENT_TYPE = "application/problem+json"

# Status (or the page's own name) -> code, Persian, English.
_SAID: dict[str, tuple[str, str, str]] = {
    "400": (
        "not_readable",
        "درخواست خوانده نشد. نشانی و سرآیندها را درست کنید و دوباره بفرستید.",
        "The request could not be read. Mend its address and headers and send it again.",
    ),
    "403": (
        "not_allowed",
        "این کار برای شما مجاز نیست.",
        "You may not do this.",
    ),
    "form_expired": (
        "no_csrf_token",
        "نشانهٔ CSRF نبود یا کهنه بود. کوکی csrf را بگیرید و همان را در سرآیند X-CSRFToken بفرستید.",
        "The CSRF token is missing or old. Get the csrf cookie and send it in the header X-CSRFToken.",
    ),
    "404": (
        "not_found",
        "در این نشانی چیزی برای شما نیست. نشانی و شناسه را بررسی کنید.",
        "There is nothing for you at this address. Check the address and the id.",
    ),
    "410": ("gone", "آنچه اینجا بود برداشته شده است.", "What was here has been taken away."),
    "413": (
        "too_large",
        "درخواست بزرگ‌تر از {most} مگابایت است. کوچک‌تر بفرستید؛ چیزی تغییر نکرد.",
        "The request is larger than {most} megabytes. Send less; nothing was changed.",
    ),
    "429": (
        "too_many",
        "بیش از اندازه تلاش شد. پس از {seconds} ثانیه دوباره بفرستید.",
        "Too many tries. Send it again after {seconds} seconds.",
    ),
    "500": (
        "fault",
        "خطایی در سامانه رخ داد؛ دادهٔ شما سالم است. شمارهٔ پیگیری: {reference}",
        "A fault of ours; your data is safe. Reference: {reference}",
    ),
    "503": (
        "resting",
        "سامانه چند لحظه در دسترس نیست. پس از {seconds} ثانیه دوباره بفرستید.",
        "The system rests for a moment. Send it again after {seconds} seconds.",
    ),
}


def for_machines(request: HttpRequest) -> bool:
    """Whether the answer is read by a program."""
    return request.path.startswith("/api/")


def problem(
    status: int, *, name: str = "", reference: str = "", seconds: int = 0, most: int = 0
) -> JsonResponse:
    """The answer to a machine: `status`, `error` (a code that stays the same), `fa` and `en`."""
    code, fa, en = _SAID[name or str(status)]
    words = {"reference": reference, "seconds": seconds, "most": most // 2**20}
    said = {"status": status, "error": code, "fa": fa.format(**words), "en": en.format(**words)}
    if reference:
        said["reference"] = reference
    return JsonResponse(said, status=status, content_type=CONTENT_TYPE)
