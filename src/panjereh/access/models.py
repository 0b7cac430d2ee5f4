"""The trace of every read of somebody's data."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from panjereh.kernel.codes import new_uuid


class Trace(models.Model):
    """One read: who looked, for whom, at whose what, which fields, on which ground and for what."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    at = models.DateTimeField()
    human = models.UUIDField(null=True)
    principal = models.UUIDField(null=True)
    machine = models.CharField(max_length=64, blank=True)
    agency = models.CharField(max_length=64, blank=True)
    subject = models.UUIDField(null=True)
    source = models.CharField(max_length=64)  # a register's id, or `case`
    object_index = models.BinaryField(max_length=16)
    fields = ArrayField(models.CharField(max_length=64))
    ground = models.CharField(max_length=128)
    purpose = models.CharField(max_length=128)
    case_ref = models.CharField(max_length=32, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject", "-at"], name="access_subject")]
