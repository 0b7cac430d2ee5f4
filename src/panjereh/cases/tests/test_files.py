"""A file among the answers: through the pages, on the real disk and database as the application's role."""

from __future__ import annotations

import errno
import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from panjereh.access.models import Trace
from panjereh.cases.jobs import sweep_files
from panjereh.cases.models import Case, CaseFile
from panjereh.cases.tests.service_with_files import (
    kept_id,
    page_of,
    photograph,
    publish_with_files,
    send,
    signed_in,
    started,
    upload,
    waiting_for_officer,
)
from panjereh.identity.personas import personas
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.files import store
from panjereh.kernel.keys import erase_holder
from panjereh.kernel.tests.pdf_making import pdf_with
from panjereh.kernel.wall import acting


@pytest.fixture(autouse=True)
def files(country: None, settings: Any, tmp_path: Path) -> Path:
    publish_with_files()
    settings.FILES = tmp_path
    return tmp_path


def rows() -> list[CaseFile]:
    with acting(machine_act("test")):
        return list(CaseFile.objects.order_by("at"))


def looks(ref: str) -> int:
    with acting(machine_act("test")):
        return Trace.objects.filter(case_ref=ref, source="case").count()


def on_disk(folder: Path) -> list[Path]:
    return [path for path in folder.glob("kept/??/*") if path.is_file()]


def test_a_file_is_kept_shown_and_given_back(files: Path) -> None:
    client = signed_in("maryam")
    ref = started(client)
    assert send(client, ref, lease=upload(), floor="۳").status_code == 302
    html = page_of(client, ref)
    assert "lease.pdf" in html
    assert 'value="۳"' in html
    address = f"/fa/files/{kept_id(html)}/"
    assert address in client.get(f"/fa/cases/{ref}/check/").content.decode()
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"] == 'attachment; filename="lease.pdf"'
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    (path,) = on_disk(files)
    assert b"%PDF" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert list((files / "arriving").iterdir()) == []


def test_the_page_sent_again_without_a_file_keeps_the_one_that_is_there() -> None:
    client = signed_in("maryam")
    ref = started(client)
    send(client, ref, lease=upload(), floor="3")
    before = kept_id(page_of(client, ref))
    assert send(client, ref, floor="4").status_code == 302  # also from a page that was open before the upload
    assert kept_id(page_of(client, ref)) == before
    send(client, ref, lease=photograph(), floor="4")
    assert kept_id(page_of(client, ref)) != before
    after = kept_id(page_of(client, ref))
    assert send(client, ref, **{"lease-kept": after, "lease-remove": after, "floor": "4"}).status_code == 302
    html = page_of(client, ref)
    assert "lease-kept" not in html
    assert 'value="4"' in html
    assert [row.held for row in rows()] == [False, False]


def test_a_refused_file_leaves_the_other_answers_and_the_file_before() -> None:
    client = signed_in("maryam")
    ref = started(client)
    send(client, ref, lease=upload(), floor="3")
    before = kept_id(page_of(client, ref))
    for language, said in (("fa", "یک برنامه است"), ("en", "is a program")):
        answer = send(client, ref, language=language, lease=upload("a.pdf", b"MZ" * 99), floor="17")
        html = answer.content.decode()
        assert answer.status_code == 422
        assert said in html
        assert 'href="#lease"' in html
        assert 'value="17"' in html
        assert kept_id(html) == before
    assert kept_id(page_of(client, ref)) == before


def test_a_good_file_beside_a_faulty_answer_need_not_be_sent_again() -> None:
    client = signed_in("maryam")
    ref = started(client)
    answer = send(client, ref, lease=upload(), floor="many")
    assert answer.status_code == 422
    kept = kept_id(answer.content.decode())
    assert send(client, ref, **{"lease-kept": kept, "floor": "2"}).status_code == 302
    assert kept_id(page_of(client, ref)) == kept


def test_too_large_and_not_wanted_say_what_is_taken() -> None:
    client = signed_in("maryam")
    ref = started(client)
    large = send(client, ref, language="en", lease=upload(content=pdf_with() + b"\n" * 2**20))
    assert "larger than 1 MB" in large.content.decode()
    png = upload("a.png", b"\x89PNG\r\n\x1a\n" + bytes(99), "image/png")
    assert (
        "here PDF or JPEG up to 1 MB is taken" in send(client, ref, language="en", lease=png).content.decode()
    )


