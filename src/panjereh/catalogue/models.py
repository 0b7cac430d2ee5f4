"""Published services: closed bundles that are never changed, and what they refer to."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from panjereh.kernel.codes import new_uuid


class Agency(models.Model):
    """An agency's published folder: names, roles, the calendar that it works by."""

    id = models.CharField(primary_key=True, max_length=64)
    definition = models.JSONField()
    published_at = models.DateTimeField()


class LifeEvent(models.Model):
    """Something that happens in a life and needs services of several agencies."""

    id = models.CharField(primary_key=True, max_length=64)
    title = models.JSONField()  # {fa, en}


class CalendarDay(models.Model):
    """A day off of one calendar, as announced. Revoked days stay, with their status."""

    calendar = models.CharField(max_length=64)
    date = models.DateField()
    kind = models.CharField(max_length=32)
    name_fa = models.CharField(max_length=128)
    name_en = models.CharField(max_length=128)
    status = models.CharField(max_length=16)
    source = models.CharField(max_length=128)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["calendar", "date", "name_fa"], name="catalogue_one_day")
        ]


class Parameter(models.Model):
    """An amount or threshold of law, from a day to a day (`until` is the last day; null: open)."""

    name = models.CharField(max_length=64)
    value = models.CharField(max_length=64)
    since = models.DateField()
    until = models.DateField(null=True)
    law = models.CharField(max_length=255)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "since"], name="catalogue_parameter_once")]


class ServiceVersion(models.Model):
    """One version of a service: the bytes of its folder. Live when approved; the newest live one is used."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    service = models.CharField(max_length=128)
    number = models.PositiveIntegerField()
    agency = models.CharField(max_length=64)
    bundle = models.BinaryField()
    sha256 = models.BinaryField(max_length=32)
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    alone = models.BooleanField(default=False)  # demonstration only: one person did both

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="catalogue_number_once"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | Q(alone=True) | ~Q(approved_by=F("proposed_by")),
                name="catalogue_two_people",
            ),
        ]
        indexes = [models.Index(fields=["service", "-number"], name="catalogue_newest")]
