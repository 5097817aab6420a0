"""A change that was made to get past the gate, or to break it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gating.shops import Pack, Shop, codes, git, names, open_shop, pyproject
from tests.loopback import Loopback

pytestmark = pytest.mark.once

OLD = Pack(name="old")
TINY = Pack(name="tiny-thing")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with Loopback() as server:
        made = open_shop(tmp_path / "shop", server)
        made.lock(OLD)
        made.settle()
        git(made.folder, "checkout", "-q", "-b", "change")
        yield made


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        (
            "version = 1\n" + "[[package]]\nname = 'x'\n" * 20_001,
            "packages, and 20,000 is the most",
        ),
        ("version = 1\n" + "a = " + "[" * 100_000, "nested too deeply"),
        ("version = 1\n[[package]]\nname = '\\u001b[31m'\n", "name"),
        ("<<<<<<< ours\nversion = 1\n", "merge conflict"),
        ("version = 99\n", "99"),
    ],
)
def test_a_lock_that_is_none_ends_with_one_line(shop: Shop, text: str, says: str) -> None:
    shop.write({"uv.lock": text})
    done = shop.gate()
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1), done.err
    assert says in done.err
    assert "\x1b" not in done.err


def test_no_lock_at_all_is_no_way_around(shop: Shop) -> None:
    (shop.folder / "uv.lock").unlink()
    done = shop.gate()
    assert (done.code, done.err.endswith("holds no lockfile; lock it first\n")) == (2, True)


def test_a_setting_that_names_another_lock_hides_nothing(shop: Shop) -> None:
    shop.lock(OLD, TINY, more='\n[tool.inhouse]\nlock = "decoy.lock"\n')
    assert codes(shop.gate()) == [("tiny-thing", "new-micro")]
    shop.lock(OLD, TINY, more='\n[tool.inhouse]\nlock = "requirements-decoy.txt"\n')
    shop.write({"requirements-decoy.txt": "old==1.0\n"})
    assert codes(shop.gate()) == [("tiny-thing", "new-micro")]


def test_excluded_sources_and_another_profile_hide_nothing(shop: Shop) -> None:
    more = '\n[tool.inhouse]\nexclude = ["*"]\nprofile = "literature"\nadvisories = "none"\n'
    shop.lock(OLD, TINY, more=more)
    done = shop.gate()
    assert codes(done) == [("tiny-thing", "new-micro")]
    assert codes(done, "note") == [("", "policy-changed")]


def test_settings_of_the_change_that_are_wrong_are_named(shop: Shop) -> None:
    shop.lock(OLD, TINY, more="\n[tool.inhouse.gate]\ntier = []\n")
    done = shop.gate()
    assert (done.code, "did you mean tiers?" in done.err) == (2, True)


def test_a_rule_of_the_change_that_is_broken_is_named(shop: Shop) -> None:
    shop.lock(OLD, TINY, more='\n[tool.inhouse]\nrules = ["own"]\n')
    shop.write({"own/tiny-thing/rule.toml": "schema = 99\n"})
    assert codes(shop.gate()) == [("tiny-thing", "new-micro")]


def test_a_manifest_alone_makes_nothing_known(shop: Shop) -> None:
    """What the change asks for is not what the base asked for."""
    shop.lock(OLD, TINY)
    shop.write({"setup.cfg": "[options]\ninstall_requires =\n    tiny-thing\n"})
    git(shop.folder, "add", "-A")
    assert codes(shop.gate()) == [("tiny-thing", "new-micro")]


def test_names_are_one_however_they_are_written(shop: Shop) -> None:
    text = (shop.folder / "uv.lock").read_text().replace('name = "old"', 'name = "OLD"')
    shop.write({"uv.lock": text})
    done = shop.gate()
    assert (done.code, names(done)) == (0, [])


def test_a_link_out_of_the_project_is_not_read(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "secret.lock").write_text("version = 1\n")
    (shop.folder / "uv.lock").unlink()
    (shop.folder / "uv.lock").symlink_to(tmp_path / "secret.lock")
    done = shop.gate()
    assert done.code == 2
    assert "outside the project" in done.err


def test_programs_that_the_repository_names_are_not_run(shop: Shop, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    for key in ("core.fsmonitor", "core.pager", "core.sshCommand", "filter.x.clean"):
        git(shop.folder, "config", key, f"touch {ran}")
    shop.lock(OLD, TINY)
    shop.write({".gitattributes": "* filter=x\n", "setup.py": f"open({str(ran)!r}, 'w')\n"})
    shop.gate()
    assert not ran.exists()


def test_an_event_of_a_build_service_is_data(shop: Shop, tmp_path: Path) -> None:
    event = tmp_path / "event.json"
    event.write_text('{"ref": "refs/heads/main", "before": "--output=/tmp/x", "repository": []}')
    env = {"GITHUB_EVENT_NAME": "push", "GITHUB_EVENT_PATH": str(event)}
    assert shop.gate(env=env).code in (0, 2)
    env = {"GITHUB_EVENT_NAME": "pull_request", "GITHUB_BASE_REF": "--upload-pack=x"}
    done = shop.gate(env=env)
    assert done.code in (0, 2)
    event.write_text("[" * 200_000)
    assert shop.gate(env={**env, "GITHUB_EVENT_PATH": str(event)}).code in (0, 2)


def test_a_lock_of_a_change_without_a_manifest_line(shop: Shop) -> None:
    """A package that is locked and not asked for is still found, at its line of the lock."""
    shop.lock(OLD, TINY)
    shop.write({"pyproject.toml": pyproject(["old"])})
    done = shop.gate()
    assert done.report["findings"][0]["place"]["file"] == "uv.lock"


def test_an_environment_that_the_change_brings_along_is_not_believed(shop: Shop) -> None:
    site = ".venv/lib/python3.12/site-packages"
    inflated = "".join(f"def f{n}(x):\n    return x + {n}\n" for n in range(900))
    installed = {
        ".venv/pyvenv.cfg": "version = 3.12.1\n",
        f"{site}/tiny_thing.py": inflated,
        f"{site}/tiny_thing-1.0.dist-info/METADATA": "Name: tiny-thing\nVersion: 1.0\n",
        f"{site}/tiny_thing-1.0.dist-info/RECORD": "tiny_thing.py,,\n",
    }
    shop.lock(OLD, TINY)
    shop.write(installed)
    assert codes(shop.gate()) == []  # installed here, by whoever runs this
    git(shop.folder, "add", "-f", "-A")
    assert codes(shop.gate()) == [("tiny-thing", "new-micro")]
