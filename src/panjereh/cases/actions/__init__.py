"""Writes of cases: one function for each thing that can happen to an application."""

from panjereh.cases.actions.appealing import begin_appeal, close_appeal
from panjereh.cases.actions.applying import (
    apply_whole,
    open_application,
    save_page,
    submit_application,
    withdraw_application,
)
from panjereh.cases.actions.conversing import read_messages, send_message
from panjereh.cases.actions.deciding import decide_application, take_task
from panjereh.cases.actions.drafting import keep_draft
from panjereh.cases.actions.effects import carry_out, retry_fetch
from panjereh.cases.actions.handing import assign_task, hand_task_on, release_task
from panjereh.cases.actions.keeping import Kept, choose_rival, keep_page, pages_now
from panjereh.cases.actions.limits import look_at_limits
from panjereh.cases.actions.matching import match_others
from panjereh.cases.actions.measuring import agree_to_measure, drop_measure, take_measure
from panjereh.cases.actions.opining import give_opinion
from panjereh.cases.actions.paying import ask_for_fee, record_payment
from panjereh.cases.actions.renewing import renewed_draft

__all__ = [
    "Kept",
    "agree_to_measure",
    "apply_whole",
    "ask_for_fee",
    "assign_task",
    "begin_appeal",
    "carry_out",
    "choose_rival",
    "close_appeal",
    "decide_application",
    "drop_measure",
    "give_opinion",
    "hand_task_on",
    "keep_draft",
    "keep_page",
    "look_at_limits",
    "match_others",
    "open_application",
    "pages_now",
    "read_messages",
    "record_payment",
    "release_task",
    "renewed_draft",
    "retry_fetch",
    "save_page",
    "send_message",
    "submit_application",
    "take_measure",
    "take_task",
    "withdraw_application",
]
