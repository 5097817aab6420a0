"""What an index could not give is asked for again as soon as that may help."""

from __future__ import annotations

from pathlib import Path

from inhouse.evidence.store import Store
from inhouse.pipeline.failures import Failures
from tests.command_line import audit
from tests.evidence.archives import wheel
from tests.loopback import Loopback
from tests.served import Served, project


def test_a_broken_index_is_asked_again_by_the_next_run(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    with Loopback() as server:
        packages = [Served(name=name, data=wheel(name)) for name in ("pack0", "pack1")]
        shop = project(tmp_path / "shop", server, packages, pages=False)
        routes = dict(server.routes)
        for path in routes:
            server.add(path, b"", status=503)
        broken = audit(shop, cache=cache)
        assert broken.package("pack0")["tier"] == "unknown"
        server.routes.update(routes)
        assert audit(shop, cache=cache).package("pack0")["tier"] != "unknown"


def test_other_surroundings_are_another_try(tmp_path: Path) -> None:
    store = Store(tmp_path)
    Failures(store, "index a").remember("files", "pack0", "not there")
    assert Failures(store, "index a").recall("files", "pack0") == "not there"
    assert Failures(store, "index b").recall("files", "pack0") is None
