"""Measures ways."""

from haversine import Unit, haversine

lyon, paris = (45.7597, 4.8422), (48.8567, 2.3508)
print(round(haversine(lyon, paris), 6), round(haversine(lyon, paris, unit=Unit.MILES), 6))
