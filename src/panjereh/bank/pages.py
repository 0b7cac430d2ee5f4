"""The bank's page, without scripts: what is to be paid, and what a payer or a line can do."""

from __future__ import annotations

from html import escape

from panjereh.bank.store import Payment

WORDS = {
    "fa": {
        "dir": "rtl",
        "bank": "بانک آزمایشی",
        "warning": "این یک بانک ساختگی است. هیچ پول واقعی جابه‌جا نمی‌شود.",
        "amount": "مبلغ",
        "unit": "ریال",
        "for": "بابت",
        "number": "شناسهٔ پرداخت",
        "do": "چه پیش بیاید؟",
        "pay": "پرداخت می‌کنم",
        "decline": "بانک نپذیرد",
        "cancel": "انصراف و بازگشت",
        "others": "پیشامدهای دیگر",
        "lost": "پرداخت شود، ولی راه بازگشت گم شود",
        "twice": "پرداخت شود، و خبرش دو بار برسد",
        "wrong": "مبلغ دیگری گرفته شود",
        "late": "پرداخت شود، ولی بانک دیر ثبت کند",
        "other": "English",
        "gone": "پرداخت شد، ولی راه بازگشت گم شد",
        "gone_text": "این صفحه را ببندید و در سامانه به پروندهٔ خود بروید. نتیجه از بانک پرسیده می‌شود.",
        "unknown": "چنین پرداختی نیست",
        "unknown_text": "به سامانه بازگردید و دوباره «پرداخت» را بزنید.",
    },
    "en": {
        "dir": "ltr",
        "bank": "Simulated bank",
        "warning": "This bank is made up. No real money moves.",
        "amount": "Amount",
        "unit": "rials",
        "for": "For",
        "number": "Payment",
        "do": "What shall happen?",
        "pay": "Pay",
        "decline": "The bank declines",
        "cancel": "Cancel and go back",
        "others": "Other things that happen",
        "lost": "Pay, but the way back is lost",
        "twice": "Pay, and the news of it comes twice",
        "wrong": "Another amount is taken",
        "late": "Pay, but the bank books it late",
        "other": "فارسی",
        "gone": "Paid, but the way back was lost",
        "gone_text": "Close this page and go to your case. The bank will be asked for the outcome.",
        "unknown": "There is no such payment",
        "unknown_text": "Go back and choose “Pay” once more.",
    },
}
MAIN, OTHERS = ("pay", "decline", "cancel"), ("lost", "twice", "wrong", "late")
DOINGS = (*MAIN, *OTHERS)
_DIGITS = str.maketrans("0123456789,", "۰۱۲۳۴۵۶۷۸۹٬")

STYLE = """
:root{color-scheme:light dark}
body{margin:0;font:1.0625rem/1.8 system-ui,"Segoe UI",Tahoma,sans-serif;background:#eef0f4;color:#1a1d24}
main{max-inline-size:32rem;margin:2rem auto;padding:1.5rem;background:#fff;border:2px dashed #5b6475}
h1{font-size:1.5rem;margin:0 0 .5rem}h2{font-size:1.125rem;margin:1.5rem 0 .5rem}
.warning{background:#3b2a00;color:#ffe2a0;padding:.5rem 1rem;margin:0;text-align:center;font-weight:700}
dt{color:#454f5d}dd{margin:0 0 .75rem;font-weight:700;overflow-wrap:anywhere}
button{font:inherit;min-block-size:48px;inline-size:100%;margin-block-end:.75rem;padding:.25rem 1rem;
border:2px solid #3a4356;background:#fff;color:#1a1d24;cursor:pointer}
button.main{background:#3a4356;color:#fff}
button:focus-visible,a:focus-visible{outline:3px solid #b35c00;outline-offset:2px}
a{color:#1f3fa8}
@media (prefers-color-scheme:dark){body{background:#14161b;color:#eceef3}main{background:#1f232b;border-color:#8a93a1}
dt{color:#b9bec7}button{background:#1f232b;color:#eceef3;border-color:#b9bec7}
button.main{background:#d5dae4;color:#14161b}a{color:#9db4ff}}
"""


def pay_page(payment: Payment, language: str) -> str:
    """Amount and purpose, and a button for each thing that can happen."""
    words = WORDS[language]
    amount = f"{payment.amount:,}"
    if language == "fa":
        amount = amount.translate(_DIGITS)
    buttons = {
        name: f'<button name="do" value="{name}"{" class=main" if name == "pay" else ""}>{words[name]}</button>'
        for name in DOINGS
    }
    return _page(
        language,
        words["bank"],
        f"""<h1>{words["bank"]}</h1>
<dl><dt>{words["amount"]}</dt><dd>{amount} {words["unit"]}</dd>
<dt>{words["for"]}</dt><dd><bdi>{escape(payment.description)}</bdi></dd>
<dt>{words["number"]}</dt><dd><bdi dir="ltr">{payment.authority}</bdi></dd></dl>
<h2>{words["do"]}</h2>
<form method="post"><input type="hidden" name="lang" value="{language}">{"".join(buttons[name] for name in MAIN)}
<h2>{words["others"]}</h2>{"".join(buttons[name] for name in OTHERS)}</form>
{_switch(language)}""",
    )


def lost_page(language: str) -> str:
    """What the payer sees whose way back is lost."""
    words = WORDS[language]
    return _page(language, words["gone"], f"<h1>{words['gone']}</h1><p>{words['gone_text']}</p>")


def unknown_page(language: str) -> str:
    words = WORDS[language]
    return _page(language, words["unknown"], f"<h1>{words['unknown']}</h1><p>{words['unknown_text']}</p>")


def _switch(language: str) -> str:
    other = "en" if language == "fa" else "fa"
    return f'<p><a href="?lang={other}" lang="{other}" hreflang="{other}">{WORDS[language]["other"]}</a></p>'


def _page(language: str, title: str, body: str) -> str:
    words = WORDS[language]
    return f"""<!doctype html>
<html lang="{language}" dir="{words["dir"]}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<link rel="stylesheet" href="style.css"></head>
<body><p class="warning" role="note">{words["warning"]}</p><main>{body}</main></body></html>
"""
