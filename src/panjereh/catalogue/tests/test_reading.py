from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from panjereh.catalogue.folder.reading import DEPTH, NODES, Unreadable, read_document, read_documents
from panjereh.flow.model import Place


def refusal(text: str) -> tuple[str, int, int]:
    with pytest.raises(Unreadable) as unreadable:
        read_document("x.yaml", text)
    found = unreadable.value.finding
    assert found.fa != found.en
    return found.key, found.place.line, found.place.column


def test_every_scalar_is_text() -> None:
    made = read_document("x.yaml", "a: no\nb: 1.10\nc: 0012\nd: 12:30\ne: ~\nf:\ng: 2024-01-01\nh: 'x: y'\n")
    assert made.value == {
        "a": "no", "b": "1.10", "c": "0012", "d": "12:30", "e": "~", "f": "", "g": "2024-01-01", "h": "x: y",
    }  # fmt: skip


def test_values_and_keys_know_their_places() -> None:
    made = read_document("x.yaml", 'a:\n  b: [1, "two"]\n')
    assert made.key("a", "b") == Place("x.yaml", 2, 3)
    assert made.place("a", "b", 0) == Place("x.yaml", 2, 7)
    assert made.place("a", "b", 1) == Place("x.yaml", 2, 11)  # the text, not its quote
    assert made.place("a", "b", 7, "z") == made.place("a", "b")
    assert made.key("a", "nothing") == made.place("a")


@pytest.mark.parametrize(
    ("text", "key", "line", "column"),
    [
        ("a: &x 1\nb: *x\n", "yaml_anchor", 1, 4),
        ("a: 1\nb: *x\n", "yaml_alias", 2, 4),
        ("a: !!python/object:os.system x\n", "yaml_tag", 1, 4),
        ("a: !!str x\n", "yaml_tag", 1, 4),
        ("a: !x {b: c}\n", "yaml_tag", 1, 4),
        ("- a\n- !x [b]\n", "yaml_tag", 2, 3),
        ("%YAML 1.1\n---\na: b\n", "yaml_directive", 2, 1),
        ("%TAG ! tag:x,2000:\n---\na: b\n", "yaml_directive", 2, 1),
        ("a: 1\na: 2\n", "duplicate_key", 2, 1),
        ("b: {a: 1, a: 2}\n", "duplicate_key", 1, 11),
        ("? [a]\n: b\n", "key_not_text", 1, 3),
        ("? *x\n: b\n", "yaml_alias", 1, 3),
        ("a: 1\n---\nb: 2\n", "one_document", 3, 1),
        ("", "empty_file", 1, 1),
        ("# nothing\n", "empty_file", 1, 1),
        ("a: [1\n", "yaml_syntax", 2, 1),
        ("a: b: c\n", "yaml_syntax", 1, 5),
        ("a:\n\tc: d\n", "yaml_syntax", 2, 1),
        ("[" * 40, "too_deep", 1, DEPTH + 2),
    ],
)
def test_what_is_not_taken_is_named_with_its_place(text: str, key: str, line: int, column: int) -> None:
    assert refusal(text) == (key, line, column)


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert read_document("x.yaml", "<<: {a: b}\n").value == {"<<": {"a": "b"}}


def test_hostile_files_are_bounded() -> None:
    started = time.monotonic()
    assert refusal("\n".join(f"k{n}: v" for n in range(NODES)))[0] == "too_many_nodes"
    assert refusal("{a: " * 60_000)[0] == "too_deep"
    assert refusal("- " * 100_000)[0] in ("too_deep", "yaml_syntax")
    with pytest.raises(Unreadable):
        read_documents("x.yaml", "---\na: b\n" * 1000)
    assert time.monotonic() - started < 20


VALUES = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.from_regex(r"[a-z]{1,5}", fullmatch=True), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,5}", fullmatch=True), VALUES, min_size=1, max_size=4))
def test_what_a_plain_yaml_writer_writes_is_read_back(value: dict[str, object]) -> None:
    from io import StringIO

    out = StringIO()
    writer = YAML(typ="safe", pure=True)
    writer.default_style = '"'
    writer.allow_unicode = True
    writer.width = 10_000
    writer.dump(value, out)
    assert read_document("x.yaml", out.getvalue()).value == value


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        lines = {place.line for place in read_document("x.yaml", text).values.values()}
    except Unreadable as unreadable:
        lines = {unreadable.finding.place.line}
    assert min(lines) >= 1
