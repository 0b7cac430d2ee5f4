"""The inbox of each party, where else a message goes, and the mailbox of the demonstration."""

from __future__ import annotations

from django.db import models

from panjereh.kernel.codes import new_uuid


class Notice(models.Model):
    """One message to one party. `source` (`case:<ref>:<effect>`) makes it arrive once."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    party = models.UUIDField()
    at = models.DateTimeField()
    case_ref = models.CharField(max_length=32, blank=True)
    source = models.CharField(max_length=128, unique=True)
    sealed = models.BinaryField()  # {title: {fa, en}, body: {fa, en}}
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["party", "-at"], name="notices_inbox")]


class Contact(models.Model):
    """An address that the party gave and confirmed. Only `email` so far."""

    party = models.UUIDField()
    channel = models.CharField(max_length=16)
    language = models.CharField(max_length=2, default="fa")
    sealed = models.BinaryField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "channel"], name="notices_one_a_channel")]


class DemoMail(models.Model):
    """What would have been mailed, in demonstration mode without a mail server: shown on a page."""

    at = models.DateTimeField()
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=254)
    body = models.TextField()
