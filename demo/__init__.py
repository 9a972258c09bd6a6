"""The demo federation: an invented city with its unions, employers, agencies, people and matters.

Everything is invented: the city and its division codes (99…), the companies and their credit codes, the people, their identity
numbers (region 99) and telephones (prefix 161, allotted to no operator). The same on every machine, with dates relative to
the day of loading. What happens in the matters goes through the product's own actions, never around them.

`load.load()` builds it once; `accounts.accounts()` lists who can sign in and what each can try.
"""
