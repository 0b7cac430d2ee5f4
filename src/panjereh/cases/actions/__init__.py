"""Writes of cases: one function for each thing that can happen to an application."""

from panjereh.cases.actions.applying import (
    apply_whole,
    open_application,
    pages_now,
    save_page,
    submit_application,
    withdraw_application,
)
from panjereh.cases.actions.conversing import read_messages, send_message
from panjereh.cases.actions.deciding import decide_application, take_task
from panjereh.cases.actions.drafting import keep_draft
from panjereh.cases.actions.effects import carry_out, retry_fetch
from panjereh.cases.actions.handing import assign_task, hand_task_on, release_task
from panjereh.cases.actions.limits import look_at_limits

__all__ = [
    "apply_whole",
    "assign_task",
    "carry_out",
    "decide_application",
    "hand_task_on",
    "keep_draft",
    "look_at_limits",
    "open_application",
    "pages_now",
    "read_messages",
    "release_task",
    "retry_fetch",
    "save_page",
    "send_message",
    "submit_application",
    "take_task",
    "withdraw_application",
]
