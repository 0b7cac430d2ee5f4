"""The page rules themselves: a good page passes, and each fault is found by its own words."""

from __future__ import annotations

import pytest
from tests.architecture.page_rules import page_faults

GOOD = (
    '<!doctype html><html lang="fa" dir="rtl"><head><title>صفحه</title></head><body><main>'
    "<h1>عنوان</h1>{}</main></body></html>"
)


@pytest.mark.parametrize(
    "part",
    [
        "<h2>بخش</h2><h3>زیربخش</h3><h2>بخش</h2>",
        '<label for="a">نام</label><input id="a" aria-describedby="b"><p id="b">راهنما</p>',
        "<label>نام <input name=x></label>",
        '<p>شمارهٔ <bdi dir="ltr">P-1405</bdi> و <span lang="en">some English words here</span></p>',
        '<a href="#x">برو</a><p id="x">۱۲</p>',
        '<fieldset><legend>پرسش</legend></fieldset><div role="img" aria-label="نقش"><svg></svg></div>',
    ],
)
def test_a_good_page_has_no_faults(part: str) -> None:
    assert page_faults(GOOD.format(part), "fa") == []


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("<h1>دوم</h1>", "2 h1"),
        ("<h3>پرش</h3>", "jumps from h1 to h3"),
        ("<h2></h2>", "empty h2"),
        ("<input name=x>", "'x' has no label"),
        ('<label for="q">نام</label>', "label 'نام' is for 'q'"),
        ('<label for="a">نام</label><input id="a" placeholder="نام">', "placeholder"),
        ('<p aria-describedby="none">متن</p>', "points to 'none'"),
        ('<p id="a">یک</p><p id="a">دو</p>', "'a' stands 2 times"),
        ('<a href="#none">برو</a>', "goes to #none"),
        ('<a href="/x"></a>', "nameless a"),
        ("<button><svg aria-hidden=true></svg></button>", "nameless button"),
        ("<svg></svg>", "svg is neither"),
        ('<img src="a.png">', "no alt"),
        ("<fieldset></fieldset>", "no legend"),
        ("<table><tr><td>۱</td></tr></table>", "no caption"),
        ("<table><caption>ج</caption><tr><th>س</th></tr></table>", "no scope"),
        ('<p style="color:red">متن</p>', "inline style"),
        ("<script>x()</script>", "inline script"),
        ('<p onclick="x()">متن</p>', "inline onclick"),
        ('<a href="javascript:x()">برو</a>', "javascript address"),
        ('<p tabindex="2">متن</p>', "tabindex above zero"),
        ("<p>كتاب</p>", "Arabic letters"),
        ('<p aria-label="خيابان">متن</p>', "Arabic letters"),
        ("<p>Fix one problem</p>", "untranslated"),
        ("<p>شرط 4</p>", "Latin digits"),
        ("<p>رسید 1405-0000005-1</p>", "Latin digits"),
        ("<p><div>x</div></p>", "HTML is broken"),
    ],
)
def test_a_fault_is_found(part: str, words: str) -> None:
    assert any(words in fault for fault in page_faults(GOOD.format(part), "fa"))


def test_the_frame_follows_the_language() -> None:
    faults = page_faults(GOOD.format(""), "en")
    assert any("lang" in fault for fault in faults)
    assert any("dir" in fault for fault in faults)
    assert any("Persian words" in fault for fault in faults)
    bare = page_faults('<!doctype html><html lang="en" dir="ltr"><body><p>x</p></body></html>', "en")
    assert any("title" in fault for fault in bare)
    assert any("0 main" in fault for fault in bare)
