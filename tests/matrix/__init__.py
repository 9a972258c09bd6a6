"""The permission matrix: every address and every operation of the API, as every kind of person.

`rows/<module>.py` holds the rows, `people.py` the columns, `operations.py` finds what needs a row, `test_matrix.py` walks it.
An address or operation without a row fails the build.

A row, in the file of its module:

    from tests.matrix.row import GONE, OK, SIGN_IN, Row

    ROWS = [
        Row("cases:case", "GET", lambda w: {"case_id": w.case.pk}, {
            "anonymous": SIGN_IN, "worker": OK, "officer": OK, "officer_above": OK, ...: GONE,
        }),
    ]

`...` stands for everyone not named. Operations of the API are named "GET /api/cases/{case_id}" and have no method.
"""
