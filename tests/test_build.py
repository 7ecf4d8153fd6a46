"""The build hook: a plain wheel whenever compiling is not asked for, not possible, fails or changes an answer."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, Generic, TypeVar

import pytest

from tests.conftest import ROOT

T = TypeVar("T")
PLAIN = "True\n[]\n"


class Interface(Generic[T]):
    """What hatchling's own class is to the hook: it is there only while a wheel is built."""


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / ".build" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Return the module of the hook on a machine that has all that it wants."""
    stub: Any = ModuleType("hatchling.builders.hooks.plugin.interface")
    stub.BuildHookInterface = Interface
    monkeypatch.setitem(sys.modules, stub.__name__, stub)
    hook: Any = module("hook")
    monkeypatch.delenv("CLAIMTRACK_COMPILE", raising=False)
    monkeypatch.delenv("CC", raising=False)
    monkeypatch.setattr(hook, "sys", SimpleNamespace(
        implementation=SimpleNamespace(name="cpython"), version_info=(3, 12, 1), platform="linux", executable="python",
        argv=["_in_process.py", "get_requires_for_build_wheel"],
    ))  # fmt: skip
    monkeypatch.setattr(hook.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(hook.shutil, "which", lambda command, path=None: f"/usr/bin/{command}")
    (tmp_path / "Python.h").touch()
    monkeypatch.setattr(hook.sysconfig, "get_path", lambda name: str(tmp_path))
    for name in ("claimtrack/errors.py", "seeds/one.md"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    return hook


def fake_run(answers: tuple[str, str]) -> Any:
    """Stand for compiling, which leaves one module, and for the two answers that are compared."""
    left = iter(answers)

    def run(command: list[str], where: Path) -> str:
        if command[-1] == "trial.c":
            (where / "trial.o").touch()
            return ""
        if command[-1].endswith("extensions.py"):
            (where / "built" / "claimtrack").mkdir(parents=True)
            (where / "built" / "claimtrack" / "errors.cpython-312.so").touch()
            return ""
        return next(left)

    return run


def build(hook: Any, version: str = "standard") -> tuple[dict[str, Any], list[str]]:
    """Return what the hook makes of the build and what it says."""
    data: dict[str, Any] = {"pure_python": True, "infer_tag": False, "force_include": {}}
    said: list[str] = []
    made = hook.CompileHook()
    made.root, made.target_name, made.app = str(Path.cwd()), "wheel", SimpleNamespace(display_info=said.append)
    made.initialize(version, data)
    made.finalize(version, data, "")
    return data, said


def is_plain(data: dict[str, Any]) -> bool:
    return data == {"pure_python": True, "infer_tag": False, "force_include": {}}


def test_all_there_is_compiled(hook: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook, "run", fake_run((PLAIN, PLAIN.replace("True", "False"))))
    data, said = build(hook)
    assert list(data["force_include"].values()) == ["claimtrack/errors.cpython-312.so"]
    assert data["infer_tag"] and not data["pure_python"]
    assert said == ["claimtrack: compiled, 1 extension modules"]


@pytest.mark.parametrize("other", [PLAIN, "False\n[1]\n", ""], ids=["not loaded", "another answer", "none"])
def test_another_answer_leaves_it_plain(hook: Any, monkeypatch: pytest.MonkeyPatch, other: str) -> None:
    monkeypatch.setattr(hook, "run", fake_run((PLAIN, other)))
    data, said = build(hook)
    assert is_plain(data)
    assert said == ["claimtrack: plain Python, not compiled: it does not answer as the plain code does"]


def test_no_compiler_leaves_it_plain_and_asks_for_nothing(hook: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook.shutil, "which", lambda command, path=None: None)
    monkeypatch.setenv("CC", "nocc -O2")
    data, said = build(hook)
    assert is_plain(data)
    assert said == ["claimtrack: plain Python, not compiled: no C compiler (nocc)"]
    assert hook.CompileHook().dependencies() == []


def test_a_broken_compiler_leaves_it_plain(hook: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for command, why in (("false", "false fails without a word"), ("true", "the C compiler makes nothing")):
        monkeypatch.setenv("CC", command)
        data, said = build(hook)
        assert is_plain(data)
        assert said == [f"claimtrack: plain Python, not compiled: {why}"]


def test_no_headers_leave_it_plain(hook: Any, tmp_path: Path) -> None:
    (tmp_path / "Python.h").unlink()
    data, said = build(hook)
    assert is_plain(data)
    assert "no headers of Python" in said[0]


@pytest.mark.parametrize(
    ("name", "value"),
    [("version_info", (3, 15, 0)), ("platform", "win32"), ("implementation", SimpleNamespace(name="pypy"))],
)
def test_other_pythons_and_platforms_are_plain(hook: Any, name: str, value: object) -> None:
    setattr(hook.sys, name, value)
    data, said = build(hook)
    assert is_plain(data)
    assert "no compiler known" in said[0]


def test_it_can_be_left_out_and_insisted_on(hook: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert hook.CompileHook().dependencies() == list(hook.COMPILERS)
    monkeypatch.setenv("CLAIMTRACK_COMPILE", "0")
    assert is_plain(build(hook)[0])
    assert hook.CompileHook().dependencies() == []
    monkeypatch.setenv("CLAIMTRACK_COMPILE", "1")
    monkeypatch.setattr(hook, "run", fake_run((PLAIN, PLAIN)))
    with pytest.raises(hook.NotCompiledError):
        build(hook)


def test_an_editable_installation_is_plain(hook: Any) -> None:
    data, said = build(hook, "editable")
    assert is_plain(data) and not said
    hook.sys.argv[1] = "get_requires_for_build_editable"
    assert hook.CompileHook().dependencies() == []


@pytest.mark.parametrize(
    ("said", "why"), [("no luck", "no luck"), ("one error\nover.", "one error"), ("e" * 999, "e" * 200)]
)
def test_what_fails_names_its_error(hook: Any, tmp_path: Path, said: str, why: str) -> None:
    with pytest.raises(hook.NotCompiledError) as raised:
        hook.run([sys.executable, "-c", f"raise SystemExit({said!r})"], tmp_path)
    assert str(raised.value) == why


def test_constants_are_marked_and_numbers_written_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("mypyc")
    pytest.importorskip("setuptools")
    (tmp_path / "marked.py").write_text(
        "from __future__ import annotations\n"
        "ONE, TWO = (\n    1 << n for n in range(2)\n)\n_WORDS = frozenset()\n_n = 0\n_n += 1\nAlias = dict[str, int]\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert module("extensions").with_finals(Path("marked.py")) == (
        "from __future__ import annotations; from typing import Final\n"
        "ONE: Final = 1; TWO: Final = 2\n\n\n_WORDS: Final = frozenset()\n_n = 0\n_n += 1\nAlias = dict[str, int]\n"
    )


def test_a_compiled_dataclass_says_how_it_is_made_and_no_line_moves() -> None:
    text = (
        "@dataclass(slots=True)\nclass Mention:\n    first: int\n    parts: list[int] = field(default_factory=list)\n"
        "    rule: str = \"noun\"\n    fine: bool = field(init=False)\n\n    def __post_init__(self) -> None:\n"
        "        self.fine = True\n\n\n@dataclass(frozen=True)\nclass Words:\n    be: str\n"
    )
    made = module("extensions").with_inits(text)
    assert made.split("\n")[9] == (
        "    def __init__(self, first: int, parts: list[int] | None = None, rule: str = 'noun') -> None: "
        "self.first = first; self.parts = list() if parts is None else parts; self.rule = rule; self.__post_init__()"
    )
    assert made.replace("init=False, ", "").split("\n")[:9] == text.split("\n")[:9]
    assert made.split("\n")[10:] == text.split("\n")[10:]


@pytest.mark.parametrize("room", ["extract", "normalize"])
def test_the_compiler_can_read_what_it_is_given(room: str) -> None:
    for path in sorted((ROOT / "claimtrack" / room).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                assert len(node.bases) < 2, f"{path.name}: {node.name}: one base a class"
            if isinstance(node, ast.Compare):
                looked_into = [e for c in node.comparators if isinstance(c, ast.Tuple) for e in c.elts]
                assert not any(isinstance(e, ast.Starred) for e in looked_into), f"{path.name}:{node.lineno}: no star"
