"""Whether a signature holds, whose it is, and whether it still counts. No network, ever.

Needs the packages of the extra `verify`; readers never come here, so a document is read the same with and without it.
"""
