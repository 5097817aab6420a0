"""Names a table and its page."""

from app._inhouse import inflection
from app._inhouse.inflection import camelize, underscore

name = underscore("HTMLParserState")
print(name, camelize(name), camelize(name, uppercase_first_letter=False))
print(inflection.titleize(name), inflection.parameterize("Crème brûlée!"))
print(", ".join(map(inflection.ordinalize, range(1, 5))))
