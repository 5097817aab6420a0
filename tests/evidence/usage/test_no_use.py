"""What is not a use of a package, however much it looks like one."""

from __future__ import annotations

import pytest

from tests.evidence.usage.projects import counts, fixture, result_of, usage_of


@pytest.mark.parametrize(
    "source",
    [
        "",
        "# import yaml\n",
        '"""import yaml"""\n',
        "text = 'import yaml'\n",
        "from . import yaml\nyaml.load(1)\n",
        "from .yaml import load\nload(1)\n",
        "import yamllint\nyamllint.run()\n",
        "yaml.load(1)\n",
        "import os\nos.yaml.load(1)\n",
        "TABLE = {'yaml': 1}\n",
        "NAME = 'yaml.txt'\n",
        "import logging\nlogging.getLogger('yaml.parser.events')\n",
        "open('yaml')\n",
    ],
)
def test_not_a_use(source: str) -> None:
    usage = usage_of(source, "yaml")
    assert (usage.imported, usage.files, usage.call_sites, usage.sites) == (False, 0, 0, ())
    assert (usage.symbols, usage.kinds, usage.opaque) == ((), (), ())
    assert not usage.only_tests


def test_shadowing_names_are_not_uses() -> None:
    usages = fixture("shadowed-names", "yaml", "slugify")
    assert counts(usages["yaml"]) == {"yaml.safe_load": 1}
    assert usages["yaml"].call_sites == 1
    assert usages["yaml"].opaque == ()


def test_a_name_bound_anew_is_no_longer_the_package() -> None:
    assert counts(fixture("shadowed-names", "slugify")["slugify"]) == {"slugify.slugify": 1}


def test_deleted_name_is_gone() -> None:
    assert counts(usage_of("import six\nsix.b(1)\ndel six\nsix.u(1)\n", "six")) == {"six.b": 1}


def test_local_import_stays_local() -> None:
    usage = usage_of("def f():\n    import six\n    six.b(1)\ndef g():\n    six.u(1)\n", "six")
    assert counts(usage) == {"six.b": 1}


def test_class_body_names_are_not_seen_by_methods() -> None:
    source = "class A:\n    import six\n    x = six.b(1)\n    def f(self):\n        six.u(1)\n"
    assert counts(usage_of(source, "six")) == {"six.b": 1}


def test_own_modules_come_before_packages() -> None:
    usages = fixture("folder-named-like-package", "yaml", "redis", "alembic")
    assert usages["yaml"].files == 0
    assert counts(usages["redis"]) == {}
    assert not usages["redis"].imported


def test_a_folder_without_code_of_that_name_does_not_hide_the_package() -> None:
    alembic = fixture("folder-named-like-package", "alembic")["alembic"]
    assert counts(alembic) == {"alembic.context.configure": 1, "alembic.op.drop_table": 1}


def test_a_module_cannot_import_itself() -> None:
    files = {"scripts/redis.py": "import redis\nredis.Redis()\n"}
    assert counts(result_of(files, "redis").usages["redis"]) == {"redis.Redis": 1}


def test_scripts_import_their_neighbours() -> None:
    files = {"tools/click.py": "x = 1\n", "tools/run.py": "import click\nclick.x\n"}
    assert result_of(files, "click").usages["click"].files == 0


def test_standard_library_wins() -> None:
    assert not usage_of("import dataclasses\ndataclasses.field()\n", "dataclasses").imported
