"""Bills, the payments tried for them, what happened to each, and what went back. Amounts are whole rials."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from panjereh.kernel.codes import new_uuid
from panjereh.money.domain import UNFINISHED


class Bill(models.Model):
    """One amount that one party owes for one thing. `source` (`case:<id>:<stage>:<visit>`) makes it once."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    source = models.CharField(max_length=160, unique=True)
    about = models.CharField(max_length=64)  # what its sources have in common (`case:<id>`)
    payer = models.UUIDField()
    agency = models.CharField(max_length=64)
    case_ref = models.CharField(max_length=32)
    title = models.JSONField()  # {fa, en}: the service
    amount = models.BigIntegerField()
    state = models.CharField(max_length=16)  # open · paid · closed
    made_at = models.DateTimeField()
    until = models.DateField(null=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="money_bill_amount")]
        indexes = [models.Index(fields=["about"], name="money_bill_about")]


class Payment(models.Model):
    """One try to pay a bill. Its id is unguessable: it stands in the address to which the bank sends back."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="payments")
    payer = models.UUIDField()
    agency = models.CharField(max_length=64)
    amount = models.BigIntegerField()
    state = models.CharField(max_length=16)
    code = models.CharField(max_length=8, blank=True)
    private = models.CharField(max_length=16)
    seq = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=2)
    provider = models.CharField(max_length=32)
    authority = models.CharField(max_length=64, null=True)  # noqa: DJ001 - unique, and absent at first
    reference = models.CharField(max_length=64, blank=True)
    counted = models.BooleanField(default=False)  # it paid its bill
    refund_available = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    busy_until = models.DateTimeField(null=True)  # somebody is speaking to the provider about it
    next_look_at = models.DateTimeField(null=True)
    looks = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "authority"], name="money_authority_once"),
            models.UniqueConstraint(
                fields=["bill"], condition=Q(state__in=UNFINISHED), name="money_one_try_at_a_time"
            ),
            models.UniqueConstraint(fields=["bill"], condition=Q(counted=True), name="money_bill_paid_once"),
            models.CheckConstraint(
                condition=Q(refund_available__gte=0) & Q(refund_available__lte=models.F("amount")),
                name="money_refund_within",
            ),
        ]
        indexes = [
            models.Index(fields=["next_look_at"], name="money_due", condition=Q(next_look_at__isnull=False)),
        ]


class Refund(models.Model):
    """Money on its way back to its payer. `source` makes it once."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    source = models.CharField(max_length=160, unique=True)
    amount = models.BigIntegerField()
    why = models.CharField(max_length=16)  # reassessed · an end · late · second
    state = models.CharField(max_length=16)  # submitted · success · error
    reference = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    busy_until = models.DateTimeField(null=True)
    next_look_at = models.DateTimeField(null=True)
    looks = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="money_refund_amount")]
        indexes = [
            models.Index(
                fields=["next_look_at"], name="money_refund_due", condition=Q(next_look_at__isnull=False)
            ),
            models.Index(fields=["state"], name="money_refund_open", condition=~Q(state="success")),
        ]


class PaymentEvent(models.Model):
    """One change of a payment or of a refund of it, appended once."""

    pk = models.CompositePrimaryKey("payment_id", "seq")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(
        max_length=16
    )  # what happened: `domain.HAPPENINGS`, or refund · refunded · not_refunded
    state = models.CharField(max_length=16)
    code = models.CharField(max_length=8, blank=True)
    private = models.CharField(max_length=16)
    by = models.CharField(max_length=64)
    data = models.JSONField(default=dict)  # amounts, references, ids


class StartKey(models.Model):
    """An idempotency key as it came: the same one with the same body is the same payment."""

    pk = models.CompositePrimaryKey("account", "key")
    account = models.UUIDField()
    key = models.CharField(max_length=255)
    resource = models.CharField(max_length=160)
    body = models.BinaryField(max_length=32)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT)
    at = models.DateTimeField()


class ProviderState(models.Model):
    """Whether a provider answered when it was last looked at."""

    name = models.CharField(primary_key=True, max_length=32)
    looked_at = models.DateTimeField()
    silent_since = models.DateTimeField(null=True)
