"""Parties: id, kind, blind index, credentials, and how they came in. Names stand in the registers, not here."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from panjereh.identity.domain import Kind
from panjereh.kernel.codes import new_uuid


class Party(AbstractBaseUser):
    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in Kind])
    number_index = models.BinaryField(max_length=16, unique=True)
    assurance = models.PositiveSmallIntegerField(default=0)
    is_sample = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    USERNAME_FIELD = "id"
    objects = models.Manager()

    class Meta:
        verbose_name = "party"


class StaffRole(models.Model):
    """A role that a person holds in an agency, from a day to a day."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="roles")
    agency = models.CharField(max_length=64)
    role = models.CharField(max_length=64)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "agency", "role", "since"], name="identity_role_once")
        ]


class Visit(models.Model):
    """A session that a person began by signing in; it lives as long as its row in the table of sessions."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    party = models.UUIDField()
    session_key = models.CharField(max_length=40, unique=True)
    since = models.DateTimeField()
    sealed = models.BinaryField()  # {browser, network}: coarse, for the owner's eyes
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["party", "-since"], name="identity_visits_of")]


class ParkedForm(models.Model):
    """A form that waits for its sender to sign in or to step up; see `parking`."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    party = models.UUIDField()
    until = models.DateTimeField()
    sealed = models.BinaryField()  # {path, fields}

    class Meta:
        indexes = [models.Index(fields=["party", "-until"], name="identity_parked_of")]


class Entry(models.Model):
    """One try to sign in, for the eyes of whoever has the number; kept for ninety days.

    Found by the keyed index, so that a try for a number that nobody has leaves the same row.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    number_index = models.BinaryField(max_length=16)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=24)  # a code of `entries.OUTCOMES`
    sealed = models.BinaryField()  # {browser, system, network}, under one key for all

    class Meta:
        indexes = [models.Index(fields=["number_index", "-at"], name="identity_entries_of")]


class Recovery(models.Model):
    """One way back in that was asked for: a code went to the confirmed address, and waits for its time."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    party = models.UUIDField()
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField()
    until = models.DateTimeField()
    code_index = models.BinaryField(max_length=16, unique=True)
    stop_index = models.BinaryField(max_length=16, unique=True)
    sealed = models.BinaryField()  # {code, stop}, for the mail alone
    by_staff = models.BooleanField(default=False)  # handed over after a check of the person: the level stays
    done_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["party", "-asked_at"], name="identity_recoveries_of")]
