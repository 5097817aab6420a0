"""The finder on single files and small projects: what is none of its business comes first."""

from __future__ import annotations

import pytest

from inhouse.codemod.sites import ImportNames, find_sites
from inhouse.codemod.sites.source_text import read_source
from inhouse.model.places import FileSites, UseSite

PKG = ImportNames(packages=("pkg",), modules=("pkg", "pkg.sub", "pkg.pkg"), distribution="py-pkg")
SPACE = ImportNames(packages=("space.part",), modules=("space.part", "space.part.inner"))


def sites(source: str | bytes, names: ImportNames = PKG, path: str = "m.py") -> FileSites:
    data = source.encode() if isinstance(source, str) else source
    found = find_sites({path: data}, names)
    for each in found:
        text = read_source(data) if each.uses else None
        for use in each.uses:
            assert text is not None and text.cut(use.span) == use.local
    return found[0] if found else FileSites(path=path)


def uses(source: str | bytes, names: ImportNames = PKG) -> list[tuple[int, str, str]]:
    return [(each.span.line, each.symbol, each.context) for each in sites(source, names).uses]


def only(source: str) -> UseSite:
    (use,) = sites(source).uses
    return use


NO_USE = {
    "a parameter": "import pkg\ndef f(pkg, *, y=1): return pkg.a\n",
    "other parameters": "import pkg\ndef f(*pkg): pkg.a\ndef g(**pkg): pkg.a\ndef h(pkg, /): pkg\n",
    "a lambda": "import pkg\nx = lambda pkg: pkg.a\n",
    "a comprehension": "import pkg\nx = [pkg.a for pkg in y if pkg.b]\n",
    "a nested comprehension": "import pkg\nx = {a: pkg.a for pkg in y for a in pkg.b}\n",
    "a loop in a function": "import pkg\ndef f():\n    for pkg in x: pass\n    pkg.a\n",
    "a later binding in a function": "import pkg\ndef f():\n    pkg.a\n    pkg = 1\n",
    "a walrus in a function": "import pkg\ndef f():\n    [(pkg := y) for y in x]\n    pkg.a\n",
    "with": "import pkg\ndef f():\n    with x as pkg: pkg.a\n",
    "except": "import pkg\ndef f():\n    try: pass\n    except E as pkg: pkg.a\n",
    "match": "import pkg\ndef f(x):\n    match x:\n        case [pkg, *r]: pkg.a\n",
    "match rest": "import pkg\ndef f(x):\n    match x:\n        case {'a': 1, **pkg}: pkg.a\n",
    "a type parameter": "import pkg\nx = 1\n",
    "a nested function's name": "import pkg\ndef f():\n    def pkg(): pass\n    pkg()\n",
    "another import": "import pkg\ndef f():\n    import other as pkg\n    pkg.a\n",
    "a relative import": "from . import pkg\nfrom .pkg import x\npkg.a; x()\n",
    "a longer name": "import pkg_more, pkgs.a\npkg_more.x; pkgs.a\n",
    "an attribute": "import pkg\nself.pkg.a; x().pkg\n",
    "a keyword": "import pkg\nf(pkg=1)\n",
    "a class's own name": "class A:\n    import pkg\n    def f(self): return pkg.a\n",
    "nonlocal": "import pkg\ndef f():\n    pkg = 1\n    def g():\n        nonlocal pkg; pkg.a\n",
    "a declared but never bound name": "import pkg\ndef f():\n    pkg: int\n    return pkg.a\n",
}


@pytest.mark.parametrize("what", NO_USE)
def test_a_shadowing_name_is_no_use(what: str) -> None:
    assert uses(NO_USE[what]) == []


