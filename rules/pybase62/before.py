"""Makes short names of numbers."""

import base62
from base62 import CHARSET_INVERTED

for number in (0, 61, 62, 2**64):
    text = base62.encode(number)
    print(number, text, base62.decode(text), base62.encode(number, charset=CHARSET_INVERTED))
print(base62.encodebytes(b"\0\0abc"), base62.decodebytes("022W5Z"))
