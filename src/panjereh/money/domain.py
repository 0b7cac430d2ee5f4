"""The states of a payment, the one table of what can happen to it, and when the provider is asked again.

The public states are few and stable. What an adapter knows more exactly is private: each private state
stands for one public state with its code, and `move` is the only way from one to another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

# After this time at the provider's page an unpaid payment counts as expired.
SESSION = timedelta(minutes=20)
# Who speaks to the provider holds the payment for this long; a longer silence means that they were killed.
LEASE = timedelta(seconds=30)
# A payment whose outcome nobody says is given up after this time; should money come after all, it goes back.
LONGEST = timedelta(hours=72)

FIRST_LOOK = timedelta(minutes=2)
SHORTEST_PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(hours=1)
# Looks at a payment that has expired, for money that came late.
LATE_LOOKS = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))


@dataclass(frozen=True, slots=True)
class Public:
    """What everybody may know of a payment."""

    state: str  # created · started · submitted · success · failed · cancelled · error
    code: str = ""

    @property
    def finished(self) -> bool:
        return self.state not in UNFINISHED


UNFINISHED = ("created", "started", "submitted")
DECLINED, EXPIRED, ABANDONED, BY_AGENCY, PROVIDER_ERROR = "P0010", "P0020", "P0030", "P0040", "P0050"
OTHER_BODY = "P0191"  # an idempotency key that came with another body

PUBLIC: Mapping[str, Public] = MappingProxyType(
    {
        "new": Public("created"),
        "requesting": Public("created"),  # the provider is being asked for an authority
        "redirected": Public("started"),  # the payer is at the provider's page
        "returned": Public("submitted"),  # the browser came back; that is a hint, no more
        "unknown": Public("submitted"),  # asked, and no answer came
        "verified": Public("success"),
        "declined": Public("failed", DECLINED),
        "expired": Public("failed", EXPIRED),
        "abandoned": Public("failed", ABANDONED),
        "withdrawn": Public("cancelled", BY_AGENCY),
        "refused": Public("error", PROVIDER_ERROR),  # the provider takes no such payment from us
        "wrong_amount": Public("error", PROVIDER_ERROR),
    }
)

_AT_THE_PROVIDER = ("redirected", "returned", "unknown")
# Money may come when nobody waits for it any more: then it is a success, and goes back.
_LATE = ("declined", "expired", "abandoned", "withdrawn")

_MOVES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "asks": {"new": "requesting", "requesting": "requesting"},
        "given": {"requesting": "redirected"},
        "not_given": {"requesting": "refused"},
        "unreachable": {"requesting": "new"},
        "came_back": {"redirected": "returned", "returned": "returned", "unknown": "unknown"},
        "paid": dict.fromkeys((*_AT_THE_PROVIDER, *_LATE), "verified"),
        "declined": {**dict.fromkeys(_AT_THE_PROVIDER, "declined"), "expired": "expired", "withdrawn": "withdrawn"},
        "abandoned": {**dict.fromkeys(_AT_THE_PROVIDER, "abandoned"), "expired": "expired", "withdrawn": "withdrawn"},
        "wrong_amount": dict.fromkeys((*_AT_THE_PROVIDER, *_LATE), "wrong_amount"),
        "still_open": {
            "redirected": "redirected", "returned": "redirected", "unknown": "redirected",
            "expired": "expired", "withdrawn": "withdrawn",
        },
        "no_answer": {
            "redirected": "redirected", "returned": "unknown", "unknown": "unknown",
            "expired": "expired", "withdrawn": "withdrawn",
        },
        "timed_out": dict.fromkeys(("new", "requesting", *_AT_THE_PROVIDER), "expired"),
        "cancelled": dict.fromkeys(("new", "requesting"), "withdrawn"),
    }
)  # fmt: skip

HAPPENINGS = tuple(_MOVES)


def move(private: str, happening: str) -> str | None:
    """The private state after something has happened; None: it can't happen in this state."""
    return _MOVES[happening].get(private)


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in both languages."""

    fa: str
    en: str

    def get(self, language: str) -> str:
        return self.en if language == "en" else self.fa


class PaymentMoved(Exception):
    """What was asked doesn't fit the payment's present state. Nothing has happened; `key` says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key

    def get(self, language: str) -> str:
        return NOT_NOW[self.key].get(language)


NOT_NOW: Mapping[str, Words] = MappingProxyType(
    {
        "paid": Words("این صورتحساب پرداخت شده است.", "This bill has been paid."),
        "closed": Words(
            "این صورتحساب دیگر پرداختنی نیست؛ وضعیت پرونده را ببینید.",
            "This bill can no longer be paid; look at the state of the case.",
        ),
        "being_verified": Words(
            "نتیجهٔ پرداخت پیشین را از بانک می‌پرسیم. تا روشن شدن آن دوباره پرداخت نکنید.",
            "We are asking the bank how your last payment ended. Do not pay again until that is clear.",
        ),
        "handing_over": Words(
            "درگاه بانک را باز می‌کنیم. چند ثانیه دیگر دوباره «پرداخت» را بزنید.",
            "The bank's page is being opened. Choose “Pay” once more in a few seconds.",
        ),
        "provider_silent": Words(
            "درگاه بانک پاسخ نمی‌دهد. پولی از شما گرفته نشده است و چیزی گم نشده؛ چند دقیقه دیگر دوباره پرداخت کنید.",
            "The bank is not answering. No money was taken and nothing is lost; pay again in a few minutes.",
        ),
        "provider_refused": Words(
            "درگاه بانک این پرداخت را نپذیرفت. پولی از شما گرفته نشده است. اگر تکرار شد، آن را گزارش کنید.",
            "The bank did not accept this payment. No money was taken. If it happens again, report it.",
        ),
        "not_set_up": Words(
            "پرداخت برخط در این سامانه راه‌اندازی نشده است. پولی از شما گرفته نشده است؛ به دستگاه خبر دهید.",
            "Online payment is not set up here. No money was taken; tell the agency.",
        ),
        "other_body": Words(
            "این فرم پیش‌تر برای پرداخت دیگری فرستاده شده است. صفحه را دوباره باز کنید.",
            "This form was sent before for another payment. Open the page again.",
        ),
        "bad_key": Words(
            "این فرم کلید ندارد. صفحه را دوباره باز کنید و «پرداخت» را بزنید.",
            "This form has no key. Open the page again and choose “Pay”.",
        ),
    }
)


def next_look(private: str, *, looks: int, now: datetime, finished_at: datetime | None) -> datetime | None:
    """When the provider is to be asked about a payment that came into this state; None: never again."""
    if private == "redirected":
        return now + FIRST_LOOK * max(1, looks)
    if private == "returned":
        return now
    if private == "unknown":
        return now + min(LONGEST_PAUSE, SHORTEST_PAUSE * (1 << min(looks, 10)))
    if private in ("new", "requesting"):
        return now + SESSION
    if private in ("expired", "withdrawn") and finished_at is not None:
        later = [finished_at + span for span in LATE_LOOKS if finished_at + span > now]
        return later[0] if later else None
    return None
