"""The only way upwards: a typed message, put down in the sender's own transaction.

The queue is procrastinate's table, written on the same connection: a message of
a transaction that is rolled back was never sent. Delivery is at least once, so
every handler is idempotent by its own rows. Messages hold ids, never personal data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import JobDeferrer
from procrastinate.manager import JobManager
from procrastinate.tasks import Task

# 2 s, 4 s, 8 s … up to about six hours in all before staff must look
PATIENCE = RetryStrategy(max_attempts=14, exponential_wait=2)
# A worker gives the app a connector of its own, whose messages would be out before the job's transaction is:
# carried before what they tell of is there, and told also when it never comes.
_OF_THE_TRANSACTION = JobManager(connector=DjangoConnector(alias="default"))


@dataclass(frozen=True, slots=True)
class Message:
    """Base of the typed messages.

    subject  the field that says what it is about; messages about the same thing are handled one after the other
    """

    name: ClassVar[str] = ""
    subject: ClassVar[str] = ""

    @property
    def lock(self) -> str | None:
        return f"{self.subject}:{getattr(self, self.subject)}" if self.subject else None


_handlers: dict[str, list[Task[Any, Any, Any]]] = {}


def handler(name: str, *, queue: str = "default") -> Callable[[Callable[..., None]], Task[Any, Any, Any]]:
    """Make a plain function a job that the outbox can start. Its name stays: rows in the queue bear it."""

    def make(function: Callable[..., None]) -> Task[Any, Any, Any]:
        return app.task(name=name, queue=queue, retry=PATIENCE)(function)

    return make


def wire(message: type[Message], *tasks: Task[Any, Any, Any]) -> None:
    """Say who handles a kind of message. Called from `config/wiring.py` alone."""
    _handlers[message.name] = list(tasks)


def put(message: Message, *, priority: int = 0, after_seconds: int = 0) -> None:
    """Put a message down in the open transaction, once for each handler."""
    for task in _handlers[message.name]:
        schedule = {"schedule_in": {"seconds": after_seconds}} if after_seconds else {}
        job = task.configure(lock=message.lock, priority=priority, **schedule).job  # type: ignore[arg-type]
        JobDeferrer(job_manager=_OF_THE_TRANSACTION, job=job).defer(**asdict(message))
