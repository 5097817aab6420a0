"""What is claimed of tzlocal, beside datetime.astimezone(), where the zone is Europe/Berlin."""

import sys
import time
import warnings
import zoneinfo
from datetime import datetime, timedelta, timezone

import pytest

HOUR = timedelta(hours=1)
WINTER, SUMMER = datetime(2024, 1, 15, 12), datetime(2024, 7, 15, 12)


@pytest.fixture
def berlin(subject, monkeypatch):
    """Be in Berlin for one test; give what goes elsewhere, and is told whether to look again."""

    def go(name, *, look=True):
        monkeypatch.setenv("TZ", name)
        time.tzset()
        if look:
            subject.reload_localzone()

    go("Europe/Berlin")
    yield go
    monkeypatch.undo()
    time.tzset()


def inner(subject, name):
    """Return a function of the module that looks for the zone, below a root that it is given."""
    return vars(sys.modules[subject.get_localzone_name.__module__])[name]


def test_the_name_of_the_zone(subject, berlin):
    assert subject.get_localzone_name() == "Europe/Berlin"
    assert str(subject.get_localzone()) == "Europe/Berlin"
    for day, name, hours in ((WINTER, "CET", 1), (SUMMER, "CEST", 2)):
        found = day.astimezone().tzinfo
        assert type(found) is timezone
        assert (str(found), found.utcoffset(None)) == (name, hours * HOUR)
    assert type(datetime.now().astimezone().tzinfo) is timezone


def test_summer_time_of_other_days(subject, berlin):
    zone, fixed = subject.get_localzone(), WINTER.astimezone().tzinfo
    days = (WINTER, SUMMER)
    assert [day.replace(tzinfo=zone).utcoffset() for day in days] == [HOUR, 2 * HOUR]
    assert [day.replace(tzinfo=fixed).utcoffset() for day in days] == [HOUR, HOUR]

    later = WINTER.replace(tzinfo=zone) + timedelta(days=182)
    assert later.isoformat() == "2024-07-15T12:00:00+02:00"
    later = WINTER.astimezone() + timedelta(days=182)
    assert later.isoformat() == "2024-07-15T12:00:00+01:00"


@pytest.mark.parametrize(
    "moment, local",
    [
        ("2024-01-15T11:00:00+00:00", "2024-01-15T12:00:00+01:00"),
        ("2024-07-15T10:00:00+00:00", "2024-07-15T12:00:00+02:00"),
        ("2024-03-31T01:00:00+00:00", "2024-03-31T03:00:00+02:00"),
        ("2024-10-27T01:30:00+00:00", "2024-10-27T02:30:00+01:00"),
        ("2024-07-15T19:00:00+09:00", "2024-07-15T12:00:00+02:00"),
    ],
)
def test_where_astimezone_does_the_same(subject, berlin, moment, local):
    found, zone = datetime.fromisoformat(moment), subject.get_localzone()
    assert found.astimezone(zone).isoformat() == local
    assert found.astimezone(zone).tzinfo is zone
    assert found.astimezone().isoformat() == local


@pytest.mark.parametrize(
    "file, text",
    [
        ("etc/timezone", "Europe/Berlin # of the capital\n"),
        ("etc/sysconfig/clock", 'UTC=true\nZONE="Europe/Berlin"\n'),
        ("etc/conf.d/clock", 'TIMEZONE="Europe/Berlin"\n'),
        ("etc/localtime", None),
    ],
)
def test_where_the_name_comes_from(subject, berlin, tmp_path, monkeypatch, file, text):
    berlin("Asia/Tokyo")
    assert inner(subject, "_get_localzone_name")(str(tmp_path)) == "Asia/Tokyo"
    monkeypatch.delenv("TZ")
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    if text is None:
        there = tmp_path / "usr/share/zoneinfo/Europe/Berlin"
        there.parent.mkdir(parents=True)
        there.touch()
        path.symlink_to(there)
    else:
        path.write_text(text)
    assert inner(subject, "_get_localzone_name")(str(tmp_path)) == "Europe/Berlin"


def test_files_that_contradict_or_are_not_there(subject, tmp_path, monkeypatch):
    monkeypatch.delenv("TZ", raising=False)
    assert inner(subject, "_get_localzone_name")(str(tmp_path)) is None
    for folder, line in (
        ("sysconfig", 'ZONE="Europe/Berlin"'),
        ("conf.d", 'TIMEZONE="Asia/Tokyo"'),
    ):
        path = tmp_path / "etc" / folder / "clock"
        path.parent.mkdir(parents=True)
        path.write_text(line)
    with pytest.raises(zoneinfo.ZoneInfoNotFoundError, match="conflicting"):
        inner(subject, "_get_localzone_name")(str(tmp_path))


def test_rules_in_tz(subject, berlin):
    assert subject.get_localzone_name() == "Europe/Berlin"
    with pytest.raises(zoneinfo.ZoneInfoNotFoundError, match="non-zoneinfo"):
        berlin("<+0545>-05:45")
    assert WINTER.astimezone().utcoffset() == timedelta(hours=5, minutes=45)


def test_the_zone_is_remembered(subject, berlin):
    berlin("Asia/Tokyo", look=False)
    assert subject.get_localzone_name() == "Europe/Berlin"
    assert WINTER.astimezone().utcoffset() == 9 * HOUR
    assert str(subject.reload_localzone()) == "Asia/Tokyo"
    assert subject.get_localzone_name() == "Asia/Tokyo"


def test_another_offset(subject, berlin):
    check = getattr(subject, "assert_tz_offset", subject.utils.assert_tz_offset)
    assert check(subject.get_localzone()) is None
    with pytest.raises(ValueError, match="Timezone offset does not match"):
        check(zoneinfo.ZoneInfo("Asia/Tokyo"))


def test_what_kind_of_zone(subject, berlin):
    zone = subject.get_localzone()
    if hasattr(subject, "assert_tz_offset"):
        assert zone is zoneinfo.ZoneInfo("Europe/Berlin")
        return
    assert type(zone).__module__.startswith("pytz_deprecation_shim")
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        assert zone.localize(WINTER).utcoffset() == HOUR
    assert [each.category.__name__ for each in said] == ["PytzUsageWarning"]


def test_names_of_windows(subject):
    assert subject.windows_tz.win_tz["W. Europe Standard Time"] == "Europe/Berlin"
    with pytest.raises(zoneinfo.ZoneInfoNotFoundError):
        zoneinfo.ZoneInfo("W. Europe Standard Time")