def test_a_file_that_only_says_the_word_has_no_sites() -> None:
    assert find_sites({"m.py": b"pkg = 1\nprint(pkg, 'pkg.txt')  # import pkg\n"}, PKG) == ()
    assert find_sites({"m.py": b"this is no Python\n"}, PKG) == ()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import pkg\npkg.a.b()\n", [(2, "pkg.a.b", "call")]),
        ("import pkg as p\np.a\n", [(2, "pkg.a", "value")]),
        ("from pkg import a as b\nb.c(b)\n", [(2, "pkg.a.c", "call"), (2, "pkg.a", "value")]),
        ("from pkg.sub import a\nx = a\n", [(2, "pkg.sub.a", "value")]),
        ("import pkg.sub\npkg.sub.a\npkg.b\n", [(2, "pkg.sub.a", "value"), (3, "pkg.b", "value")]),
        ("import pkg.sub as s\ns.a\n", [(2, "pkg.sub.a", "value")]),
        ("import pkg\n@pkg.deco\ndef f(): ...\n", [(2, "pkg.deco", "decorator")]),
        ("import pkg\n@pkg.deco(1)\nclass A: ...\n", [(2, "pkg.deco", "call")]),
        (
            "import pkg\nclass A(pkg.B, metaclass=pkg.M): ...\n",
            [(2, "pkg.B", "base"), (2, "pkg.M", "value")],
        ),
        (
            "import pkg\ndef f(a: pkg.T = pkg.d) -> list[pkg.R]: ...\n",
            [
                (2, "pkg.T", "annotation"),
                (2, "pkg.d", "value"),
                (2, "pkg.R", "annotation"),
            ],
        ),
        ("import pkg\ntry: pass\nexcept (pkg.E, ValueError): pass\n", [(3, "pkg.E", "except")]),
        (
            "import pkg\nmatch x:\n    case pkg.P(a=pkg.V): ...\n",
            [
                (3, "pkg.P", "pattern"),
                (3, "pkg.V", "pattern"),
            ],
        ),
        (
            "import pkg\npkg.a = 1\ndel pkg.b\npkg.c += 1\n",
            [
                (2, "pkg.a", "assigned"),
                (3, "pkg.b", "assigned"),
                (4, "pkg.c", "assigned"),
            ],
        ),
        ("import pkg\ndel pkg\n", [(2, "pkg", "assigned")]),
        ("import pkg\ndef f(pkg=pkg.a): pkg\n", [(2, "pkg.a", "value")]),
        ("import pkg\nx = [pkg.b for pkg in pkg.a]\n", [(2, "pkg.a", "value")]),
        ("import pkg\nx = [y for y in z for w in pkg.a]\n", [(2, "pkg.a", "value")]),
        ("import pkg\ndef f():\n    global pkg\n    pkg.a\n", [(4, "pkg.a", "value")]),
        ("def f():\n    global pkg\n    import pkg\ndef g(): pkg.a\n", [(4, "pkg.a", "value")]),
        ("def f():\n    import pkg\n    def g(): return pkg.a\n", [(3, "pkg.a", "value")]),
        ("class A:\n    import pkg\n    x = pkg.a\n", [(3, "pkg.a", "value")]),
        ("import pkg\nclass A:\n    pkg = 1\n    def f(self): pkg.a\n", [(4, "pkg.a", "value")]),
        ("import pkg\nf'{pkg.a!r:>{pkg.b}}'\n", [(2, "pkg.a", "value"), (2, "pkg.b", "value")]),
        ("import pkg\n(pkg)\\\n  .a(1)\n", [(2, "pkg.a", "call")]),
        ("import pkg\nawait_ = lambda: (yield pkg.a)\n", [(2, "pkg.a", "value")]),
    ],
)
def test_uses(source: str, expected: list[tuple[int, str, str]]) -> None:
    assert uses(source) == expected


def test_a_call_has_the_span_of_the_whole_call() -> None:
    use = only("import pkg\nx = [pkg.a(\n  1)]\n")
    assert use.span == (2, 5, 2, 10)
    assert use.call == (2, 5, 3, 4)


def test_columns_are_characters() -> None:
    for start in (b"", b"\xef\xbb\xbf", b"\x0c"):
        data = start + "import pkg\r\n\té = 'ü𝒳'; pkg.ä('ö')\r\n".replace("\t", "").encode()
        assert only(data.decode("utf-8-sig")).span == (2, 10, 2, 15)
        assert sites(data).uses[0].local == "pkg.ä"
    latin = "# coding: latin-1\nimport pkg\nx = 'é'; pkg.a\n".encode("latin-1")
    assert sites(latin).uses[0].span == (3, 9, 3, 14)


def test_an_identifier_that_python_normalises_is_found() -> None:
    found = sites("import pkg\npkg.ﬁt\nﬂ = 1\n")
    assert [(each.symbol, each.local) for each in found.uses] == [("pkg.fit", "pkg.ﬁt")]
    assert {"ﬁt", "fit", "fl"} <= found.names


