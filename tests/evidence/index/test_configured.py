from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from inhouse.evidence.index.client import Limits
from inhouse.evidence.index.configured import ConfiguredLookup
from inhouse.evidence.index.sources import NamedIndex
from inhouse.evidence.index.trouble import IndexTroubleError, Trouble
from inhouse.evidence.obtain import obtain
from inhouse.evidence.store import Store
from tests.evidence.archives import wheel
from tests.evidence.indexes import artifact, wanted
from tests.loopback import Loopback

NAME = "tiny-1.0-py3-none-any.whl"
LIGHT = """
import sys
import inhouse.evidence.obtain, inhouse.evidence.upkeep, inhouse.evidence.requirements
import inhouse.evidence.index.configured
print(sorted({"httpx", "pip", "ssl", "tarfile", "zipfile", "rich", "libcst"} & set(sys.modules)))
"""


def test_what_needs_no_index_asks_for_no_configuration(tmp_path: Path) -> None:
    store = Store(tmp_path)
    data = wheel()
    store.put_blob(data)
    lookup = ConfiguredLookup()
    (answer,) = obtain([wanted(artifact(NAME, data))], environment=None, store=store, lookup=lookup)
    lookup.close()
    assert answer.size_bytes == len(data)
    assert lookup.notes == ()
    assert lookup.requests == 0


def test_a_closed_lookup_stays_closed() -> None:
    with Loopback() as server:
        lookup = ConfiguredLookup([NamedIndex(url=server.url + "/simple")], {})
        lookup.close()
        assert lookup.indexes[0] == server.url + "/simple"
        with pytest.raises(IndexTroubleError) as caught:
            lookup.client.get(server.url)
        assert caught.value.kind is Trouble.STOPPED
        assert not server.seen


def test_the_projects_index_is_asked() -> None:
    with Loopback() as server:
        server.add_page("/simple/tiny/", [(NAME, "/files/" + NAME)])
        lookup = ConfiguredLookup([NamedIndex(url=server.url + "/simple")], {}, Limits(attempts=1))
        page = lookup.simple_page(lookup.indexes[0], "tiny")  # type: ignore[arg-type]
        assert [file.filename for file in page.files] == [NAME]
        lookup.close()


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    done = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
