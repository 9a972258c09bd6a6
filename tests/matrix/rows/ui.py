"""The switches are everybody's; the gallery, outside the demo, is for whoever looks after the system."""

from tests.matrix.row import CLEAN, DONE, GONE, OK, Row

BUILDERS = {"system_admin": OK, ...: GONE}

ROWS = [
    Row("ui:language", method="POST", answers={...: DONE}, data=lambda _world: {"language": "en", "next": "/"}),
    Row("ui:elder", method="POST", answers={...: DONE}, data=lambda _world: {"elder": "1", "next": "/"}),
    Row("ui:gallery", answers=BUILDERS),
    Row("ui:gallery", method="POST", answers={"system_admin": CLEAN, ...: GONE}),
    Row("ui:gallery_panel", answers=BUILDERS),
    Row("ui:gallery_trouble", where=lambda _world: {"kind": "confirm"}, answers=BUILDERS),
]