def test_the_same_file_twice_is_one_and_equal_files_of_two_people_have_nothing_in_common(files: Path) -> None:
    refs = []
    for name in ("maryam", "maryam", "reza"):
        client = signed_in(name)
        refs.append(ref := started(client))
        for _ in range(2):
            send(client, ref, lease=upload())
    assert len(rows()) == len(on_disk(files)) == 3
    contents = [path.read_bytes() for path in on_disk(files)]
    assert len({bytes(row.address) for row in rows()}) == 3
    assert len({content[5:37] for content in contents}) == 3


NAMES = {
    "اجاره‌نامهٔ من.pdf": "اجاره‌نامهٔ من.pdf",
    "..\\..\\etc/passwd/lease.pdf": "lease.pdf",
    "x" * 400 + ".pdf": "x" * 100 + ".pdf",
    "\u202efdp.lease\u2069.PDF": "fdp.lease.pdf",
    "le\u0007ase<script>.pdf": "lease&lt;script&gt;.pdf",
    "😀.pdf": "file.pdf",
    "a.exe.pdf": "a.exe.pdf",
}


def test_a_name_is_only_a_word() -> None:
    client = signed_in("maryam")
    ref = started(client)
    for pages, (name, shown) in enumerate(NAMES.items(), start=1):
        answer = send(client, ref, lease=_named(name, pages), floor="")
        assert answer.status_code == 302, answer.content.decode()
        html = page_of(client, ref)
        assert f"<bdi>{shown}</bdi>" in html
        got = client.get(f"/fa/files/{kept_id(html)}/")
        assert got.status_code == 200
        assert "\n" not in got["Content-Disposition"]


def _named(name: str, pages: int) -> SimpleUploadedFile:
    """A file whose name no library has tidied up."""
    made = upload(content=pdf_with(pages=pages))
    made._name = name
    return made


def test_nobody_else_gets_it_and_the_officers_look_is_traced() -> None:
    client = signed_in("reza")
    ref = started(client)
    send(client, ref, lease=upload())
    address = f"/fa/files/{kept_id(page_of(client, ref))}/"
    assert signed_in("maryam").get(address).status_code == 404
    assert signed_in("niloufar").get(address).status_code == 404  # not sent yet
    assert "/sign-in/" in Client(HTTP_HOST="localhost").get(address)["Location"]
    assert client.get(f"/fa/files/{uuid4()}/").status_code == 404
    waiting_for_officer(client, ref)
    officer = signed_in("niloufar")
    assert address in officer.get(f"/fa/desk/{ref}/").content.decode()
    before = looks(ref)
    assert officer.get(address).status_code == 200
    assert looks(ref) == before + 1
    assert signed_in("maryam").get(address).status_code == 404


def test_an_answer_can_name_no_file_of_another_case() -> None:
    theirs, mine = signed_in("reza"), signed_in("maryam")
    send(theirs, there := started(theirs), lease=upload())
    foreign = kept_id(page_of(theirs, there))
    ref = started(mine)
    forged = f'{{"file": "{foreign}", "name": "a.pdf", "kind": "pdf", "size": 9, "digest": ""}}'
    for sent in ({"lease-kept": foreign}, {"lease": foreign}, {"lease": forged}, {"lease": "null"}):
        answer = send(mine, ref, language="en", **sent)
        assert answer.status_code == 422
        assert "not in the case any more" in answer.content.decode()
        assert "lease-kept" not in page_of(mine, ref)
    own = signed_in("maryam")
    send(own, other := started(own), lease=upload())
    send(own, ref, **{"lease-kept": kept_id(page_of(own, other))})
    assert "lease-kept" not in page_of(own, ref)


def test_erasing_the_person_leaves_nothing_to_read(files: Path) -> None:
    client = signed_in("maryam")
    send(client, started(client), lease=upload())
    (row,) = rows()
    person = next(persona for persona in personas() if persona.id == "maryam")
    with acting(machine_act("test")):
        erase_holder(person.party)
    assert len(on_disk(files)) == 1
    answer = Client(HTTP_HOST="localhost", raise_request_exception=False)
    answer.cookies = client.cookies
    assert answer.get(f"/fa/files/{row.id}/").status_code == 410


def test_a_full_disk_is_said_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch, files: Path) -> None:
    client = signed_in("maryam")
    ref = started(client)
    send(client, ref, lease=upload(), floor="3")
    before = kept_id(page_of(client, ref))

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(store.os, "fsync", full)
    answer = send(client, ref, language="en", lease=photograph(), floor="8")
    monkeypatch.undo()
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "keep the file just now" in html
    assert 'value="8"' in html
    assert kept_id(html) == kept_id(page_of(client, ref)) == before
    assert len(rows()) == len(on_disk(files)) == 1


