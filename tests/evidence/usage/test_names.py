"""Several packages below one name, several names of one package, names passed on."""

from __future__ import annotations

from inhouse.evidence.usage import PackageNames, find_usage
from inhouse.model.evidence import SymbolUse
from tests.evidence.usage.projects import counts, fixture, tree_of


def test_shared_namespace() -> None:
    usages = fixture(
        "shared-namespace",
        PackageNames(name="google-auth", imports=("google.auth", "google.oauth2")),
        PackageNames(name="google-cloud-storage", imports=("google.cloud.storage",)),
        PackageNames(name="google-cloud-bigquery", imports=("google.cloud.bigquery",)),
        PackageNames(name="zope-event", imports=("zope.event",)),
        PackageNames(name="zope-interface", imports=("zope.interface",)),
    )
    assert {name: counts(usage) for name, usage in usages.items()} == {
        "google-auth": {"google.auth.default": 1},
        "google-cloud-storage": {"google.cloud.storage.Client": 1},
        "google-cloud-bigquery": {"google.cloud.bigquery.Client": 1},
        "zope-event": {"zope.event.notify": 1},
        "zope-interface": {},
    }


def test_one_import_name_of_two_distributions_is_split_by_modules() -> None:
    tree = tree_of({"a.py": "from ns import one\nfrom ns.two import f\none.g()\nf()\n"})
    both = [
        PackageNames(name=name, imports=("ns",), modules=(f"ns.{name}",)) for name in ("one", "two")
    ]
    usages = find_usage(tree, both).usages
    assert counts(usages["one"]) == {"ns.one.g": 1}
    assert counts(usages["two"]) == {"ns.two.f": 1}


def test_undecided_names_count_for_all_owners() -> None:
    tree = tree_of({"a.py": "import ns\nns.f()\n"})
    both = [PackageNames(name=name, imports=("ns",)) for name in ("one", "two")]
    assert all(usage.imported for usage in find_usage(tree, both).usages.values())


def test_several_import_packages() -> None:
    tree = tree_of({"a.py": "import attr\nfrom attrs import define\nattr.s()\ndefine(1)\n"})
    usage = find_usage(tree, [PackageNames(name="attrs", imports=("attr", "attrs"))]).usages[
        "attrs"
    ]
    assert counts(usage) == {"attr.s": 1, "attrs.define": 1}


def test_names_are_followed_through_own_modules() -> None:
    usages = fixture("reexported-names", "slugify", "yaml")
    assert counts(usages["yaml"])["yaml.safe_load"] == 1
    (slugify,) = usages["slugify"].symbols
    assert slugify == SymbolUse(
        symbol="slugify.slugify", count=3, keywords=("max_length", "separator")
    )
    assert usages["slugify"].passed_on == ("slugify.slugify",)
    assert usages["slugify"].files == 2


def test_renamed_on_the_way() -> None:
    files = {
        "a.py": "from six import b as b1\n",
        "b.py": "from a import b1 as b2\n",
        "c.py": "import b as m\nm.b2(1)\n",
    }
    usage = find_usage(tree_of(files), [PackageNames(name="six", imports=("six",))]).usages["six"]
    assert usage.call_sites == 1
    assert usage.files == 3


def test_star_import_of_an_own_module_is_opaque() -> None:
    tree = tree_of({"compat.py": "from six import b\n", "a.py": "from compat import *\nb(1)\n"})
    usage = find_usage(tree, [PackageNames(name="six", imports=("six",))]).usages["six"]
    assert usage.opaque == ("a.py:1: a star import of an own module passes on six.b",)


def test_imports_in_a_circle_end() -> None:
    tree = tree_of({"a.py": "from b import six\n", "b.py": "from a import six\n"})
    assert not find_usage(tree, [PackageNames(name="six", imports=("six",))]).usages["six"].imported
