"""Registers and their records in two times: when it is true, and when we knew it."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from panjereh.kernel.codes import new_uuid


class Register(models.Model):
    """A register's published folder: its fields with visibility, its key, the agency that keeps it."""

    id = models.CharField(primary_key=True, max_length=64)
    agency = models.CharField(max_length=64)
    holder = models.UUIDField(default=new_uuid)  # whose key seals records that are about no person
    definition = models.JSONField()
    sha256 = models.BinaryField(max_length=32)
    published_at = models.DateTimeField()


class DateRange(Func):
    function = "daterange"
    output_field = models.Field()


class Record(models.Model):
    """One version of one entry. Never rewritten: a change supersedes it and enters a new one.

    valid_from/valid_to        the days in which it is true (valid_to is not included)
    recorded_at/superseded_at  when the register said so
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    register = models.CharField(max_length=64)
    agency = models.CharField(max_length=64)
    key_index = models.BinaryField(max_length=16)
    subject = models.UUIDField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=128)  # what made it: a case and its effect, or an import
    sealed = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["register", "subject"], name="registries_subject"),
            models.Index(fields=["register", "key_index"], name="registries_key"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="registries_days"
            ),
            ExclusionConstraint(
                name="registries_one_truth_a_day",
                expressions=[
                    ("register", RangeOperators.EQUAL),
                    ("key_index", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to", Value("[)")), RangeOperators.OVERLAPS),
                ],
                condition=Q(superseded_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["register", "source"],
                condition=Q(source__startswith="case:"),
                name="registries_entered_once",
            ),
        ]
