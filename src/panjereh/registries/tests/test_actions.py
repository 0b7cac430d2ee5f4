"""Records in two times, entered once, superseded and never rewritten."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from panjereh.kernel.act import Act, machine_act
from panjereh.kernel.codes import new_uuid
from panjereh.kernel.keys import erase_holder
from panjereh.kernel.wall import acting
from panjereh.registries.actions import NewEntry, enter, publish_register
from panjereh.registries.domain import NotShown, RegisterFault, RegisterSilent
from panjereh.registries.models import Record
from panjereh.registries.queries import Question, history, look_up

pytestmark = pytest.mark.django_db(transaction=True)

DEFINITION = {
    "title": {"fa": "نشانی‌ها", "en": "Homes"},
    "agency": "civil-registry",
    "key": "national_id",
    "subject": "national_id",
    "fields": {
        "national_id": {"type": "national_id", "visibility": "sealed", "label": {"fa": "-", "en": "-"}},
        "city": {"type": "text", "visibility": "subject", "label": {"fa": "شهر", "en": "City"}},
        "ward": {"type": "text", "visibility": "public", "label": {"fa": "بخش", "en": "Ward"}},
    },
    "schema": {
        "type": "object",
        "properties": {
            "national_id": {"type": "string"},
            "city": {"type": "string"},
            "ward": {"type": "string"},
        },
        "required": ["national_id", "city"],
        "additionalProperties": False,
    },
}
MACHINE = machine_act("test")


@pytest.fixture
def person() -> UUID:
    with acting(MACHINE):
        publish_register("homes", "civil-registry", DEFINITION)
    return new_uuid()


def live_in(person: UUID, city: str, since: date, until: date | None = None, source: str = "") -> UUID:
    with acting(MACHINE):
        data = {"national_id": "9990000018", "city": city, "ward": "1"}
        made_by = source or f"import:{city}:{since}"
        return enter(NewEntry("homes", data, since, made_by, subject=person, valid_to=until))


def city_on(person: UUID, day: date) -> str | None:
    with acting(Act(human=person, principal=person)):
        found = look_up(
            Act(human=person, principal=person),
            Question("homes", ("city",), ground="law", purpose="test", subject=person, on=day),
        )
    return found and found.fields["city"]


def test_a_move_keeps_the_days_before_it(person: UUID) -> None:
    live_in(person, "Yazd", date(2020, 1, 1))
    live_in(person, "Shiraz", date(2024, 5, 1))
    assert city_on(person, date(2024, 4, 30)) == "Yazd"
    assert city_on(person, date(2024, 5, 1)) == "Shiraz"
    assert city_on(person, date(2019, 12, 31)) is None


def test_a_correction_of_some_days_leaves_the_days_round_them(person: UUID) -> None:
    live_in(person, "Yazd", date(2020, 1, 1))
    live_in(person, "Qom", date(2021, 1, 1), until=date(2022, 1, 1))
    assert [city_on(person, date(year, 6, 1)) for year in (2020, 2021, 2022)] == ["Yazd", "Qom", "Yazd"]


def test_what_was_said_before_stays_in_the_table(person: UUID, owner_connection: object) -> None:
    live_in(person, "Yazd", date(2020, 1, 1))
    live_in(person, "Shiraz", date(2020, 1, 1))
    with acting(MACHINE):
        from panjereh.kernel.wall import present

        present("entering", "homes")
        superseded = Record.objects.filter(register="homes", superseded_at__isnull=False).count()
    assert superseded == 1


def test_one_case_enters_once(person: UUID) -> None:
    first = live_in(person, "Yazd", date(2020, 1, 1), source="case:A:granted:1:register:homes")
    again = live_in(person, "Yazd", date(2020, 1, 1), source="case:A:granted:1:register:homes")
    assert first == again


def test_an_entry_that_does_not_fit_the_schema_is_refused(person: UUID) -> None:
    with acting(MACHINE), pytest.raises(RegisterFault, match="city"):
        enter(NewEntry("homes", {"national_id": "9990000018"}, date(2020, 1, 1), "import:x", subject=person))


def test_a_record_is_never_rewritten(person: UUID) -> None:
    made = live_in(person, "Yazd", date(2020, 1, 1))
    with acting(MACHINE), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.entering', 'homes', true)")
        with pytest.raises(DatabaseError, match="superseded, never rewritten"), transaction.atomic():
            cursor.execute("UPDATE registries_record SET valid_from = '2019-01-01' WHERE id = %s", [made])


def test_another_person_sees_only_public_fields_and_leaves_a_trace(person: UUID) -> None:
    live_in(person, "Yazd", date(2020, 1, 1))
    other = Act(human=new_uuid(), principal=new_uuid())
    with acting(other), pytest.raises(NotShown):
        look_up(other, Question("homes", ("city",), ground="law", purpose="test", key="9990000018"))
    with acting(other):
        found = look_up(other, Question("homes", ("ward",), ground="law", purpose="test", key="9990000018"))
    assert found is not None
    assert found.fields == {"ward": "1"}


def test_without_a_trace_the_database_shows_nothing(person: UUID) -> None:
    live_in(person, "Yazd", date(2020, 1, 1))
    for act in (Act(human=new_uuid(), principal=new_uuid()), MACHINE, Act()):
        with acting(act):
            assert Record.objects.count() == 0
    with acting(Act(human=person, principal=person)):
        assert Record.objects.count() == 1


def test_a_trace_of_one_register_opens_no_other(person: UUID) -> None:
    live_in(person, "Yazd", date(2020, 1, 1))
    with acting(MACHINE):
        publish_register("others", "civil-registry", DEFINITION)
    with acting(MACHINE):
        look_up(MACHINE, Question("others", ("ward",), ground="law", purpose="test", subject=person))
        assert Record.objects.count() == 0


def test_an_unknown_register_is_silent(person: UUID) -> None:
    with acting(MACHINE), pytest.raises(RegisterSilent):
        look_up(MACHINE, Question("nowhere", ("ward",), ground="law", purpose="test", subject=person))


def test_history_lists_all_addresses_newest_first(person: UUID) -> None:
    live_in(person, "Yazd", date(2020, 1, 1))
    live_in(person, "Shiraz", date(2024, 5, 1))
    act = Act(human=person, principal=person)
    with acting(act):
        rows = history(act, Question("homes", ("city",), ground="law", purpose="test", subject=person))
    assert [row.fields["city"] for row in rows] == ["Shiraz", "Yazd"]


def test_an_erased_person_is_in_no_register_any_more(person: UUID) -> None:
    live_in(person, "Yazd", date(2020, 1, 1))
    with acting(MACHINE):
        erase_holder(person)
    assert city_on(person, date(2024, 1, 1)) is None
