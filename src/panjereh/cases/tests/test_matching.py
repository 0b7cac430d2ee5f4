"""Another person is compared with the register: yes or no, traced, limited, and never in the way of silence."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from panjereh.access.queries import reads_of
from panjereh.cases.actions import matching
from panjereh.cases.models import Case, CaseEvent
from panjereh.cases.tests.test_repeating import SENT, kept, page, person, published, send, signed_in, start
from panjereh.identity.queries import party_by_number
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting
from panjereh.registries.actions import NewEntry, enter

__all__ = ["published"]

ZAHRA, MARYAM, NOBODY = "9990000034", "9990000018", "9990000247"
BORN = "1978-11-30"


def written(number: str = ZAHRA, born: str = BORN) -> dict[str, str]:
    year, month, day = born.split("-")
    return {
        "partner-national_id": number,
        "partner-birth_date-day": day,
        "partner-birth_date-month": month,
        "partner-birth_date-year": year,
    }


def ask(client: Client, ref: str, number: str = ZAHRA, born: str = BORN) -> tuple[int, str]:
    answer = client.post(page(ref, "partner"), written(number, born))
    return answer.status_code, answer.content.decode()


def said(text: str) -> str:
    """The sentence of the error summary."""
    found = re.search(r'role="alert".*?<a href="#([^"]+)">([^<]+)</a>', text, re.DOTALL)
    assert found, text
    return f"{found[1]} {found[2]}"


def traces(number: str = ZAHRA) -> list[Any]:
    party = party_by_number(number)
    assert party
    with acting(machine_act("test")):
        return reads_of(party.id)


def attempts() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(tried), 0) FROM kernel_attempts")
        return int(cursor.fetchone()[0])


@pytest.fixture
def silence() -> Any:
    """Take the population register away, and give back a way to bring it again."""
    from panjereh.registries.models import Register

    row = Register.objects.get(id="population")
    kept_row = {f.attname: getattr(row, f.attname) for f in row._meta.fields}
    row.delete()
    return lambda: Register.objects.create(**kept_row)


def test_who_matches_is_kept_as_such_in_both_calendars() -> None:
    client = signed_in()
    ref = start(client)
    assert ask(client, ref)[0] == 302
    assert kept(ref, "partner") == {"national_id": ZAHRA, "birth_date": date(1978, 11, 30), "match": True}
    other = start(client)
    assert ask(client, other, "۹۹۹۰۰۰۰۰۳۴", "۱۳۵۷-۰۹-۰۹")[0] == 302
    assert kept(other, "partner")["match"] is True


def test_no_match_never_tells_which_of_the_two_is_wrong() -> None:
    client = signed_in()
    ref = start(client)
    told = {
        said(ask(client, ref, ZAHRA, "1978-12-01")[1]),  # the day is wrong
        said(ask(client, ref, "9990000042")[1]),  # somebody else's number
        said(ask(client, ref, NOBODY)[1]),  # nobody's number
    }
    assert len(told) == 1
    assert "partner-national_id این کد ملی و تاریخ تولد با پایگاه هویت نمی‌خواند" in told.pop()
    assert "1978" not in str(CaseEvent.objects.filter(case__ref=ref).values_list("data", flat=True))


def test_what_does_not_match_keeps_the_application_from_being_sent() -> None:
    client = signed_in()
    status, told = send(client, partner={"partner": person(ZAHRA, "1978-12-01")})
    assert (status, list(told["faults"])) == (422, ["partner"])
    assert "mismatch" not in str(told)
    assert client.post(f"/fa/cases/{told['ref']}/check/")["Location"] == page(told["ref"], "partner")


def test_the_person_sees_who_compared_and_what_for() -> None:
    client = signed_in()
    ask(client, start(client))
    (trace,) = traces()
    assert (trace.machine, trace.purpose, trace.ground) == (
        "match:civil/every-question",
        "partnership",
        "registry_1355",
    )
    shown = signed_in("zahra").get("/fa/who-looked/").content.decode()
    assert "کسی شما را در درخواستی نام برده است: «همهٔ پرسش‌ها (آزمون)»" in shown
    assert (
        "Somebody named you in an application" in signed_in("zahra").get("/en/who-looked/").content.decode()
    )


def test_the_same_answer_is_asked_once() -> None:
    client = signed_in()
    ref = start(client)
    ask(client, ref)
    ask(client, ref)
    assert len(traces()) == 1


def test_nobody_fishes_for_a_day_of_birth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "MOST", {matching.HOUR: 3, matching.DAY: 60})
    client = signed_in()
    ref = start(client)
    days = [f"1978-11-{day:02d}" for day in (1, 2, 3)]
    assert all("نمی‌خواند" in ask(client, ref, born=day)[1] for day in days)
    status, text = ask(client, ref)  # the right day, but too late
    assert status == 422
    assert "دقیقهٔ دیگر ادامه دهید" in said(text)
    assert f'value="{ZAHRA}"' in text
    assert len(traces()) == 3
    # Another case is no way round it, nor is the machine interface; another person is not held up.
    assert "دقیقهٔ دیگر" in ask(client, start(client))[1]
    status, told = send(client, partner={"partner": person(ZAHRA, BORN)})
    assert (status, "minutes" in told["faults"]["partner"]["partner"]["en"]) == (422, True)
    other = signed_in("reza")
    assert ask(other, start(other))[0] == 302


def test_the_limits_are_counted_though_every_answer_was_refused() -> None:
    client = signed_in()
    before = attempts()
    ask(client, start(client), born="1978-12-01")
    assert attempts() == before + len(matching.MOST)


def test_a_silent_register_stops_nobody_and_is_asked_again_before_sending(silence: Any) -> None:
    client = signed_in()
    status, told = send(client, partner={"partner": person(ZAHRA, "1978-12-01")}, truth={})
    ref = told["ref"]
    assert (status, list(told["faults"])) == (422, ["truth"])
    assert kept(ref, "partner")["match"] is None
    assert "با پایگاه سنجیده نشد" in client.get(f"/fa/cases/{ref}/check/").content.decode()
    client.post(page(ref, "truth"), {"truth": "yes"})
    silence()
    assert client.post(f"/fa/cases/{ref}/check/")["Location"] == page(ref, "partner")
    assert "نمی‌خواند" in said(client.get(page(ref, "partner")).content.decode())
    assert ask(client, ref)[0] == 302
    assert client.post(f"/fa/cases/{ref}/check/")["Location"] == f"/fa/cases/{ref}/"


def test_while_the_register_stays_silent_the_rules_decide(silence: Any) -> None:
    status, told = send(signed_in())
    assert status == 201
    with acting(machine_act("test")):
        assert Case.objects.get(ref=told["ref"]).stage == "looked_at"


def test_oneself_is_another_person_only_where_the_form_says_so() -> None:
    client = signed_in()
    ref = start(client)
    assert "این شمارهٔ خود شماست" in said(ask(client, ref, MARYAM, "1991-08-03")[1])
    status, told = send(client, staff=[{"employee": person(MARYAM, "1991-08-03"), "task": "مدیر"}])
    assert status == 201
    assert kept(told["ref"], "staff")[0]["employee"]["match"] is True


def test_an_entry_that_does_not_match_is_kept_and_open() -> None:
    client = signed_in()
    wrong = {"employee": person(ZAHRA, "1978-12-01"), "task": "فروش"}
    right = {"employee": person(ZAHRA, BORN), "task": "انبار"}
    status, told = send(client, staff=[wrong, right])
    assert status == 422
    assert [list(faults) for faults in told["faults"]["staff"]] == [["employee"], []]
    ref = told["ref"]
    assert [one["task"] for one in kept(ref)] == ["انبار"]
    listed = client.get(page(ref)).content.decode()
    assert "کامل نیست" in listed
    address = re.findall(r'href="([^"]+entry=[0-9a-f]+)"', listed)[0]
    opened = client.get(address).content.decode()
    assert said(opened).startswith("employee-national_id این کد ملی")
    assert 'value="فروش"' in opened


def test_what_does_not_match_is_refused_each_time_it_is_sent() -> None:
    client = signed_in()
    ref = start(client)
    send_again = {
        name.replace("partner", "employee"): text for name, text in written(born="1978-12-01").items()
    }
    address = page(ref, "staff") + "?entry=0123456789abcdef"
    for _ in range(2):
        answer = client.post(address, {**send_again, "task": "فروش"})
        assert answer.status_code == 422
        assert "نمی‌خواند" in said(answer.content.decode())


def test_the_register_is_believed_as_it_is_true_today() -> None:
    client = signed_in()
    with acting(machine_act("test")):
        party = party_by_number(ZAHRA)
        assert party
        data = {
            "national_id": ZAHRA,
            "name": "زهرا",
            "family_name": "نمونه",
            "birth_date": date(1978, 12, 1),
            "gender": "female",
            "status": "alive",
        }
        enter(NewEntry("population", data, date(2026, 1, 1), "test:correction", party.id))
    ref = start(client)
    assert ask(client, ref)[0] == 422
    assert ask(client, ref, born="1978-12-01")[0] == 302


def test_the_answers_sent_match() -> None:
    assert SENT["partner"]["partner"]["birth_date"] == BORN
