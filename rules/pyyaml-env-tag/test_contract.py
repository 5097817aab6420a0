"""What is claimed of yaml_env_tag, beside what PyYAML and os.environ do by themselves."""

import ast
import datetime
import importlib.util
import os
from pathlib import Path

import pytest
import yaml


def loader(constructor):
    """Return a loader of its own, since a constructor is added to a class."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_constructor("!ENV", constructor)
    return Loader


@pytest.fixture(autouse=True)
def variables(monkeypatch):
    """Set the variables A and C, and not B."""
    monkeypatch.setenv("A", "1")
    monkeypatch.setenv("C", "three")
    monkeypatch.delenv("B", raising=False)


def load(subject, text):
    """Read YAML in which the package's constructor stands for the tag."""
    return yaml.load(text, Loader=loader(subject.construct_env_tag))


def code_of(distribution):
    path = Path(str(distribution.locate_file("yaml_env_tag.py")))
    return path.read_text(encoding="utf-8")


def test_it_is_two_functions(distribution):
    tree = ast.parse(code_of(distribution))
    lines = {
        node.name: node.end_lineno - node.lineno + 1
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }
    if distribution.version == "0.1":
        assert lines == {"construct_env_tag": 26}
    else:
        assert lines == {"construct_env_tag": 28, "add_env_tag": 4}
    imported = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Import)]
    assert imported == ["import os", "import yaml"]
    assert [each.lower() for each in distribution.requires] == ["pyyaml"]


def test_a_copy_gives_the_same(subject, distribution, tmp_path):
    path = tmp_path / "environment_tag.py"
    path.write_text(code_of(distribution), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("environment_tag", path)
    copied = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(copied)
    text = "[!ENV A, !ENV B, !ENV [B, C, 5], !ENV [B, 5]]"
    assert load(subject, text) == [1, None, "three", 5]
    assert yaml.load(text, Loader=loader(copied.construct_env_tag)) == [1, None, "three", 5]


def test_a_variable(subject):
    assert load(subject, "key: !ENV C") == {"key": "three"}
    assert load(subject, "key: !ENV B") == {"key": None}
    assert load(subject, "key: !ENV") == {"key": None}
    with pytest.raises(yaml.constructor.ConstructorError, match="constructor for the tag '!ENV'"):
        yaml.safe_load("key: !ENV C")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("17", 17),
        ("017", 15),
        ("1.5", 1.5),
        ("yes", True),
        ("False", False),
        ("", None),
        ("null", None),
        ("2024-02-29", datetime.date(2024, 2, 29)),
        ("1:30", 90),
    ],
)
def test_types(subject, monkeypatch, text, value):
    monkeypatch.setenv("A", text)
    found = load(subject, "key: !ENV A")["key"]
    assert (found, type(found)) == (value, type(value))
    assert found == yaml.safe_load(f"key: {text}")["key"]
    assert os.environ.get("A") == text
    monkeypatch.setenv("A", "text")
    assert load(subject, "!ENV A") == "text"


@pytest.mark.parametrize("text", ["[1, 2]", "{a: 1}", "!!python/name:os.system", "a: b", "*x"])
def test_no_structure(subject, monkeypatch, text):
    monkeypatch.setenv("A", text)
    assert load(subject, "key: !ENV A") == {"key": text}


def test_a_list(subject):
    assert load(subject, "!ENV [A, C, none]") == 1
    assert load(subject, "!ENV [B, C, none]") == "three"
    assert load(subject, "!ENV [B, 8080]") == 8080
    assert load(subject, "!ENV [B, '8080']") == "8080"
    assert load(subject, "!ENV [B, C]") == "C"
    assert load(subject, "!ENV [B, !ENV C]") == "three"


def test_a_list_of_one(subject):
    assert load(subject, "!ENV [C]") == "three"
    assert load(subject, "!ENV [B]") is None


def test_a_mapping(subject):
    wrong = "expected a scalar or sequence node, but found mapping"
    with pytest.raises(yaml.constructor.ConstructorError, match=wrong) as caught:
        load(subject, "a: 1\nb: !ENV {A: 1}")
    assert caught.value.problem_mark.line == 1


def test_it_changes_the_loader(subject, distribution, monkeypatch):
    monkeypatch.setenv("A", "1")

    class Loader(yaml.SafeLoader):
        pass

    if distribution.version == "0.1":
        assert not hasattr(subject, "add_env_tag")
        Loader.add_constructor("!ENV", subject.construct_env_tag)
    else:
        assert subject.add_env_tag(Loader) is Loader
    assert Loader.yaml_constructors["!ENV"] is subject.construct_env_tag
    assert yaml.load("!ENV A", Loader=Loader) == 1
    assert "!ENV" not in yaml.SafeLoader.yaml_constructors
