"""What callers of pkgutil_resolve_name may rely on."""

import os.path
import xml.dom.minidom

import pytest


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("os", os),
        ("os.path", os.path),
        ("os.path.join", os.path.join),
        ("os:path.join", os.path.join),
        ("xml.dom.minidom", xml.dom.minidom),
        ("xml.dom.minidom:Node.ELEMENT_NODE", xml.dom.minidom.Node.ELEMENT_NODE),
        ("xml.dom.minidom.Node", xml.dom.minidom.Node),
        ("os.path:", os.path),
    ],
)
def test_names(subject, name, found):
    assert subject.resolve_name(name) is found
    assert subject.resolve_name(name=name) is found


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", ValueError),
        ("os:", None),
        ("?", ValueError),
        ("os.", ValueError),
        (".os", ValueError),
        ("os:path:join", ValueError),
        ("os-path", ValueError),
        ("os.none", AttributeError),
        ("os:none", AttributeError),
        ("no_such_module_at_all", ModuleNotFoundError),
        ("no_such_module_at_all:x", ModuleNotFoundError),
        (None, TypeError),
    ],
)
def test_wrong_names(subject, name, error):
    if error is None:
        assert subject.resolve_name(name) is os
        return
    with pytest.raises(error):
        subject.resolve_name(name)
