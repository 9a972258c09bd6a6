"""Who can sign in to the demo, and what can each try? Nothing of this works outside demo mode."""

import base64
import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password

from unionhall.core import audit, clock
from unionhall.core.sealed import lookup
from unionhall.core.verdict import Refused, no
from unionhall.people.enums import Role
from unionhall.people.models import Account, ApiToken, Person
from unionhall.people.queries import PERSONAL_TOKEN

from .bodies import BUILDER

PASSWORD = "ruijiang-demo"  # noqa: S105 (public on purpose; only in the demo)
TOKEN_NAME = "demo"  # noqa: S105
TOKEN_DAYS = 3_650
WORKER, FAMILY = "worker", "family"
ROLE_NAMES = {
    WORKER: "职工",
    FAMILY: "家属（受托）",
    Role.GRASSROOTS_CHAIR: "基层工会主席",
    Role.COORDINATOR: "劳动关系协调员",
    Role.LAWYER: "法律援助律师",
    Role.MEDIATOR: "调解员",
    Role.OFFICER: "总工会干部",
    Role.SUPERVISOR: "督导",
    Role.PARTNER: "协作单位",
    Role.SYSTEM_ADMIN: "系统管理员",
    Role.SECURITY_ADMIN: "安全管理员",
    Role.AUDIT_ADMIN: "审计管理员",
}


@dataclass(frozen=True)
class Demo:
    """An account of the demo: whose it is (a key of the cast), in which role, and what to try with it."""

    key: str
    role: str
    at: str
    try_this: str


ACCOUNTS = (
    Demo("lin", WORKER, "锦程服饰", "看“我的事项”：被扣工资一案已结清；再写一件新的"),
    Demo("ma", WORKER, "外卖骑手", "看工会和检察院怎样一步步帮他起诉"),
    Demo("daughter", FAMILY, "受父亲委托", "替父亲欧阳国栋看案件、补材料"),
    Demo("chang", Role.GRASSROOTS_CHAIR, "宏岳精密制造工会", "看不到涉及本单位的案件：回避规则"),
    Demo("zhou", Role.COORDINATOR, "港湾街道总工会", "工作台：受理、协商、三十名工人的群体案件"),
    Demo("xu", Role.COORDINATOR, "港湾街道总工会", "另一位经办人：同时打开同一案件试试"),
    Demo("he", Role.LAWYER, "港湾街道总工会", "仲裁、诉讼中的案件"),
    Demo("sun", Role.MEDIATOR, "港湾街道总工会", "调解、登记协议、回访"),
    Demo("hong", Role.OFFICER, "港湾街道总工会", "移送、分派、没有同意时的例外；宏岳案须回避"),
    Demo("dong", Role.OFFICER, "东澜区总工会", "全区工作台；因回避上交到区里的案件"),
    Demo("cheng", Role.OFFICER, "瑞江市总工会", "全市看板：89 / 96 = 92.71 %；数字逐个点开"),
    Demo("jian", Role.SUPERVISOR, "瑞江市总工会", "共性问题：食堂已办结、住房在办、社保待决定；超期和各人手上的量"),
    Demo("gao", Role.OFFICER, "快递外卖货运行业工会", "骑手案：线索移送、支持起诉"),
    Demo("su", Role.PARTNER, "市人民检察院", "只看得到移送来的、尚未办结的事项"),
    Demo("ren", Role.PARTNER, "东澜区人社局", "接受、退回、答复移送"),
    Demo("xiao", Role.SYSTEM_ADMIN, "瑞江市总工会", "系统状态；看不到任何案件"),
    Demo("an", Role.SECURITY_ADMIN, "瑞江市总工会", "岗位的授予与收回"),
    Demo("shen", Role.AUDIT_ADMIN, "瑞江市总工会", "审计记录：谁在何时为何打开了什么"),
)


def accounts() -> list[dict[str, Any]]:
    """Role, name, sign-in and API token of every demo account; empty until the demo is loaded."""
    _only_in_the_demo()
    names = dict(
        Account.objects.filter(username__in=[demo.key for demo in ACCOUNTS]).values_list("username", "person__name")
    )
    phones = {account.username: account.person.phone for account in _accounts()}
    return [
        {
            "role": str(demo.role),
            "role_name": ROLE_NAMES[demo.role],
            "name": names[demo.key],
            "at": demo.at,
            "sign_in": phones[demo.key] if demo.role in (WORKER, FAMILY) else demo.key,
            "password": "" if demo.role in (WORKER, FAMILY) else PASSWORD,
            "try_this": demo.try_this,
            "token": token_of(demo.key),
        }
        for demo in ACCOUNTS
        if demo.key in names
    ]


def _accounts() -> list[Account]:
    return list(
        Account.objects.filter(username__in=[demo.key for demo in ACCOUNTS])
        .select_related("person")
        .order_by("username")
    )


def token_of(key: str) -> str:
    """The API token of a demo account: the same on every start, made from the demo's signing key."""
    _only_in_the_demo()
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"demo token {key}".encode(), "sha256")
    return PERSONAL_TOKEN + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def build(cast: dict[str, Person]) -> None:
    """Open the accounts and make their tokens."""
    _only_in_the_demo()
    password = make_password(PASSWORD)
    opened = [
        Account(
            person=cast[demo.key],
            username=demo.key,
            password=make_password(None) if demo.role in (WORKER, FAMILY) else password,
            opened_at=clock.now(),
        )
        for demo in ACCOUNTS
    ]
    Account.objects.bulk_create(opened)
    tokens = [
        ApiToken(
            account=account,
            name=TOKEN_NAME,
            token_hash=lookup(token_of(account.username), "token"),
            scopes=["read", "write"],
            made_at=clock.now(),
            expires_at=clock.now() + timedelta(days=TOKEN_DAYS),
        )
        for account in opened
    ]
    ApiToken.objects.bulk_create(tokens)
    audit.record_many(
        [
            *(audit.Entry("account.opened", account, BUILDER) for account in opened),
            *(audit.Entry("program.token_made", token, BUILDER) for token in tokens),
        ]
    )


def _only_in_the_demo() -> None:
    if not settings.DEMO:
        raise Refused(no("Demo accounts exist only in demo mode.", "Start the demo with: unionhall demo", "not_demo"))
