"""Writes numbers one after the other, and reads them again."""

import io

import leb128

data = b"".join(leb128.u.encode(number) for number in (0, 127, 128, 624485))
data += leb128.i.encode(-123456)
print(data.hex())
stream = io.BytesIO(data)
print([leb128.u.decode_reader(stream) for _ in range(4)], leb128.i.decode_reader(stream))
print(leb128.u.decode(b"\xe5\x8e\x26"), leb128.i.decode(bytearray(b"\x7f")))
