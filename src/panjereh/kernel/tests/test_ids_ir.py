"""Identifiers against their vectors."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.kernel.faults import Refused
from panjereh.kernel.ids_ir import (
    BILL_ID,
    CARD,
    ECONOMIC_CODE,
    LANDLINE,
    LEGAL_ID,
    MOBILE,
    NATIONAL_ID,
    PLATE,
    POSTAL_CODE,
    SHEBA,
    TAX_ID,
    Identifier,
    Plate,
    barcode,
    make_bill_id,
    make_payment_id,
    make_sheba,
    make_tax_id,
    pair_fault,
    read_barcode,
    read_pair,
    read_plate,
    read_tax_id,
    sheba_bank,
)
from panjereh.kernel.ids_ir.persons import legal_check_digit, national_check_digit
from panjereh.kernel.ids_ir.shape import in_persian
from panjereh.kernel.text_fa import digits_fa

ALL = (
    NATIONAL_ID, LEGAL_ID, ECONOMIC_CODE, POSTAL_CODE, MOBILE, LANDLINE, SHEBA, CARD, BILL_ID, TAX_ID, PLATE,
)  # fmt: skip
VALID = {
    NATIONAL_ID: "0084575948 0499370899 0684159414 0790419904 0123456789 1234567891 "
    "9990000018 9990000026 9990000034 9990000107 9991234561",
    LEGAL_ID: "10380284790 10100387143 27388385445 14007650912 "
    "99900010000 99900010014 99900123455 99912345670",
    ECONOMIC_CODE: "10380284790 12345678901234",
    POSTAL_CODE: "1345678911 1345678910",
    MOBILE: "09000000012 +989000000012 00989000000012 989000000012 9000000012",
    LANDLINE: "02130000012 +982130000012",
    SHEBA: "IR820540102680020817909002 IR550570022080013447370101 IR790610000000700796858044 "
    "IR062960000000100324200001 IR740990000000000000000001 IR780990000000000000012345 "
    "820540102680020817909002 ir820540102680020817909002",
    CARD: "6037701689095443 6219861034529007 9900000000000010 9999990000001236",
    BILL_ID: "7748317800142 9174639504124 2050327604613 1117753200140 1234567899963 1234567899980",
    TAX_ID: "A112160484400000000010 A2B3C404E2000000000FF4 a112160484400000000010",
    PLATE: "12-ب-345-67 12ب34567 12الف345-67 12-D-345-67 12-ب-345-ایران-67",
}
INVALID = {
    NATIONAL_ID: "4271427685 0684159415 1111111111 0000000000 084575948 00845759480 0080000004 abcdefghij",
    LEGAL_ID: "10380284792 11053639140 11111111111 14000000009 1038028479",
    ECONOMIC_CODE: "10380284792 123456789012 1",
    POSTAL_CODE: "134567891 1045678911 1325678911 1111578911 13456789112",
    MOBILE: "0900000001 08000000012 +979000000012 090000000123",
    LANDLINE: "09000000012 0213000001 00000000012",
    SHEBA: "IR820540102680020817909003 IR82054010268002081790900 DE820540102680020817909002",
    CARD: "6037701689095444 6104337000000007 603770168909544 0000000000000000",
    BILL_ID: "2234322344613 12345 7748317800143 77483178001422",
    TAX_ID: "A112160484400000000011 A11216048440000000001 A112160484G00000000010",
    PLATE: "12-ض-345-67 1-ب-345-67 12-ب-345 12-A-345-67",
}
PAIRS_OF = [(kind, text) for kind in ALL for text in VALID[kind].split()]
FAULTS_OF = [(kind, text) for kind in ALL for text in INVALID[kind].split()]


@pytest.mark.parametrize(("kind", "text"), PAIRS_OF)
def test_right_ones(kind: Identifier, text: str) -> None:
    assert kind.fault(text) is None
    plain = kind.parse(text)
    assert kind.parse(plain) == plain
    # What is shown or typed with other digits and marks is the same value.
    assert kind.normalise(digits_fa(f" \u200f{text}\u200c ")) == plain
    assert kind is CARD or kind.normalise(kind.show(plain)) == plain


@pytest.mark.parametrize(("kind", "text"), FAULTS_OF)
def test_wrong_ones(kind: Identifier, text: str) -> None:
    with pytest.raises(Refused) as caught:
        kind.parse(text)
    fault = caught.value.fault
    assert fault == kind.fault(text)
    assert fault.key.startswith(kind.key)
    assert in_persian(kind.example) in fault.fa
    assert kind.example in fault.en


@pytest.mark.parametrize("kind", ALL)
def test_every_kind_teaches_by_a_right_example(kind: Identifier) -> None:
    assert kind.fault(kind.example) is None
    empty = kind.fault(" \u200c")
    assert empty is not None
    assert empty.key == f"{kind.key}_empty"
    assert kind.fault("نامربوط") is not None
    assert kind.fault("²" * 10) is not None
    masked = kind.mask(kind.parse(kind.example))
    assert "•" in masked
    assert kind.normalise(kind.example) not in masked


@given(st.text(max_size=40))
def test_no_text_breaks_a_check(text: str) -> None:
    for kind in ALL:
        fault = kind.fault(text)
        if fault is None:
            assert kind.parse(kind.parse(text)) == kind.parse(text)


def test_dashes_and_blanks_are_no_fault() -> None:
    assert NATIONAL_ID.parse("۹۹۹-۰۰۰۰۰۱-۸") == "9990000018"
    assert POSTAL_CODE.parse("13456–78911") == "1345678911"
    assert POSTAL_CODE.show("1345678911") == "13456-78911"
    assert SHEBA.parse("IR74 0990 0000 0000 0000 0000 01") == "IR740990000000000000000001"
    assert MOBILE.parse("(0900) 000-00 12") == "+989000000012"
    assert MOBILE.show("+989000000012") == "09000000012"


def test_masks_hide_the_middle() -> None:
    assert NATIONAL_ID.mask("9990000018") == "999•••••18"
    assert CARD.mask("9900000000000010") == CARD.show("9900000000000010") == "990000••••••0010"
    assert MOBILE.mask("+989000000012") == "0900•••0012"


@given(st.integers(1, 10**9 - 1))
def test_made_national_ids_hold(number: int) -> None:
    nine = f"{number:09d}"
    text = nine + national_check_digit(nine)
    assert (NATIONAL_ID.fault(text) is None) == (len(set(text)) > 1 and text[3:9] != "000000")
    wrong = [f"{nine}{digit}" for digit in range(10) if f"{nine}{digit}" != text]
    assert all(NATIONAL_ID.fault(other) is not None for other in wrong)


def test_share_of_found_slips_is_as_known() -> None:
    """No check digit mod 11 with one digit finds everything; these are the shares that were measured."""
    bodies = [f"{(i * 7919_317) % 10**9:09d}" for i in range(400)]
    single, found = 0, 0
    for nine in bodies:
        text = nine + national_check_digit(nine)
        for place in range(10):
            for digit in set("0123456789") - {text[place]}:
                single += 1
                found += NATIONAL_ID.fault(text[:place] + digit + text[place + 1 :]) is not None
    assert 0.98 < found / single < 0.995


@given(st.integers(0, 10**10 - 1))
def test_made_legal_ids_hold(number: int) -> None:
    ten = f"{number:010d}"
    text = ten + legal_check_digit(ten)
    assert (LEGAL_ID.fault(text) is None) == (text[3:9] != "000000")


@given(st.integers(0, 10**22 - 1), st.integers(0, 23), st.integers(1, 9))
def test_sheba_finds_every_wrong_digit(number: int, place: int, added: int) -> None:
    sheba = make_sheba(f"{number:022d}")
    assert SHEBA.fault(sheba) is None
    i = place + 2
    wrong = sheba[:i] + str((int(sheba[i]) + added) % 10) + sheba[i + 1 :]
    assert SHEBA.fault(wrong) is not None


def test_sheba_tells_its_bank() -> None:
    assert sheba_bank("IR820540102680020817909002") == "054"
    assert sheba_bank("IR550570022080013447370101") == "057"
    assert sheba_bank("IR790610000000700796858044") == "061"
    assert make_sheba("0990000000000000012345") == "IR780990000000000000012345"
    with pytest.raises(ValueError, match="22 digits"):
        make_sheba("12")


@pytest.mark.parametrize(
    ("bill", "payment", "amount"),
    [
        ("7748317800142", "1770160", 17_000),
        ("2050327604613", "1070189", 10_000),
        ("1117753200140", "12070160", 120_000),
        ("1234567899963", "125050350", 1_250_000),
        ("1234567899980", "4500041200", 45_000_000),
    ],
)
def test_bill_pairs(bill: str, payment: str, amount: int) -> None:
    assert pair_fault(bill, digits_fa(payment)) is None
    assert read_pair(bill, payment).amount == amount
    assert read_pair(bill, payment.zfill(13)).payment_id == payment
    assert len(barcode(bill, payment)) == 26
    assert read_barcode(barcode(bill, payment)) == read_pair(bill, payment)
    assert read_barcode(f"{bill}000{payment}") == read_pair(bill, payment)


def test_bill_says_what_it_is() -> None:
    bill = read_barcode("77483178001420001770160")
    assert (bill.company, bill.type, bill.year, bill.period) == ("001", "4", "7", "01")


@pytest.mark.parametrize(
    ("bill", "payment", "key"),
    [
        ("9174639504124", "12908197", "payment_id_check"),
        ("7748317800142", "1770161", "payment_id_check"),
        ("7748317800142", "1070189", "payment_id_check"),
        ("7748317800142", "177", "payment_id_form"),
        ("7748317800143", "1770160", "bill_id_check"),
    ],
)
def test_wrong_bill_pairs(bill: str, payment: str, key: str) -> None:
    with pytest.raises(Refused) as caught:
        read_pair(bill, payment)
    assert caught.value.fault.key == key
    with pytest.raises(Refused):
        read_barcode(barcode(bill, payment))


@given(
    st.integers(1, 99_999_999),
    st.integers(0, 999),
    st.sampled_from("12345689"),
    st.integers(1, 99_999_999),
    st.integers(1400, 1500),
    st.integers(0, 99),
)
def test_made_bills_are_read_back(
    file: int, company: int, kind: str, thousands: int, year: int, period: int
) -> None:
    bill_id = make_bill_id(file, f"{company:03d}", kind)
    payment_id = make_payment_id(bill_id, thousands * 1000, year, period)
    bill = read_barcode(barcode(bill_id, payment_id))
    assert (bill.company, bill.type, bill.amount) == (f"{company:03d}", kind, thousands * 1000)
    assert (bill.year, bill.period) == (str(year % 10), f"{period:02d}")


@pytest.mark.parametrize(("amount", "period"), [(0, 1), (-1000, 1), (1500, 1), (10**11, 1), (1000, 100)])
def test_amount_that_no_payment_id_can_say(amount: int, period: int) -> None:
    with pytest.raises(Refused):
        make_payment_id("7748317800142", amount, 1405, period)


@pytest.mark.parametrize(("file", "company", "kind"), [(0, "001", "1"), (1, "01", "1"), (1, "001", "7")])
def test_bill_id_needs_its_parts(file: int, company: str, kind: str) -> None:
    with pytest.raises(ValueError, match="bill id needs"):
        make_bill_id(file, company, kind)


@pytest.mark.parametrize("text", ["", "123", "0" * 26, "abc"])
def test_unreadable_barcode(text: str) -> None:
    with pytest.raises(Refused):
        read_barcode(text)


def test_tax_id_vectors() -> None:
    assert make_tax_id("A11216", date(2020, 8, 26), 1) == "A112160484400000000010"
    assert (date(2020, 8, 26) - date(1970, 1, 1)).days == 18500
    assert make_tax_id("A2B3C4", date(2024, 10, 4), 255) == "A2B3C404E2000000000FF4"
    with pytest.raises(ValueError, match="memory id"):
        make_tax_id("a11216", date(2020, 8, 26), 1)


@given(
    st.text("ABCXYZ0189", min_size=6, max_size=6),
    st.dates(date(1970, 1, 1), date(2100, 1, 1)),
    st.integers(0, 16**10 - 1),
)
def test_tax_id_is_read_back(memory: str, day: date, serial: int) -> None:
    text = make_tax_id(memory, day, serial)
    assert TAX_ID.fault(text) is None
    found = read_tax_id(text)
    assert (found.memory, found.day, found.serial) == (memory, day, serial)


def test_plate_has_four_parts() -> None:
    assert read_plate(PLATE.parse("۱۲ ب ۳۴۵ ایران ۶۷")) == Plate("12", "ب", "345", "67")
    assert PLATE.parse("12ا34567") == "12-الف-345-67"
    wrong = PLATE.fault("12-ض-345-67")
    assert wrong is not None
    assert wrong.key == "plate_letter"
