"""Sealed values: round trips, tampering, moving, rotation, erasure."""

from __future__ import annotations

import secrets
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.kernel.canonical import Value
from panjereh.kernel.sealing import (
    INDEX_BYTES,
    DataKey,
    Keyring,
    KeyUnknown,
    SealBroken,
    blind_index,
    blind_indexes,
    digest,
    digest_key,
    new_data_key,
    new_salt,
    place,
    rewrap_key,
    seal,
    sealed_key_id,
    unseal,
    unwrap_key,
    wrap_key,
    wrapping_key_id,
)

ROW = UUID("01936d2e-0000-7000-8000-000000000001")
WHERE = place("person", "national_id", ROW)
SECRETS = {name: secrets.token_hex(32) for name in ("django", "key_encryption", "blind_index", "digest")}
RING = Keyring.from_secrets(SECRETS)
ROTATED = Keyring.from_secrets(
    SECRETS | {"key_encryption_2": secrets.token_hex(32), "blind_index_2": secrets.token_hex(32)}
)
KEY = new_data_key("k1")
TEXT = st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


@given(VALUES, st.uuids())
def test_sealed_value_opens_at_its_place(value: Value, row: UUID) -> None:
    where = place("answer", "value", row)
    sealed = seal(value, KEY, where)
    assert unseal(sealed, KEY, where) == value
    assert unseal(sealed, {"k0": new_data_key("k0"), "k1": KEY}, where) == value
    assert sealed_key_id(sealed) == "k1"


@given(VALUES, st.integers(0, 7), st.data())
def test_any_changed_bit_breaks_the_seal(value: Value, bit: int, data: st.DataObject) -> None:
    sealed = bytearray(seal(value, KEY, WHERE))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << bit
    with pytest.raises((SealBroken, KeyUnknown)):
        unseal(bytes(sealed), KEY, WHERE)


@given(st.data())
def test_cut_or_grown_value_is_broken(data: st.DataObject) -> None:
    sealed = seal("۱۲۳", KEY, WHERE)
    cut = data.draw(st.integers(0, len(sealed) - 1))
    for changed in (sealed[:cut], sealed + b"\0"):
        with pytest.raises(SealBroken):
            unseal(changed, KEY, WHERE)


@given(st.binary(max_size=80))
def test_foreign_bytes_never_open(data: bytes) -> None:
    with pytest.raises((SealBroken, KeyUnknown)):
        unseal(data, KEY, WHERE)
    with pytest.raises((SealBroken, KeyUnknown)):
        unwrap_key(RING, "k1", data)


@pytest.mark.parametrize(
    "other",
    [
        place("person", "national_id", UUID("01936d2e-0000-7000-8000-000000000002")),
        place("person", "mobile", ROW),
        place("firm", "national_id", ROW),
        b"",
        WHERE + b"0",
    ],
)
def test_moved_value_does_not_open(other: bytes) -> None:
    with pytest.raises(SealBroken):
        unseal(seal("9990000018", KEY, WHERE), KEY, other)


def test_header_is_part_of_the_seal() -> None:
    """The same secret under another id must not open a value whose header was rewritten."""
    sealed = seal("9990000018", KEY, WHERE)
    renamed = sealed.replace(b"k1", b"k2", 1)
    with pytest.raises(SealBroken):
        unseal(renamed, DataKey("k2", KEY.secret), WHERE)


def test_another_persons_key_does_not_open() -> None:
    sealed = seal("9990000018", KEY, WHERE)
    with pytest.raises(SealBroken):
        unseal(sealed, new_data_key("k1"), WHERE)
    with pytest.raises(KeyUnknown):
        unseal(sealed, new_data_key("k2"), WHERE)
    with pytest.raises(KeyUnknown):
        unseal(sealed, {}, WHERE)


def test_equal_values_are_sealed_differently() -> None:
    sealed = {seal("9990000018", KEY, WHERE) for _ in range(100)}
    assert len(sealed) == 100
    assert all(b"9990000018" not in one for one in sealed)


@pytest.mark.parametrize(("table", "column"), [("a:b", "c"), ("a", ""), ("A", "b"), ("a", "b c")])
def test_place_is_unambiguous(table: str, column: str) -> None:
    with pytest.raises(ValueError, match="snake_case"):
        place(table, column, ROW)


def test_data_key_is_wrapped_and_comes_back() -> None:
    wrapped = wrap_key(RING, KEY)
    assert KEY.secret not in wrapped
    assert wrapping_key_id(wrapped) == "1"
    assert unwrap_key(RING, "k1", wrapped) == KEY


