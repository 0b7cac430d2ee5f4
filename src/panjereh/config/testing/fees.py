"""A service with a fee for tests: «Certified copies» of tests/folders, published into the sample country."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.conf import settings

from panjereh.catalogue.actions import publish_country, publish_service
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.country import Parameter, ParameterValue
from panjereh.catalogue.folder.country_files import load_country
from panjereh.config.seed import SAMPLES
from panjereh.identity.queries import act_of_number
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting

COPIES = "civil/certified-copy"
FOLDER = settings.ROOT / "tests" / "folders" / "certified-copy"
TWO_PEOPLE = ("9990000077", "9990000085")
COPY_LAW = "قانون بودجهٔ ۱۴۰۴، جدول ۷ | Budget Law 1404, table 7"
COPY_FEE = Parameter("copy_fee", (ParameterValue(Decimal(250_000), date(2025, 3, 21), None, COPY_LAW),))


def publish_copies(samples: object = SAMPLES) -> None:
    """Bring the amount of law and the service into force, by two people of the agency."""
    country, _ = load_country(samples)  # type: ignore[arg-type]
    priced = replace(country, parameters={**country.parameters, "copy_fee": COPY_FEE})
    with acting(machine_act("test")):
        publish_country(priced)
    bundle = Bundle.from_directory(FOLDER)
    for number in TWO_PEOPLE:
        act = act_of_number(number, clock.today())
        with acting(act):
            live = publish_service(act, COPIES, bundle).live
    assert live
