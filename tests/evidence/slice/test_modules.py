"""Names that come through other modules of the package."""

from __future__ import annotations

import pytest

from inhouse.evidence.slice.answer import closure
from tests.evidence.slice.sources import Texts, sliced

F = "def f(): return 1\ndef other(): return 2\n"


def defined(files: dict[str, str], *symbols: str) -> list[str]:
    found = sliced(files, *symbols)
    return sorted(
        f"{piece.module}.{name}"
        for piece in found.pieces
        if piece.kind == "definition"
        for name in piece.names
    )


@pytest.mark.parametrize(
    "top",
    [
        "from .a import f\n",
        "from .a import *\n",
        "from pkg.a import f\n",
        "from .a import f as g\nf = g\n",
        "from . import a\nf = a.f\n",
        "from . import a as b\nf = b.f\n",
        "import pkg.a\nf = pkg.a.f\n",
        "import pkg.a as b\nf = b.f\n",
        "from .b import f\n",
        "from .b import *\n",
        "from .c import f\n",
        "try:\n    from .a import f\nexcept ImportError:\n    f = None\n",
        "def f():\n    from .a import f as g\n    return g()\n",
        "def f():\n    from . import a\n    return a.f()\n",
        "def f():\n    import pkg.a\n    return pkg.a.f()\n",
        "def f():\n    from pkg import a as b\n    return [b.f() for _ in '']\n",
    ],
)
def test_every_way_to_a_function(top: str) -> None:
    files = {
        "pkg/__init__.py": top,
        "pkg/a.py": F,
        "pkg/b.py": "from .a import *\n",
        "pkg/c.py": "from .b import f\n",
    }
    assert [name for name in defined(files, "pkg.f") if name != "pkg.f"] == ["pkg.a.f"]
    assert sliced(files, "pkg.f").slice.opaque == ()


def test_modules_that_only_pass_names_on_cost_nothing() -> None:
    files = {
        "pkg/__init__.py": "from .b import *\n",
        "pkg/b.py": "from .a import f\n",
        "pkg/a.py": F,
    }
    found = sliced(files, "pkg.f").slice
    assert (found.lines, found.files, found.symbols) == (1, 1, 1)


def test_a_name_wins_over_the_module_of_the_same_name() -> None:
    files = {"pkg/__init__.py": "from .f import *\n", "pkg/f.py": F}
    assert defined(files, "pkg.f") == ["pkg.f.f"]
    assert defined(files, "pkg.f.f") == ["pkg.f.f"]
    assert defined(files, "pkg.f.other") == ["pkg.f.other"]


def test_all_hides_and_shows_names_from_a_star() -> None:
    files = {
        "pkg/__init__.py": "from .a import *\nfrom .b import *\n",
        "pkg/a.py": "__all__ = ['g']\n__all__ += ['_h']\ndef f(): pass\ndef _h(): pass\n",
        "pkg/b.py": "def f(): pass\n",
    }
    assert defined(files, "pkg.f") == ["pkg.b.f"]
    assert defined(files, "pkg._h") == ["pkg.a._h"]


def test_only_reached_modules_are_read() -> None:
    files: dict[str, str | bytes] = {f"pkg/m{n}.py": "x = 1\n" for n in range(50)}
    files |= {"pkg/__init__.py": "from .a import f\nfrom . import m3\n", "pkg/a.py": F}
    contents = Texts(files)
    closure(contents, ("pkg",), ("pkg.f",))
    assert set(contents.asked) == {"pkg/__init__.py", "pkg/a.py"}


def test_namespace_packages_and_their_neighbours() -> None:
    files = {"space/one/__init__.py": "import space.two\nfrom .x import f\n", "space/one/x.py": F}
    assert defined(files, "space.one.f") == ["space.one.x.f"]
    files["space/one/x.py"] = "import space.two\ndef f(): return space.two.g\n"
    assert sliced(files, "space.one.f").slice.requires == ("space",)


def test_a_module_itself_is_what_importing_it_defines() -> None:
    files = {"pkg/__init__.py": "from .a import f\nx = 1\n", "pkg/a.py": F}
    assert defined(files, "pkg") == ["pkg.a.f"]
    assert defined(files, "pkg.a") == ["pkg.a.f", "pkg.a.other"]


def test_several_symbols_share_what_they_need() -> None:
    files = {"pkg.py": "def h(): pass\ndef f(): h()\ndef g(): h()\n"}
    assert sliced(files, "pkg.f", "pkg.g").slice.lines == 3