def test_a_disk_that_takes_no_upload_is_said(monkeypatch: pytest.MonkeyPatch, files: Path) -> None:
    client = signed_in("maryam")
    ref = started(client)
    monkeypatch.setattr(
        "panjereh.kernel.files.arriving.arriving_folder", lambda: files / "there" / "is" / "no" / "folder"
    )
    answer = send(client, ref, language="en", lease=upload(), floor="8")
    assert answer.status_code == 422
    assert "keep the file just now" in answer.content.decode()


def test_what_nothing_names_goes_after_a_day_and_nothing_else(files: Path) -> None:
    client = signed_in("maryam")
    ref = started(client)
    send(client, ref, lease=upload(), floor="")
    send(client, ref, lease=photograph(), floor="")
    left, kept = rows()
    assert (left.held, kept.held) == (False, True)
    stray = files / "kept" / "ab" / ("ab" * 32)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"left over")
    half = files / "kept" / "ab" / ("ab" * 32 + ".0.new")
    half.write_bytes(b"half")
    sweep_files(0)
    assert len(rows()) == 2
    assert len(on_disk(files)) == 4
    with acting(machine_act("test")):
        CaseFile.objects.update(at=clock.now() - timedelta(days=2))
    old = (clock.now() - timedelta(days=2)).timestamp()
    for path in on_disk(files):
        os.utime(path, (old, old))
    sweep_files(0)
    assert [row.id for row in rows()] == [kept.id]
    assert [path.name for path in on_disk(files)] == [bytes(kept.address).hex()]
    assert client.get(f"/fa/files/{kept.id}/").status_code == 200
    assert client.get(f"/fa/files/{left.id}/").status_code == 404


def test_a_case_has_so_many_files_and_a_person_sends_so_many_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in("maryam")
    ref = started(client)
    monkeypatch.setattr("panjereh.cases.actions.files.MOST_FILES", 1)
    send(client, ref, lease=upload())
    answer = send(client, ref, language="en", lease=photograph())
    assert "no room for another" in answer.content.decode()
    monkeypatch.setattr("panjereh.cases.actions.files.MOST_AN_HOUR", 2)
    assert send(client, ref, lease=photograph()).status_code == 429


def test_the_interface_takes_a_file_and_the_answers_name_it() -> None:
    client, key = signed_in("maryam"), str(uuid4())

    def apply(answers: dict[str, Any]) -> Any:
        body = {"service": "civil/residence-certificate", "key": key, "answers": answers}
        return client.post("/api/v1/applications", body, content_type="application/json")

    ref = apply({}).json()["ref"]
    assert client.post(f"/api/v1/applications/{ref}/files").json()["error"] == "malformed"
    bad = client.post(f"/api/v1/applications/{ref}/files", {"file": upload(content=b"MZ")})
    assert (bad.status_code, bad.json()["error"]) == (422, "file_program")
    good = client.post(f"/api/v1/applications/{ref}/files", {"file": upload()})
    assert good.status_code == 201
    assert good.json().keys() == {"file", "name", "kind", "size", "digest"}
    other = signed_in("reza").post(f"/api/v1/applications/{ref}/files", {"file": upload()})
    assert other.status_code == 404
    anonymous = Client(HTTP_HOST="localhost").post(f"/api/v1/applications/{ref}/files", {"file": upload()})
    assert anonymous.status_code == 401
    answers: dict[str, Any] = {
        "purpose": {"purpose": "school"},
        "recipient": {"recipient": "دبستان"},
        "certificate_language": {"certificate_language": "fa"},
    }
    assert apply(answers | {"papers": {"lease": good.json()["file"], "floor": 2}}).status_code == 201
    assert client.get(f"/fa/files/{good.json()['file']}/").status_code == 200
    assert good.json()["file"] in client.get(f"/fa/cases/{ref}/").content.decode()


def test_rows_stand_on_files_wherever_it_is_broken_off(monkeypatch: pytest.MonkeyPatch, files: Path) -> None:
    """Killed between the file and the row: a file without a row, and the same upload afterwards works."""
    client = signed_in("maryam")
    ref = started(client)

    class Killed(BaseException):
        pass

    def killed(*args: object) -> None:
        raise Killed

    monkeypatch.setattr("panjereh.cases.actions.files._row", killed)
    with pytest.raises(Killed):
        send(client, ref, lease=upload())
    monkeypatch.undo()
    assert (len(rows()), len(on_disk(files))) == (0, 1)
    send(client, ref, lease=upload())
    assert (len(rows()), len(on_disk(files))) == (1, 1)
    assert Case.objects.count() == 0  # nobody acts here: the wall stands
