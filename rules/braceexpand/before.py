"""Names the files of a data set."""

from braceexpand import UnbalancedBracesError, braceexpand

print(list(braceexpand("shard-{008..010}.tar")))
print(list(braceexpand(r"{train,test{A..C..2}}.\{x\}")))
try:
    braceexpand("{a,b", escape=False)
except UnbalancedBracesError as error:
    print(error)