@pytest.mark.parametrize(
    ("source", "imports"),
    [
        ("try:\n    import pkg\nexcept ImportError:\n    pkg = None\npkg.a\n", (0,)),
        ("try:\n    import pkg\nexcept E:\n    from pkg import sub as pkg\npkg.a\n", (0, 1)),
        ("import pkg\npkg = pkg or None\n", (0,)),
        ("import pkg\nclass A:\n    if x:\n        pkg = 1\n    import pkg\n    pkg.a\n", (0, 1)),
        ("import pkg\nfrom other import *\npkg.a\n", (0,)),
        ("import pkg\nfrom pkg.sub import *\npkg.a\n", (0,)),
        ("if x:\n    import pkg\nelse:\n    import other as pkg\npkg.a\n", (0,)),
    ],
)
def test_ambiguous(source: str, imports: tuple[int, ...]) -> None:
    use = sites(source).uses[-1]
    assert (use.ambiguous, use.imports) == (True, imports)


def test_the_same_thing_bound_in_two_branches_is_not_ambiguous() -> None:
    use = only("if x:\n    import pkg\nelse:\n    import pkg\npkg.a\n")
    assert (use.ambiguous, use.imports) == (False, (0, 1))
    assert not only("from other import *\nimport pkg\npkg.a\n").ambiguous


def test_guards_and_scopes_of_imports() -> None:
    source = (
        "try:\n    import pkg\nexcept (E, ImportError):\n    import pkg\nfinally:\n    import pkg\n"
        "if TYPE_CHECKING:\n    import pkg\nelse:\n    import pkg\n"
        "if sys.version_info >= (3,):\n    import pkg\n"
        "def f():\n    import pkg\n    if x: import pkg\n"
        "class A:\n    import pkg\n"
        "with contextlib.suppress(ImportError):\n    import pkg\n"
        "try:\n    import pkg\nexcept KeyError:\n    pass\n"
    )
    assert [(each.scope, each.guards) for each in sites(source).imports] == [
        ("module", ("try-import",)),
        ("module", ("except-import",)),
        ("module", ("other-try",)),
        ("module", ("type-checking",)),
        ("module", ("condition",)),
        ("module", ("version",)),
        ("function", ()),
        ("function", ("condition",)),
        ("class", ()),
        ("module", ("try-import",)),
        ("module", ("other-try",)),
    ]


def test_import_sites_tell_what_is_written() -> None:
    found = sites("import a, pkg.sub, pkg as p\nfrom pkg import x as y, z; from pkg.sub import *\n")
    assert [
        (each.index, each.form, each.module, each.name, each.binds, each.asname)
        for each in found.imports
    ] == [
        (1, "import", "pkg.sub", "", "pkg", False),
        (2, "import", "pkg", "", "p", True),
        (0, "from", "pkg", "x", "y", True),
        (1, "from", "pkg", "z", "z", False),
        (0, "star", "pkg.sub", "*", "", False),
    ]
    assert found.imports[0].span == (1, 0, 1, 27)
    assert [each.line for each in found.opaque] == [2]


@pytest.mark.parametrize(
    ("source", "quoted"),
    [
        ("import pkg\ndef f(a: 'pkg.T'): ...\n", ["pkg.T"]),
        (
            "import pkg\ndef f(a: 'list[pkg.T | pkg.U]') -> \"pkg.V\": ...\n",
            ["pkg.T", "pkg.U", "pkg.V"],
        ),
        ("import pkg\nx: '''pkg.T''' = 1\ny = cast('pkg.U', x)\n", ["pkg.T", "pkg.U"]),
        ("import pkg\nX = Optional['pkg.T']\n", ["pkg.T"]),
        ("import pkg\nT = TypeVar('pkg', bound='pkg.T')\n", ["pkg.T"]),
        ("import pkg\nx = []  # type: list[pkg.T]  # more\n", ["pkg.T"]),
        ("import pkg\ndef f(a):\n    # type: (pkg.T) -> pkg.U\n    pass\n", ["pkg.T", "pkg.U"]),
        ("import pkg\nx: Literal['pkg']\ny: Annotated[int, 'pkg']\n", []),
        ("import pkg\nx = 1  # type: ignore[pkg]\n", []),
    ],
)
def test_quoted_uses(source: str, quoted: list[str]) -> None:
    found = [each.local for each in sites(source).uses if each.quoted]
    assert found == quoted
    assert all(each.context == "annotation" for each in sites(source).uses)


