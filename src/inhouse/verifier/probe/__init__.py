"""What runs inside the child process: these modules alone, on any Python from 3.8 on.

They import the standard library and each other, nothing else of inhouse.
"""
