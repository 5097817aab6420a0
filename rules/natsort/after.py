"""Lists files as people count."""

from app._inhouse import natsort
from app._inhouse.natsort import index_natsorted, natsort_keygen, natsorted, IGNORECASE, order_by_index

FILES = ["page10.png", "page2.png", "Page1.png", "cover.png"]

print(natsorted(FILES))
print(natsorted(FILES, alg=IGNORECASE, reverse=True))
print(natsort.natsorted([{"name": name} for name in FILES], key=lambda each: each["name"]))
FILES.sort(key=natsort_keygen(key=str.lower))
print(FILES, order_by_index(FILES, index_natsorted(FILES)))
