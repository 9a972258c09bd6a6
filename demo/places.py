"""Where is the demo federation? One invented city, three counties, twenty-one townships and streets."""

from dataclasses import dataclass

from unionhall.organisations.enums import Level
from unionhall.organisations.models import Division

CITY = ("990100", "瑞江市")
COUNTIES = {"990102": "东澜区", "990121": "云溪县", "990122": "青岫县"}
TOWNSHIPS = {
    "990102001": "港湾街道",
    "990102002": "人民路街道",
    "990102003": "滨江街道",
    "990102004": "解放桥街道",
    "990102005": "柳林街道",
    "990102006": "高新街道",
    "990102007": "东湖街道",
    "990121001": "溪口街道",
    "990121100": "云溪镇",
    "990121101": "石桥镇",
    "990121102": "沙洲镇",
    "990121103": "临江镇",
    "990121104": "南圩镇",
    "990121200": "白鹭乡",
    "990122001": "城关街道",
    "990122100": "青岫镇",
    "990122101": "松岭镇",
    "990122102": "竹溪镇",
    "990122103": "黄泥铺镇",
    "990122200": "茶坪乡",
    "990122201": "龙潭乡",
}
HARBOUR, RIVERSIDE = "990102001", "990102003"


@dataclass(frozen=True)
class Places:
    """Every division by its code."""

    by_code: dict[str, Division]

    @property
    def city(self) -> Division:
        return self.by_code[CITY[0]]

    @property
    def counties(self) -> list[Division]:
        return [self.by_code[code] for code in COUNTIES]

    @property
    def townships(self) -> list[Division]:
        return [self.by_code[code] for code in TOWNSHIPS]


def build() -> Places:
    made = {CITY[0]: Division(code=CITY[0], name=CITY[1], level=Level.CITY)}
    for code, name in COUNTIES.items():
        made[code] = Division(code=code, name=name, level=Level.COUNTY, parent=made[CITY[0]])
    for code, name in TOWNSHIPS.items():
        made[code] = Division(code=code, name=name, level=Level.TOWNSHIP, parent=made[code[:6]])
    Division.objects.bulk_create(made.values())
    return Places(made)