def test_a_type_that_cannot_be_cut_out_of_its_string_is_code() -> None:
    found = sites("import pkg\nx: 'pkg.' 'T'\ny: 'pkg\\x2eT'\n")
    assert found.uses == ()
    assert [(each.role, each.span.line) for each in found.strings] == [("code", 2), ("code", 3)]


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("mock.patch('pkg.a')\n", "patch-target"),
        ("@patch('pkg.sub.a')\ndef f(m): ...\n", "patch-target"),
        ("mocker.patch('pkg.a')\n", "patch-target"),
        ("mocker.patch.dict('pkg.a', {})\n", "patch-target"),
        ("monkeypatch.setattr('pkg.a', 1)\n", "patch-target"),
        ("client.patch('pkg.a')\n", "other"),
        ("importlib.import_module('pkg')\n", "import-name"),
        ("x = pytest.importorskip('pkg')\n", "import-name"),
        ("x = 'pkg'\n", "other"),
        ("x = ['pkg:main']\n", "other"),
        ("from pkg import a\n__all__ = ['x'] + ['a']\n", "export"),
        ("from pkg import a\n__all__.append('a')\n", "export"),
        ("import pkg\ngetattr(pkg, 'a', None)\n", "attribute-name"),
        ("import pkg\nmonkeypatch.setattr(pkg, 'a', 1)\n", "attribute-name"),
        ("import pkg\neval('pkg.a + 1')\n", "code"),
        ("import pkg\nf'{pkg.a = }'\n", "code"),
        ("'''\n>>> pkg.a\n'''\nimport pkg\n", "code"),
    ],
)
def test_strings(source: str, role: str) -> None:
    (found,) = sites(source).strings
    assert found.role == role
    assert sites(source).left == ()


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("import pkg\nf(pkg)\n", "passed on"),
        ("import pkg\ngetattr(pkg, name)\n", "passed on"),
        ("import pkg\nvars(pkg); x = pkg.__dict__\n", "passed on"),
        ("from pkg import *\n", "star"),
        ("from pkg import sub\nx = sub\n", "passed on"),
    ],
)
def test_opaque(source: str, why: str) -> None:
    found = sites(source)
    assert why in " ".join(each.why for each in found.opaque)
    assert found.left == ()


@pytest.mark.parametrize(
    "source",
    [
        "import pkg\nif pkg: pass\nx = pkg is None\ny = not pkg\n",
        "from pkg import pkg\nmap(pkg, x)\n",
        "import pkg\nx = pkg.a\n",
    ],
)
def test_not_opaque(source: str) -> None:
    assert sites(source).opaque == ()


@pytest.mark.parametrize(
    "source",
    [
        "import pkg\npkg.a = 1\n",
        "import pkg\npkg.a['x'] = 1\n",
        "import pkg\ndel pkg.a.b\n",
        "import pkg\nsetattr(pkg, 'a', 1)\n",
        "import pkg\nmock.patch.object(pkg, 'a')\n",
        "import pkg\nmock.patch.object(pkg.A, 'a')\n",
        "import pkg\nmock.patch('pkg.a')\n",
        "import pkg\nwith mock.patch.multiple(pkg, a=1): ...\n",
    ],
)
def test_patched(source: str) -> None:
    found = sites(source)
    assert [each.line for each in found.patched] == [2]
    assert (found.left, found.opaque) == ((), ())


@pytest.mark.parametrize(
    "source",
    [
        "\nsys.modules['pkg']\n",
        "\nsys.modules.pop('pkg.sub', None)\n",
        "\nwith mock.patch.dict('sys.modules', {'pkg': None}):\n    pass\n",
        "\nassert 'pkg' in sys.modules\n",
        "\nimportlib.import_module(f'pkg.{x}')\n",
        "\nimportlib.import_module('.sub', 'pkg')\n",
        "\nimportlib.util.find_spec('pkg')\n",
        "\nimportlib.metadata.version('py_pkg')\n",
        "\nimportlib.resources.files('pkg')\n",
        "\nsubprocess.run([sys.executable, '-c', 'import os, pkg; pkg.x()'])\n",
        "\nos.system('python -m pkg x')\n",
        "\npytest_plugins = ['pkg']\n",
        "import pkg\npkgutil.walk_packages(pkg.__path__)\n",
        "import pkg\nimportlib.reload(pkg)\n",
        "import pkg\npickle.dump([pkg.A()], f)\n",
        "import pkg\nassert pkg.a.__module__ == x\n",
    ],
)
def test_left(source: str) -> None:
    found = sites(source)
    assert {each.line for each in found.left} == {2}, found


