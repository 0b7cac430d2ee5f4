from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from panjereh.catalogue.command import app, service_id_of

CLI = CliRunner()


def run(*words: str | Path) -> tuple[int, str]:
    result = CLI.invoke(app, [str(word) for word in words])
    return result.exit_code, result.output


@pytest.fixture
def broken(service_path: Path, tmp_path: Path) -> Path:
    made = tmp_path / "services" / "civil" / "residence-certificate"
    shutil.copytree(service_path, made)
    path = made / "process.yaml"
    path.write_text(path.read_text("utf-8").replace("begin: details", "begin: start"), "utf-8")
    return made


def test_a_sound_folder_is_told_so_in_both_languages(service_path: Path, samples_path: Path) -> None:
    for verb in ("check", "test"):
        for language in ("fa", "en"):
            code, said = run(verb, service_path, "--country", samples_path, "--language", language)
            assert code == 0, said
            assert said.strip()


def test_findings_are_printed_with_their_place_and_fail(broken: Path, samples_path: Path) -> None:
    for verb in ("check", "test"):
        code, said = run(verb, broken, "--country", samples_path, "--language", "en")
        assert code == 1
        assert "process.yaml:1:1" in said
        assert "“begin” names the stage “start”" in said


def test_programs_get_json(broken: Path, service_path: Path, samples_path: Path) -> None:
    code, said = run("check", broken, "--country", samples_path, "--json")
    told = json.loads(said)
    assert code == 1
    assert not told["ok"]
    assert {"file", "line", "column", "key", "fa", "en"} == set(told["findings"][0])
    code, said = run("test", service_path, "--country", samples_path, "--json")
    assert code == 0
    assert json.loads(said) == {"ok": True, "findings": []}


def test_a_failing_example_is_marked(broken: Path, service_path: Path, samples_path: Path) -> None:
    shutil.copy(service_path / "process.yaml", broken / "process.yaml")
    path = broken / "examples" / "at-once.yaml"
    path.write_text(path.read_text("utf-8").replace("met: [1, 2, 3]", "met: [1]"), "utf-8")
    code, said = run("test", broken, "--country", samples_path, "--language", "en")
    assert code == 1
    assert "✗" in said
    assert "should be [1] but came out as [1, 2, 3]" in said


def test_a_folder_that_is_none_is_said_to_be_none(tmp_path: Path, samples_path: Path) -> None:
    code, said = run("check", tmp_path / "nothing", "--country", samples_path, "--language", "en")
    assert code == 1
    assert "isn't a folder" in said


def test_a_broken_country_is_named_first(service_path: Path, tmp_path: Path) -> None:
    (tmp_path / "life_events.yaml").write_text("a: b\n")
    code, said = run("check", service_path, "--country", tmp_path, "--language", "en")
    assert code == 1
    assert "In the country folder" in said


def test_the_id_of_a_service_is_its_path(tmp_path: Path) -> None:
    assert service_id_of(tmp_path / "services" / "tax" / "return") == "tax/return"
    assert service_id_of(tmp_path / "services" / "a" / "b" / "c") == "a/b/c"
    assert service_id_of(Path("/x/y/z")) == "y/z"
