"""Distances on the earth."""

import math
from enum import Enum

_RADIUS_KM = 6371.0088  # the mean one, as the International Union of Geodesy gives it


class Unit(str, Enum):  # noqa: UP042 - a member is written as Unit.METERS
    """The units that a distance may be given in."""

    KILOMETERS = "km"
    METERS = "m"
    MILES = "mi"
    NAUTICAL_MILES = "nmi"
    FEET = "ft"
    INCHES = "in"
    RADIANS = "rad"
    DEGREES = "deg"


_PER_KM = {
    Unit.KILOMETERS: 1.0,
    Unit.METERS: 1000.0,
    Unit.MILES: 0.621371192,
    Unit.NAUTICAL_MILES: 0.539956803,
    Unit.FEET: 3280.839895013,
    Unit.INCHES: 39370.078740158,
    Unit.RADIANS: 1 / _RADIUS_KM,
    Unit.DEGREES: (1 / _RADIUS_KM) * (180.0 / math.pi),
}


def _normal(latitude: float, longitude: float) -> tuple[float, float]:
    latitude = (latitude + 90) % 360 - 90
    if latitude > 90:
        latitude, longitude = 180 - latitude, longitude + 180
    return latitude, (longitude + 180) % 360 - 180


def _checked(latitude: float, longitude: float) -> tuple[float, float]:
    if latitude < -90 or latitude > 90:
        raise ValueError(f"Latitude {latitude} is out of range [-90, 90]")
    if longitude < -180 or longitude > 180:
        raise ValueError(f"Longitude {longitude} is out of range [-180, 180]")
    return latitude, longitude


def haversine(
    point1: tuple[float, float],
    point2: tuple[float, float],
    unit: Unit | str = Unit.KILOMETERS,
    normalize: bool = False,
    check: bool = True,
) -> float:
    """Return the great-circle distance of two points, each of latitude and longitude in degrees."""
    (lat1, lng1), (lat2, lng2) = point1, point2
    if normalize:
        (lat1, lng1), (lat2, lng2) = _normal(lat1, lng1), _normal(lat2, lng2)
    elif check:
        (lat1, lng1), (lat2, lng2) = _checked(lat1, lng1), _checked(lat2, lng2)
    lat1, lng1, lat2, lng2 = map(math.radians, (lat1, lng1, lat2, lng2))
    chord = math.sin((lat2 - lat1) * 0.5) ** 2
    chord += math.cos(lat1) * math.cos(lat2) * math.sin((lng2 - lng1) * 0.5) ** 2
    return _RADIUS_KM * _PER_KM[unit] * (2 * math.asin(math.sqrt(chord)))  # type: ignore[index]