def test_changed_wrapped_key_is_broken() -> None:
    wrapped = wrap_key(RING, KEY)
    for place_of_change in range(2, len(wrapped)):
        changed = bytearray(wrapped)
        changed[place_of_change] ^= 1
        with pytest.raises(SealBroken):
            unwrap_key(RING, "k1", bytes(changed))
    other = Keyring.from_secrets(SECRETS | {"key_encryption": secrets.token_hex(32)})
    with pytest.raises(SealBroken):
        unwrap_key(other, "k1", wrapped)


def test_rotation_keeps_old_values_and_writes_new_ones_under_the_new_key() -> None:
    sealed, wrapped = seal("9990000018", KEY, WHERE), wrap_key(RING, KEY)
    assert unseal(sealed, unwrap_key(ROTATED, "k1", wrapped), WHERE) == "9990000018"
    assert wrapping_key_id(wrap_key(ROTATED, KEY)) == "2"
    renewed = rewrap_key(ROTATED, wrapped)
    assert wrapping_key_id(renewed) == "2"
    assert unwrap_key(ROTATED, "k1", renewed) == KEY
    with pytest.raises(KeyUnknown):
        unwrap_key(RING, "k1", renewed)


def test_rotated_away_key_is_unknown() -> None:
    only_new = Keyring({"2": ROTATED.key_encryption["2"]}, ROTATED.blind_index, ROTATED.digest, "2", "2")
    with pytest.raises(KeyUnknown):
        unwrap_key(only_new, "k1", wrap_key(RING, KEY))


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_blind_index_finds_equal_values_only(one: str, other: str) -> None:
    index = blind_index(RING, "national_id", one)
    assert len(index) == INDEX_BYTES
    assert (index == blind_index(RING, "national_id", other)) == (one == other)
    assert index != blind_index(RING, "mobile", one)


def test_blind_index_kinds_do_not_run_into_values() -> None:
    assert blind_index(RING, "ab", "c") != blind_index(RING, "a", "bc")
    with pytest.raises(ValueError, match="snake_case"):
        blind_index(RING, "a\0b", "c")


def test_blind_index_rotates() -> None:
    old, new = blind_index(RING, "mobile", "+989000000012"), blind_index(ROTATED, "mobile", "+989000000012")
    assert old != new
    assert blind_indexes(ROTATED, "mobile", "+989000000012") == [new, old]
    assert blind_indexes(RING, "mobile", "+989000000012") == [old]


def test_digest_needs_value_salt_and_installation() -> None:
    salt = new_salt()
    value: Value = {"a": 1, "b": "دو"}
    made = digest(RING, salt, value)
    assert digest(RING, salt, {"b": "دو", "a": 1}) == made
    assert len(made) == 64
    other_ring = Keyring.from_secrets(SECRETS | {"digest": secrets.token_hex(32)})
    others = [digest(RING, salt, {"a": 1}), digest(RING, new_salt(), value), digest(other_ring, salt, value)]
    assert made not in others
    assert digest_key(RING, salt) != digest_key(RING, new_salt())
    with pytest.raises(ValueError, match="salt"):
        digest(RING, b"short", value)


@pytest.mark.parametrize("missing", ["key_encryption", "blind_index", "digest"])
def test_keyring_needs_every_secret(missing: str) -> None:
    with pytest.raises(KeyUnknown, match=missing):
        Keyring.from_secrets({name: text for name, text in SECRETS.items() if name != missing})


@pytest.mark.parametrize("text", ["zz" * 32, "ab" * 31, ""])
def test_keyring_refuses_weak_or_foreign_secrets(text: str) -> None:
    with pytest.raises(ValueError, match=r"key_encryption|key 1") as caught:
        Keyring.from_secrets(SECRETS | {"key_encryption": text})
    assert not text or text not in str(caught.value)


def test_keyring_refuses_one_key_for_two_uses() -> None:
    with pytest.raises(ValueError, match="different"):
        Keyring.from_secrets(SECRETS | {"blind_index": SECRETS["digest"]})
    with pytest.raises(KeyUnknown, match="'3'"):
        Keyring(RING.key_encryption, RING.blind_index, RING.digest, "3", "1")


def test_secrets_are_not_printed() -> None:
    shown = repr(RING) + repr(KEY)
    assert all(text not in shown for text in SECRETS.values())
    assert repr(KEY.secret) not in shown


def test_key_ids_and_sizes_are_checked() -> None:
    with pytest.raises(ValueError, match="key id"):
        new_data_key("a:b")
    with pytest.raises(ValueError, match="32 bytes"):
        DataKey("k", b"short")
