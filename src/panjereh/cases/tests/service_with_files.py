"""The residence certificate with one page more, on which a file is asked beside another question."""

from __future__ import annotations

import io
import re
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from panjereh.catalogue.actions import publish_service
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.config.seed import SERVICES
from panjereh.identity.queries import act_of_number
from panjereh.kernel import clock
from panjereh.kernel.tests.pdf_making import pdf_with
from panjereh.kernel.wall import acting

SERVICE = "civil/residence-certificate"
PEOPLE = ("9990000077", "9990000085")  # who design and publish it
PAGE = """
  - id: papers
    ask: {fa: "مدرک‌های شما", en: "Your documents"}
    fields:
      lease:
        type: file
        required: false
        kinds: [pdf, jpeg]
        max_mb: 1
        label: {fa: "اجاره‌نامه", en: "Lease"}
      floor: {type: number, required: false, max: 90, label: {fa: "طبقه", en: "Floor"}}
"""
DETAILS = {"purpose": "school", "recipient": "دبستان نمونه", "certificate_language": "fa"}
HOME = {
    "home": {
        "home_postal_code": "9174639511",
        "home_since-day": "1",
        "home_since-month": "6",
        "home_since-year": "1404",
    },
    "home_basis": {"home_basis": "rented"},
    "home_declaration": {"home_declaration": "yes"},
}


def publish_with_files() -> None:
    """Publish the version that asks for a file."""
    files = dict(Bundle.from_directory(SERVICES / SERVICE).files)
    files["form.yaml"] += PAGE.encode()
    files["process.yaml"] = files["process.yaml"].replace(
        b"certificate_language]", b"certificate_language, papers]", 1
    )
    bundle = Bundle.from_files(files)
    for number in PEOPLE:
        act = act_of_number(number, clock.today())
        with acting(act):
            published = publish_service(act, SERVICE, bundle)
    assert published.live


def signed_in(name: str) -> Client:
    client = Client(HTTP_HOST="localhost")
    assert client.post(f"/fa/sign-in/as/{name}/").status_code == 302
    return client


def started(client: Client) -> str:
    """Begin an application; returns its reference."""
    answer = client.post(f"/fa/cases/start/{SERVICE}/", {"key": str(uuid4())})
    return re.fullmatch(r"/fa/cases/(\w+)/next/", answer["Location"])[1]


def send(client: Client, ref: str, *, language: str = "fa", **answers: object) -> HttpResponse:
    return client.post(f"/{language}/cases/{ref}/questions/papers/", answers)


def page_of(client: Client, ref: str, language: str = "fa") -> str:
    return client.get(f"/{language}/cases/{ref}/questions/papers/").content.decode()


def upload(
    name: str = "lease.pdf", content: bytes | None = None, kind: str = "application/pdf"
) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf_with() if content is None else content, content_type=kind)


def photograph(size: tuple[int, int] = (30, 30)) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.effect_noise(size, 60).save(out, "JPEG")
    return SimpleUploadedFile("photo.jpg", out.getvalue(), content_type="image/jpeg")


def kept_id(html: str) -> str:
    """The id of the file that a page shows as present."""
    found = re.search(r'name="lease-kept" value="([0-9a-f-]{36})"', html)
    assert found, html
    return found[1]


def waiting_for_officer(client: Client, ref: str) -> None:
    """Answer the rest and send it, by somebody of whom no register has an address."""
    for page, value in DETAILS.items():
        assert client.post(f"/fa/cases/{ref}/questions/{page}/", {page: value}).status_code == 302
    assert client.post(f"/fa/cases/{ref}/check/").status_code == 302
    for page, answers in HOME.items():
        assert client.post(f"/fa/cases/{ref}/questions/{page}/", answers).status_code == 302
    assert client.post(f"/fa/cases/{ref}/check/").status_code == 302
