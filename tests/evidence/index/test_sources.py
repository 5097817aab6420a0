from __future__ import annotations

import pytest

from inhouse.evidence.index.pip_settings import PipSettings, pip_settings
from inhouse.evidence.index.sources import Indexes, NamedIndex, configured_indexes

PIP = PipSettings(
    index_url="https://pip.example/simple/",
    extra_index_urls=("https://me:pw@extra.example/simple", "file:///srv/simple"),
    cert="/etc/ca.pem",
)


def configured(env: dict[str, str] | None = None, *named: NamedIndex) -> Indexes:
    return configured_indexes(named, env or {}, lambda _: PIP)


def test_a_folder_is_no_index_to_ask() -> None:
    found = configured()
    assert found.urls == ("https://pip.example/simple", "https://extra.example/simple")
    assert [note.code for note in found.notes] == ["index-skipped"]
    assert "file:///srv/simple" in found.notes[0].text


def test_logins_are_kept_out_of_the_urls() -> None:
    found = configured()
    assert "pw" not in "".join(found.urls)
    assert found.credentials.header_for("https://extra.example/files/x") is not None
    assert found.credentials.header_for("https://pip.example/simple/x") is None
    assert found.credentials.header_for("http://extra.example/files/x") is None


def test_a_skipped_index_shows_no_login() -> None:
    found = configured({"UV_INDEX": "ftp://me:pw@index.example/simple"})
    assert "pw" not in "".join(note.text for note in found.notes)


def test_uv_comes_before_pip() -> None:
    env = {
        "UV_INDEX": "corp=https://corp.example/simple https://two.example/simple",
        "UV_DEFAULT_INDEX": "https://default.example/simple",
        "UV_EXTRA_INDEX_URL": "https://more.example/simple",
    }
    table = NamedIndex(url="https://table.example/simple", name="table")
    assert configured(env, table).urls == (
        "https://corp.example/simple",
        "https://two.example/simple",
        "https://table.example/simple",
        "https://more.example/simple",
        "https://default.example/simple",
        "https://pip.example/simple",
        "https://extra.example/simple",
    )


def test_a_default_table_comes_after_the_others() -> None:
    urls = configured(
        {},
        NamedIndex(url="https://d.example/simple", default=True),
        NamedIndex(url="https://t.example/simple"),
    ).urls
    assert urls[:2] == ("https://t.example/simple", "https://d.example/simple")


def test_a_named_index_has_its_login_in_variables() -> None:
    env = {"UV_INDEX_MY_CORP_USERNAME": "me", "UV_INDEX_MY_CORP_PASSWORD": "pw"}
    found = configured(env, NamedIndex(url="https://corp.example/simple", name="my-corp"))
    assert found.credentials.header_for("https://corp.example/simple/x") is not None
    assert found.credentials.header_for("https://pip.example/simple/x") is None


def test_pip_without_an_index() -> None:
    settings = PipSettings(index_url="https://pip.example/simple", no_index=True)
    assert configured_indexes((), {}, lambda _: settings).urls == ()


def test_pip_is_asked_at_run_time(monkeypatch: pytest.MonkeyPatch) -> None:
    found = pip_settings()
    assert found.trouble is None
    assert found.index_url is not None
    monkeypatch.setenv("PIP_INDEX_URL", "https://mine.example/simple")
    monkeypatch.setenv("PIP_CERT", "/mine.pem")
    found = pip_settings()
    assert (found.index_url, found.cert) == ("https://mine.example/simple", "/mine.pem")


def test_what_pip_cannot_tell_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    import pip._internal.configuration as configuration

    def fails(self: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(configuration.Configuration, "load", fails)
    assert pip_settings().trouble == "pip's configuration cannot be read (ValueError)"
