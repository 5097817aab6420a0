"""Writes an address."""

import base58
from base58 import b58decode_check, b58encode_check

text = b58encode_check(b"\0hello")
print(text, b58decode_check(text), base58.b58encode("hello world"))
try:
    base58.b58decode("0")
except ValueError:
    print("not in base 58")
