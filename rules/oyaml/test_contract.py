"""What is claimed of oyaml, beside PyYAML in a process that has not imported it."""

import ast
import collections
import os
import subprocess
import sys

import pytest
import yaml

DATA = {"b": 1, "a": {"d": 2, "c": [3]}}
KEPT = "b: 1\na:\n  d: 2\n  c:\n  - 3\n"
SORTED = "a:\n  c:\n  - 3\n  d: 2\nb: 1\n"
IN_C = "[n for n in ('CSafeDumper', 'CDumper') if hasattr(yaml, n)]"


def fresh(distribution, expression, first="", *, changed=True):
    """Return what an expression gives in a new process, with or without oyaml imported."""
    lines = ["import collections, yaml", first, "import oyaml" if changed else ""]
    run = subprocess.run(
        [sys.executable, "-c", "\n".join([*lines, f"print(ascii(({expression})))"])],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(distribution.locate_file(""))},
    )
    return ast.literal_eval(run.stdout)


@pytest.mark.parametrize("name", ["dump", "safe_dump"])
def test_the_order_of_keys(subject, distribution, name):
    assert getattr(subject, name)(DATA) == KEPT
    assert getattr(subject, f"{name}_all")([DATA, {}]) == f"{KEPT}--- {{}}\n"
    alone = f"yaml.{name}({DATA}), yaml.{name}_all([{DATA}])"
    assert fresh(distribution, alone, changed=False) == (SORTED, SORTED)
    alone = f"yaml.{name}({DATA}, sort_keys=False), yaml.{name}_all([{DATA}], sort_keys=False)"
    assert fresh(distribution, alone, changed=False) == (KEPT, KEPT)


@pytest.mark.parametrize("name", ["dump", "safe_dump"])
def test_sort_keys_has_no_effect(subject, distribution, name):
    for value in (True, False):
        assert getattr(subject, name)(DATA, sort_keys=value) == KEPT
    alone = f"yaml.{name}({DATA}, sort_keys=True)"
    assert fresh(distribution, alone, changed=False) == SORTED


def test_the_import_changes_pyyaml(distribution):
    each = f"yaml.dump({DATA}), yaml.safe_dump({DATA}), yaml.dump({DATA}, Dumper=Own)"
    own = "class Own(yaml.SafeDumper): pass"
    assert fresh(distribution, each, own) == (KEPT,) * 3
    assert fresh(distribution, each, own, changed=False) == (SORTED,) * 3


def test_dumpers_in_c(distribution):
    each = f"[yaml.dump({DATA}, Dumper=getattr(yaml, n)) for n in {IN_C}]"
    expected = SORTED if distribution.version == "0.9" else KEPT
    if not yaml.__with_libyaml__:
        pytest.skip("this PyYAML has no dumpers that are written in C")
    assert fresh(distribution, each) == [expected] * 2
    assert fresh(distribution, each, changed=False) == [SORTED] * 2


def test_an_ordered_dict(subject, distribution):
    value = collections.OrderedDict([("b", 1), ("a", 2)])
    assert subject.dump(value) == subject.safe_dump(value) == "b: 1\na: 2\n"
    made = "collections.OrderedDict([('b', 1), ('a', 2)])"
    written = fresh(distribution, f"yaml.dump({made})", changed=False)
    assert written.startswith("!!python/object/apply:collections.OrderedDict\n")
    alone = f"yaml.safe_dump(dict({made}), sort_keys=False)"
    assert fresh(distribution, alone, changed=False) == "b: 1\na: 2\n"
    with pytest.raises(subprocess.CalledProcessError) as caught:
        fresh(distribution, f"yaml.safe_dump({made})", changed=False)
    assert "RepresenterError" in caught.value.stderr


def test_other_dicts(subject, distribution):
    counted = subject.dump(collections.Counter("baa"))
    assert counted == "!!python/object/apply:collections.Counter\n- b: 1\n  a: 2\n"
    made = "yaml.dump(collections.Counter('baa'), sort_keys=False)"
    assert fresh(distribution, made, changed=False) == counted
    with pytest.raises(yaml.representer.RepresenterError):
        subject.safe_dump(collections.Counter("baa"))


def test_the_names_are_those_of_pyyaml(subject, distribution):
    assert subject.pyyaml is yaml
    assert subject.OrderedDict is collections.OrderedDict
    for name in ("load", "safe_load", "dump", "dump_all", "safe_dump", "safe_dump_all"):
        assert getattr(subject, name) is getattr(yaml, name)
    public = "[n for n in dir(yaml) if n[0] != '_']"
    other = f"[n for n in {public} if getattr(oyaml, n) is not getattr(yaml, n)]"
    assert fresh(distribution, other) == []
    missing = "[n for n in ('__version__', '__with_libyaml__') if not hasattr(oyaml, n)]"
    assert fresh(distribution, missing) == ["__version__", "__with_libyaml__"]


def test_loading(subject, distribution):
    text = "b: 1\na: 2\n"
    for value in (subject.safe_load(text), subject.load(text, Loader=yaml.SafeLoader)):
        assert (type(value), list(value.items())) == (dict, [("b", 1), ("a", 2)])
    alone = f"(lambda v: (type(v).__name__, list(v.items())))(yaml.safe_load({text!r}))"
    expected = ("dict", [("b", 1), ("a", 2)])
    assert fresh(distribution, alone, changed=False) == expected
