"""Cases: the present state, the journal that it is a reading of, and the sealed papers."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from panjereh.kernel.codes import new_uuid


class Case(models.Model):
    """The present state of a case. Written only in the transaction that appends its events."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    ref = models.CharField(max_length=32, unique=True)
    open_key = models.UUIDField()  # the form token of the start: the same one opens no second case
    service = models.CharField(max_length=128)
    version = models.ForeignKey("catalogue.ServiceVersion", on_delete=models.PROTECT)
    agency = models.CharField(max_length=64)
    principal = models.UUIDField()
    status = models.CharField(max_length=16)
    stage = models.CharField(max_length=64)
    seq = models.PositiveIntegerField()
    state = models.JSONField()
    receipt = models.CharField(max_length=32, null=True)  # noqa: DJ001 - unique, and absent in drafts
    officer = models.UUIDField(null=True)
    opened_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    stage_due_on = models.DateField(null=True)
    # Where it lies, for the lists (`placing.py`): whose turn it is, the roles that see it, empty for nobody's.
    turn = models.CharField(max_length=16, default="")
    roles = ArrayField(models.CharField(max_length=64), default=list)
    ticked_on = models.DateField(null=True)  # the day on which its limits were last looked at
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["principal", "open_key"], name="cases_opened_once"),
            models.UniqueConstraint(fields=["agency", "receipt"], name="cases_receipt_once"),
        ]
        indexes = [
            models.Index(fields=["principal", "-opened_at"], name="cases_mine"),
            models.Index(
                fields=["agency", "-submitted_at"],
                name="cases_given",
                condition=Q(status__in=["ended", "finishing"]),
            ),
            models.Index(
                fields=["agency", "stage_due_on"],
                name="cases_queue",
                condition=Q(status__in=["running", "held"]),
            ),
            models.Index(fields=["id"], name="cases_unplaced", condition=Q(turn="")),
        ]


class CaseEvent(models.Model):
    """What happened, appended once: `seq` has no gaps, `data` holds no answer and no note."""

    pk = models.CompositePrimaryKey("case_id", "seq")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=32)
    stage = models.CharField(max_length=64)
    party = models.CharField(max_length=80)  # applicant · agency:<id> · machine
    human = models.UUIDField(null=True)
    principal = models.UUIDField(null=True)
    mandate = models.UUIDField(null=True)
    assurance = models.PositiveSmallIntegerField()
    ground = models.CharField(max_length=128)  # the rule that allowed it
    data = models.JSONField()
    seen_by = models.CharField(max_length=16)


class Paper(models.Model):
    """One sealed paper of a case: a page of answers, a snapshot of a register, an officer's note.

    `round` counts the submissions before it, so that what was answered at each of them stays.
    """

    pk = models.CompositePrimaryKey("case_id", "kind", "name", "round")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers", db_index=False)
    kind = models.CharField(
        max_length=16
    )  # page · typed · rival · renewed · dropped · known · changed · note · act
    name = models.CharField(max_length=64)
    round = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    sealed = models.BinaryField()


class CaseFile(models.Model):
    """One file of a case: where it lies in the store, and what it is. Its bytes were on the disk before this row.

    `held`: an answer of the case names it; a row that none has named for a day is taken away with its file.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="files", db_index=False)
    address = models.BinaryField(max_length=32)  # keyed digest of the content as it is kept
    kind = models.CharField(max_length=8)
    size = models.PositiveBigIntegerField()
    sent = models.PositiveBigIntegerField()  # bytes before it was written anew
    name = models.BinaryField()  # sealed
    at = models.DateTimeField()
    held = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "address"], name="cases_file_once")]
        indexes = [
            models.Index(fields=["address"], name="cases_file_address"),
            models.Index(fields=["at"], name="cases_file_unheld", condition=Q(held=False)),
        ]


class Appeal(models.Model):
    """Which case appeals against which decision of which other case; kept for ever, also of dropped drafts."""

    appeal = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT, related_name="appeals")
    about = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="appealed_by")
    decision = models.PositiveIntegerField()  # `seq` of the decision in the other case
    agency = models.CharField(max_length=64)  # that hears the appeal
    about_agency = models.CharField(max_length=64)
    principal = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["about", "decision"], name="cases_appeals_of")]


class ReceiptCounter(models.Model):
    """The last receipt number of an agency in a Jalali year: a row, not a sequence, so that none is skipped."""

    pk = models.CompositePrimaryKey("agency", "year")
    agency = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()


class Colleague(models.Model):
    """Under which name a member of staff is known to the colleagues of an agency; written by themself."""

    pk = models.CompositePrimaryKey("agency", "party")
    agency = models.CharField(max_length=64)
    party = models.UUIDField()
    name = models.JSONField()  # {fa, en}


class Opinion(models.Model):
    """An opinion that is asked of another agency: what its desk shows. What it said stands in the case.

    Kept in the transaction of the events; `awaited`: neither given, nor missed, nor overtaken.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="opinions", db_index=False)
    branch = models.CharField(max_length=64)
    agency = models.CharField(max_length=64)  # that is asked
    role = models.CharField(max_length=64)
    principal = models.UUIDField()  # the applicant: nobody gives an opinion on their own case
    receipt = models.CharField(max_length=32)
    version = models.ForeignKey("catalogue.ServiceVersion", on_delete=models.PROTECT, db_index=False)
    ground = models.CharField(max_length=128)
    due_on = models.DateField()
    awaited = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "branch"], name="cases_opinion_once")]
        indexes = [
            models.Index(
                fields=["agency", "due_on"], name="cases_opinions_awaited", condition=Q(awaited=True)
            )
        ]
