"""What callers of haversine may rely on."""

import math
import random

import pytest

LYON, PARIS = (45.7597, 4.8422), (48.8567, 2.3508)
NEW_YORK = (40.7033962, -74.2351462)
PER_KM = {
    "km": 1.0,
    "m": 1000.0,
    "mi": 0.621371192,
    "nmi": 0.539956803,
    "ft": 3280.839895013,
    "in": 39370.078740158,
    "rad": 1 / 6371.0088,
    "deg": 180 / math.pi / 6371.0088,
}
NAMES = ["KILOMETERS", "METERS", "MILES", "NAUTICAL_MILES", "FEET", "INCHES", "RADIANS", "DEGREES"]


def test_known_distances(subject):
    assert subject.haversine(LYON, PARIS) == pytest.approx(392.2172595594006, abs=1e-9)
    assert subject.haversine(LYON, NEW_YORK) == pytest.approx(6163.43638211, abs=1e-6)
    assert subject.haversine(LYON, LYON) == 0
    assert subject.haversine((0, 0), (0, 180)) == pytest.approx(6371.0088 * math.pi)
    assert subject.haversine([90, 0], [-90, 0]) == pytest.approx(6371.0088 * math.pi)


@pytest.mark.parametrize(("name", "short"), zip(NAMES, PER_KM))
def test_units(subject, name, short):
    unit = getattr(subject.Unit, name)
    assert (unit.value, unit == short, isinstance(unit, str)) == (short, True, True)
    wanted = pytest.approx(392.2172595594006 * PER_KM[short], rel=1e-14)
    assert subject.haversine(LYON, PARIS, unit) == wanted
    assert subject.haversine(LYON, PARIS, unit=short) == wanted
    assert subject.Unit(short) is unit


def test_the_units_are_all(subject):
    assert [unit.name for unit in subject.Unit] == NAMES


def test_a_unit_that_is_none(subject):
    with pytest.raises(KeyError):
        subject.haversine(LYON, PARIS, "yard")


@pytest.mark.parametrize("point", [(90.1, 0), (-91, 0), (0, 181), (0, -180.5)])
def test_out_of_range(subject, point):
    for pair in ((point, LYON), (LYON, point)):
        with pytest.raises(ValueError, match=r"is out of range \[-"):
            subject.haversine(*pair)
        assert subject.haversine(*pair, check=False) >= 0
        assert subject.haversine(*pair, normalize=True) >= 0


def test_normalizing(subject):
    plain = subject.haversine(LYON, (10, -170))
    for same in ((10, 190), (370, 190), (170, 10), (-350, -170)):
        assert subject.haversine(LYON, same, normalize=True) == pytest.approx(plain)
    assert subject.haversine((90, 180), (-90, -180)) == pytest.approx(6371.0088 * math.pi)


def test_normalizing_keeps_digits_that_sines_would_lose(subject):
    # Whole turns are taken away exactly; the sine of so large an angle is off by kilometres.
    turns = 360 * 2.0**40
    far = (10.25 + turns, 20.5 - turns), (-30.75 - turns, 100.125 + turns)
    plain = subject.haversine((10.25, 20.5), (-30.75, 100.125))
    assert subject.haversine(*far, normalize=True) == pytest.approx(plain, abs=1e-6)
    over = (170 + turns, 20.5), (-30.75, 100.125)
    plain = subject.haversine((10, -159.5), (-30.75, 100.125))
    assert subject.haversine(*over, normalize=True) == pytest.approx(plain, abs=1e-6)


def test_what_is_no_point(subject):
    for wrong in ((1,), (1, 2, 3)):
        with pytest.raises(ValueError):
            subject.haversine(wrong, LYON)
    for wrong in (3, ("a", "b"), (None, 1)):
        with pytest.raises(TypeError):
            subject.haversine(wrong, LYON)


def test_random_points(subject):
    dice = random.Random(17)
    for _ in range(2000):
        (a, b), (c, d) = points = [
            (dice.uniform(-90, 90), dice.uniform(-180, 180)) for _ in range(2)
        ]
        one, two = (
            [math.cos(x) * math.cos(y), math.cos(x) * math.sin(y), math.sin(x)]
            for x, y in ((math.radians(a), math.radians(b)), (math.radians(c), math.radians(d)))
        )
        straight = math.dist(one, two)
        wanted = 6371.0088 * 2 * math.asin(min(1.0, straight / 2))
        assert subject.haversine(*points) == pytest.approx(wanted, rel=1e-6, abs=1e-6)