def test_a_namespace_belongs_to_its_parts() -> None:
    found = sites(
        "import space.part, space.other\nspace.part.a\nspace.other.b\nfrom space import other\n",
        SPACE,
    )
    assert [each.symbol for each in found.uses] == ["space.part.a"]
    assert len(found.imports) == 1 and not found.uses[0].ambiguous
    assert sites("import space.other\nspace.part.a\n", SPACE).left[0].line == 2
    assert sites("from space import *\n", SPACE).left[0].line == 1


@pytest.mark.parametrize(
    "taking",
    [
        "from proj.compat import a\n",
        "from .compat import (  # ) it's\n    b, a as x,\n)\n",
        "from . import compat\ncompat.a\n",
        "import proj.compat as c\nc.a()\n",
        "x = 1; from .compat import \\\n  a\n",
        "from .compat import *\n",
        "from ..proj.compat import a\n",
        "def f():\n    mock.patch('proj.compat.a')\n",
    ],
)
def test_a_name_that_another_file_takes_is_exported(taking: str) -> None:
    files = {
        "src/proj/compat.py": b"from pkg import a, b\na(b)\n",
        "src/proj/use.py": taking.encode(),
    }
    (found, *_) = find_sites(files, PKG)
    assert found.imports[0].exported


def test_a_name_that_no_other_file_takes_is_not_exported() -> None:
    files = {
        "src/proj/compat.py": b"from pkg import a, b\na(b)\n",
        "src/proj/use.py": b"from .compat import z\nfrom .other import a\nfrom compat.x import a\n",
    }
    (found,) = find_sites(files, PKG)
    assert [each.exported for each in found.imports] == [False, False]
    (found,) = find_sites({"m.py": b"from pkg import a, b, c\n__all__ = ['b']\na, b\n"}, PKG)
    assert [each.exported for each in found.imports] == [False, True, True]


def test_patches_where_used_are_found_in_other_files() -> None:
    files = {
        "src/proj/__init__.py": b"import pkg\npkg.a\n",
        "tests/test_x.py": b"mocker.patch('proj.pkg.a')\nmocker.patch('proj.other.a')\n",
    }
    init, test = find_sites(files, PKG)
    assert init.imports[0].exported
    assert [(each.text, each.role) for each in test.strings] == [("proj.pkg.a", "patch-target")]


def test_a_module_of_the_project_with_that_name_is_left() -> None:
    files = {"scripts/run.py": b"import pkg\n", "scripts/pkg.py": b"x = 'pkg'\n"}
    assert "scripts/pkg.py" in find_sites(files, PKG)[-1].left[0].why
    inside = {"proj/run.py": b"import pkg\n", "proj/pkg.py": b"", "proj/__init__.py": b""}
    assert find_sites(inside, PKG)[0].left == ()


def test_stubs_are_read() -> None:
    assert sites("import pkg\nx: pkg.T\n", path="m.pyi").uses[0].context == "annotation"


@pytest.mark.parametrize(
    "source",
    [
        b"import pkg\nx = " + b"[" * 300 + b"]" * 300,
        b"import pkg\nx = " + b"-" * 100_000 + b"pkg",
        b"import pkg\nx = " + b"pkg." * 50_000 + b"a\n",
        b"import pkg\n" + b"".join(b" " * n + b"if x:\n" for n in range(150)) + b" " * 150 + b"y\n",
        b"import pkg\nexec 'x'\n",
        b"import pkg\n\x00",
        b"# coding: rot13\nimport pkg\n",
        b"import pkg\n\xff",
    ],
    ids=range(8),
)
def test_hostile_files_are_left_without_a_crash(source: bytes) -> None:
    assert [each.file for each in sites(source).left] == ["m.py"]


def test_several_exceptions_without_brackets_are_understood() -> None:
    source = "import pkg\ntry: pass\nexcept pkg.A, E: pass\nexcept* B , pkg.C:\n    pkg.d()\n"
    wanted = [(3, "pkg.A", "except"), (4, "pkg.C", "except"), (5, "pkg.d", "call")]
    assert uses(source.replace("except*", "except")) == wanted


def test_broad_and_deep_files_are_read() -> None:
    assert len(uses("import pkg\nx = " + " + ".join(["pkg.a"] * 900))) == 900
    assert len(uses("import pkg\n" + "if x: pass\n" + "elif pkg.a: pass\n" * 300)) == 300
