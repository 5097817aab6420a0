from __future__ import annotations

import pytest

from tests.evidence.usage.projects import counts, fixture, usage_of


def test_optional_imports() -> None:
    usages = fixture("optional-imports", "ujson", "needed", "tomli", "colorama", "numpy")
    kinds = {name: usage.kinds for name, usage in usages.items()}
    assert kinds == {
        "ujson": ("guarded",),
        "needed": ("plain",),
        "tomli": ("guarded",),
        "colorama": ("guarded",),
        "numpy": ("typing",),
    }
    assert usages["ujson"].opaque == ()


@pytest.mark.parametrize(
    "source",
    [
        "from typing import TYPE_CHECKING as T\nif T:\n    import six\n",
        "import typing\nif typing.TYPE_CHECKING:\n    import six\n",
        "import typing\nif not typing.TYPE_CHECKING:\n    pass\nelse:\n    import six\n",
        "import six\ndef f(x: six.A) -> 'list[six.B]': ...\n",
        "import six\nx: 'six.A | None' = None\n",
        "import six\nx = []  # type: list[six.A]\n",
        "import six\ndef f(x):\n    # type: (six.A) -> None\n    pass\n",
        "import six\nfrom typing import cast\nx = cast('six.A', 1)\n",
    ],
)
def test_typing_only(source: str) -> None:
    usage = usage_of(source, "six")
    assert usage.imported
    assert usage.kinds == ("typing",)
    assert usage.opaque == ()


@pytest.mark.parametrize(
    "source",
    [
        "import six\n@app.get('/')\ndef f(x: six.A): ...\n",
        "import six\nclass A(BaseModel):\n    x: six.A\n",
        "import six\ndef f(x: Annotated[str, six.A()]): ...\n",
        "import six\nx: Literal['six.A']\nsix.b()\n",
        "import six\n",
    ],
)
def test_what_is_read_at_run_time_is_plain(source: str) -> None:
    assert "plain" in usage_of(source, "six").kinds


@pytest.mark.parametrize(
    ("source", "symbols"),
    [
        ("import importlib\nimportlib.import_module('six.moves')\n", {"six.moves": 1}),
        ("from importlib import import_module as i\nimport_module('six')\n", {"six": 1}),
        ("__import__('six')\n", {"six": 1}),
        ("def main(config):\n    config.include('six')\n", {"six": 1}),
        ("import importlib.util as u\nu.find_spec('six')\n", {"six": 1}),
        ("import pkgutil\npkgutil.resolve_name('six:b')\n", {"six.b": 1}),
        ("import pytest\nsix = pytest.importorskip('six')\n", {"six": 1}),
        ("from unittest import mock\n@mock.patch('six.b')\ndef f(): ...\n", {"six.b": 1}),
        ("def test(mocker):\n    mocker.patch('six.b', x=1)\n", {"six.b": 1}),
        ("def test(monkeypatch):\n    monkeypatch.setattr('six.b', 1)\n", {"six.b": 1}),
    ],
)
def test_dynamic(source: str, symbols: dict[str, int]) -> None:
    usage = usage_of(source, "six")
    assert usage.imported
    assert usage.kinds == ("dynamic",)
    assert counts(usage) == symbols


def test_settings_that_are_methods() -> None:
    source = "class Base:\n    def INSTALLED_APPS(self):\n        return ['attr', *self.more]\n"
    assert usage_of(source, "attr").kinds == ("config",)
    assert usage_of(source.replace("INSTALLED_APPS", "installed"), "attr").kinds == ()
