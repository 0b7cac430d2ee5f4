"""Writes of money: ask, hand over, settle, give back."""

from panjereh.money.actions.asking import Demand, ask_for_payment, close_bill
from panjereh.money.actions.refunding import carry_refund, due_refunds, owe_back, return_payment
from panjereh.money.actions.settling import came_back, due_payments, look
from panjereh.money.actions.starting import start

__all__ = [
    "Demand",
    "ask_for_payment",
    "came_back",
    "carry_refund",
    "close_bill",
    "due_payments",
    "due_refunds",
    "look",
    "owe_back",
    "return_payment",
    "start",
]
