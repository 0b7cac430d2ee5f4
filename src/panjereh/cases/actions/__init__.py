"""Writes of cases: one function for each thing that can happen to an application."""

from panjereh.cases.actions.applying import (
    apply_whole,
    open_application,
    pages_now,
    save_page,
    submit_application,
    withdraw_application,
)
from panjereh.cases.actions.deciding import decide_application, take_task
from panjereh.cases.actions.effects import carry_out, look_at_limits, retry_fetch
from panjereh.cases.actions.paying import ask_for_fee, record_payment

__all__ = [
    "apply_whole",
    "ask_for_fee",
    "carry_out",
    "decide_application",
    "look_at_limits",
    "open_application",
    "pages_now",
    "record_payment",
    "retry_fetch",
    "save_page",
    "submit_application",
    "take_task",
    "withdraw_application",
]
