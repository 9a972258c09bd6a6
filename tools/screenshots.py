#!/usr/bin/env python3
"""Takes the pictures of docs/how-to by walking each guide in a running demo, as a worker and as officers.

    python tools/screenshots.py --site http://127.0.0.1:8000 [--only settling group]

Run it against a fresh demo (`make demo-reset`): each guide brings its own matters, through the browser. The guide of old
letters also runs `unionhall letters import` in this folder, so the demo has to be started from the same folder.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.studio import ARGUMENTS, Studio, chromium, number_in, send

if TYPE_CHECKING:
    from playwright.sync_api import Page

HOW_TO = ROOT / "docs" / "how-to"
LETTERS = HOW_TO / "old-letters.csv"
STORY = (
    "我在服装厂做裁剪。八月有一批布裁错了，厂里说损失九千块，八月、九月两个月的工资都扣下不发，每个月5200元。"
    "我知道自己有责任，可是一分钱不给，房租都交不上了。"
)
FRAME = dict.fromkeys("┏┳┓┡╇┩├┼┤└┴┘", "+") | {"━": "-", "─": "-", "┃": "|", "│": "|"}
"""Lines that stand as wide as a letter in every font."""
TERMS = "一、未发工资共10,400元；二、裁错布料的损失，从两个月工资中各扣20%，共2,080元；三、其余8,320元今天一次付清。"


# --- the guides, one function each -----------------------------------------------------------------------------------


def telling(studio: Studio) -> None:
    """A worker who was never here says what happened, from the first page to the page of the matter."""
    page = studio.phone()
    page.goto("/")
    studio.take(page, "telling-01-home")
    bring(studio, page, name="叶青", account=STORY, picture="telling")
    page.context.close()


def anonymous(studio: Studio) -> None:
    """Nobody's name: a receipt code, and the answer looked up with it."""
    page = studio.phone()
    account = "车间里一到夏天就四十度，没有风扇也没有凉茶，已经有两个人中暑。跟班长说了几次都没有下文。"
    bring(studio, page, account=account, kind="safety", amount="", identity="anonymous")
    studio.take(page, "anonymous-1-code", of="main")
    code = page.locator(".receipt-code").inner_text()
    send(page)
    page.goto("/cases/receipt/")
    page.fill("[name=code]", code)
    studio.take(page, "anonymous-2-look-up")
    send(page)
    studio.take(page, "anonymous-3-matter")
    page.context.close()


def mandates(studio: Studio) -> None:
    """A worker lets somebody act; a daughter follows her father's matter; an officer writes down a mandate on paper."""
    page = studio.phone("林小满")
    page.goto("/me/mandates/")
    page.fill("[name=name]", "林志远")
    page.fill("[name=phone]", "16120990001")
    studio.take(page, "mandates-1-give", at="form:has([name=phone])")
    send(page)
    studio.take(page, "mandates-2-given")
    page.fill("[name=name]", "欧阳雨桐")
    page.fill("[name=phone]", "16100000003")
    send(page)
    page.context.close()
    page = studio.phone("欧阳雨桐")
    page.goto("/me/mandates/")
    studio.take(page, "mandates-6-asked")
    page.locator("form[action$='/refusal/'] button").first.click()
    page.wait_for_load_state("networkidle")
    page.goto("/cases/mine/")
    studio.take(page, "mandates-3-matters")
    page.goto("/cases/new/")
    studio.take(page, "mandates-4-for-whom")
    page.context.close()
    page = studio.desk("zhou")
    page.goto("/people/mandates/")
    studio.take(page, "mandates-5-recorded")
    page.context.close()


def desk(studio: Studio) -> None:
    """The worklist: clocks, filters, acts on many, who has how much, export."""
    page = studio.desk("dong")
    page.goto("/cases/")
    studio.take(page, "desk-1-worklist")
    page.goto("/cases/?kind=wages&state=negotiating")
    studio.take(page, "desk-2-filters")
    page.goto("/cases/?handler=none")
    for box in page.locator("tbody input[type=checkbox]").all()[:3]:
        box.check()
    studio.take(page, "desk-3-many")
    page.goto("/cases/export/")
    studio.take(page, "desk-4-export")
    page.context.close()
    page = studio.desk("jian")
    page.goto("/cases/loads/")
    studio.take(page, "desk-5-loads")
    page.context.close()


def settling(studio: Studio) -> None:
    """One matter all the way: accepted, consulted, negotiated, mediated, settled by the lawful deduction, called back, closed."""
    worker = studio.phone()
    number = bring(studio, worker, name="叶青", account=STORY)
    send(worker)
    page = studio.desk("zhou")
    open_case(page, number)
    studio.take(page, "settling-1-received")
    act(page, "acceptance")
    act(page, "consultation")
    open_act(page, "/notes/")
    page.fill("#act [name=text]", "叶师傅您好：厂里可以要求赔偿，但不能把工资全扣光，每月最多扣两成。我先约厂里谈。")
    page.check("#act [name=audience][value=worker]")
    studio.take(page, "settling-2-note")
    send(page, "#act")
    act(page, "negotiation")
    open_act(page, "/sessions/")
    page.select_option("#act [name=kind]", "negotiation")
    page.fill("#act [name=place]", "锦程服饰会议室")
    page.fill("#act [name=outcome]", "厂里原以为可以全扣；看了条文，同意调解。")
    page.get_by_role("group", name="周敏").get_by_label("到场").check()
    page.locator("#act [name$=-who]:not([type=hidden])").fill("人事经理")
    page.locator("#act [name$=-part]:not([type=hidden])").fill("单位一方")
    studio.take(page, "settling-3-session")
    send(page, "#act")
    act(page, "mediation")
    _settle(studio, page)
    open_act(page, "/callbacks/")
    pick(page, "outcome", "performed")
    studio.take(page, "settling-5-callback", of="#act")
    send(page, "#act")
    studio.take(page, "settling-6-performed")
    page.context.close()
    worker.goto("/cases/mine/")
    worker.locator("section.matter h3 a").first.click()
    studio.take(worker, "settling-7-worker")
    studio.take(worker, "people-1-who-opened", of="section.card:has(a[href$='/objection/'])")
    worker.goto(studio.last_link())
    choose(worker, "solved", "solved")
    choose(worker, "satisfied", "yes")
    studio.take(worker, "settling-8-feedback")
    send(worker)
    worker.context.close()


def _settle(studio: Studio, page: Page) -> None:
    """The settlement with its reckoning, then the agreement as a document."""
    open_act(page, "/settlement/")
    page.select_option("#act [name=manner]", "mediation")
    page.fill("#act [name=signed_on]", day(0))
    page.fill("#act [name=terms]", TERMS)
    page.fill("#act [name=amount]", "8320")
    page.fill("#act [name=instalments-0-due_on]", day(0))
    page.fill("#act [name=instalments-0-amount]", "8320")
    page.check("#act [name=withheld]")
    page.fill("#act [name=deduction-on]", day(-60))
    page.fill("#act [name=deduction-loss]", "9000")
    page.fill("#act [name=deduction-least]", "1850")
    page.fill("#act [name=deduction-least_source]", "瑞江市最低工资标准（演示数据）")
    for row in (0, 1):
        page.fill(f"#act [name=months-{row}-wage]", "5200")
        page.fill(f"#act [name=months-{row}-deducted]", "5200")
    studio.take(page, "wages-1-form", of="#withheld")
    page.locator("#act button[name=reckon]").click()
    page.locator("#act .finding table").wait_for()
    page.locator("#act .finding details summary").click()
    studio.take(page, "wages-2-reckoned", of="#act .finding")
    send(page, "#act")
    page.locator("form[action$='/settlement/agreement/'] button").click()
    page.wait_for_load_state("networkidle")
    studio.take(page, "settling-4-settled")
    studio.take(page, "wages-3-stored", of="section.card:has(.finding)")


def group(studio: Studio) -> None:
    """The thirty building workers: their page, one act for all, the report, more workers."""
    page = studio.desk("zhou")
    page.goto("/cases/?employer=众力建筑劳务")
    page.locator("a[href*='/cases/groups/']").first.click()
    page.wait_for_load_state("networkidle")
    home = page.url
    studio.take(page, "group-1-page")
    page.goto(f"{home}workers/")
    page.fill("[name=typed]", "罗大山，16120880001，9800\n何小兵 16120880002 11200\n唐有福，1612088，8600")
    studio.take(page, "group-2-workers")
    send(page)
    studio.take(page, "group-3-mistakes")
    page.goto(home)
    page.locator("ul.act-list a").first.click()
    page.wait_for_load_state("networkidle")
    studio.take(page, "group-4-act")
    send(page)
    studio.take(page, "group-5-report")
    page.context.close()


def procuratorate(studio: Studio) -> None:
    """Consent asked and given, a clue transferred, accepted with a number of theirs, steps recorded, a one-time link."""
    worker = studio.phone()
    account = "我送外卖一年多，站点让我注册成个体户。上个月送单时被撞断了腿，站点说我不是他们的人，不给报工伤。"
    number = bring(
        studio, worker, name="贺小川", account=account, kind="platform", employer="风桥即时配送", amount="36000"
    )
    send(worker)
    page = studio.desk("gao")
    open_case(page, number)
    act(page, "acceptance")
    open_act(page, "/consent/")
    pick_text(page, "body", "瑞江市人民检察院")
    page.select_option("#act [name=purpose]", "clue")
    page.fill("#act [name=why]", "站点把骑手一律注册成个体户，不止您一个人。想请检察院看看能不能支持您起诉。")
    studio.take(page, "procuratorate-1-ask", of="#act")
    send(page, "#act")
    worker.goto("/cases/mine/")
    worker.locator("section.matter h3 a").first.click()
    studio.take(
        worker,
        "procuratorate-2-asked",
        at="button[name=answer][value=yes] >> xpath=ancestor::*[contains(@class,'notice')]",
    )
    worker.locator("button[name=answer][value=yes]").click()
    worker.wait_for_load_state("networkidle")
    page.reload()
    open_act(page, "/transfers/new/")
    pick_text(page, "body", "瑞江市人民检察院")
    page.select_option("#act [name=purpose]", "clue")
    page.locator("#act [name=consent]").first.check()
    page.check("#act [name=names_worker]")
    studio.take(page, "procuratorate-3-offer", of="#act")
    send(page, "#act")
    page.locator("a[href*='/cases/transfers/']:not([href$='/transfers/'])").last.click()
    page.wait_for_load_state("networkidle")
    sent = page.url
    open_act(page, "/link/")
    send(page, "#act")
    studio.take(page, "procuratorate-6-link")
    link = page.locator(".one-time-link").inner_text()
    theirs = studio.desk("su")
    theirs.goto("/cases/transfers/")
    studio.take(theirs, "procuratorate-4-waiting")
    theirs.goto(sent)
    open_act(theirs, "/acceptance/")
    theirs.fill("#act [name=their_number]", f"瑞检民线〔{date.today().year}〕31号")
    send(theirs, "#act")
    open_act(theirs, "/steps/")
    theirs.select_option("#act [name=kind]", "study")
    theirs.fill("#act [name=on]", day(0))
    theirs.fill("#act [name=text]", "与工会、人社部门共同研判，以派单、考勤和扣款认定管理事实。")
    send(theirs, "#act")
    studio.take(theirs, "procuratorate-5-steps")
    theirs.context.close()
    outside = studio.phone()
    outside.goto(link)
    studio.take(outside, "procuratorate-7-outside")
    outside.context.close()
    for each in (page, worker):
        each.context.close()


def letters(studio: Studio) -> None:
    """Old letters of a spreadsheet: first a dry run, then in; listed; one taken to settlement and call-back."""
    where = ("--where", "label=劳动和社会保障")
    command = ("letters", "import", str(LETTERS.relative_to(ROOT)), *where)
    _terminal(studio, "letters-1-dry-run", *command, "--dry-run")
    _terminal(studio, "letters-2-import", *command)
    (HOW_TO / "old-letters-rejected.csv").unlink(missing_ok=True)
    page = studio.desk("cheng")
    page.goto("/cases/?source=letter")
    studio.take(page, "letters-3-listed")
    page.context.close()
    page = studio.desk("hong")
    page.goto("/cases/?source=letter")
    page.locator("tbody th a").first.click()
    page.wait_for_load_state("networkidle")
    studio.take(page, "letters-4-file")
    for noun in ("acceptance", "consultation", "negotiation"):
        act(page, noun)
    open_act(page, "/settlement/")
    page.select_option("#act [name=manner]", "negotiation")
    page.fill("#act [name=signed_on]", day(0))
    page.fill("#act [name=terms]", "厂里今天补发一月、二月工资，共10,800元。")
    page.fill("#act [name=amount]", "10800")
    page.fill("#act [name=instalments-0-due_on]", day(0))
    page.fill("#act [name=instalments-0-amount]", "10800")
    send(page, "#act")
    studio.take(page, "letters-5-settled")
    open_act(page, "/callbacks/")
    pick(page, "outcome", "performed")
    send(page, "#act")
    studio.take(page, "letters-6-called-back")
    page.context.close()


def _terminal(studio: Studio, name: str, *command: str) -> None:
    """What the command says, on a sheet that looks like a terminal."""
    environment = os.environ | {"UNIONHALL_MODE": "demo", "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "unionhall.cli", *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"unionhall {' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    said = done.stdout.rstrip().translate(str.maketrans(FRAME))
    line = "unionhall " + " ".join(command)
    page = studio.desk()
    page.goto("about:blank")
    page.set_content(
        "<pre style='margin:0;padding:16px 20px;background:#1f1d1b;color:#f2eee8;width:960px;white-space:pre-wrap;"
        f'font:15px/1.5 "Noto Sans Mono CJK SC","Noto Sans Mono",monospace\'>$ {line}\n\n{said}</pre>'
    )
    studio.take(page, name, of="pre")
    page.context.close()


def figures(studio: Studio) -> None:
    """The board: numerator, denominator, definition; one figure opened to its rows."""
    page = studio.desk("cheng")
    page.goto("/insight/")
    studio.take(page, "figures-1-board")
    page.goto("/insight/resolved/")
    studio.take(page, "figures-2-rows")
    page.context.close()


def people(studio: Studio) -> None:
    """Who sees what: a tied chair finds nothing; a masked number is shown for a purpose."""
    page = studio.desk("chang")
    page.goto("/cases/")
    studio.take(page, "people-2-tied-chair")
    page.context.close()
    page = studio.desk("zhou")
    page.goto("/cases/?kind=injury")
    page.locator("tbody th a").first.click()
    page.wait_for_load_state("networkidle")
    page.locator(".unmask summary").click()
    studio.take(page, "people-3-purpose", of="section.card:has(.unmask)")
    page.locator(".barred-acts summary").click()
    studio.take(page, "people-4-why-not", of=".file-acts")
    page.context.close()


def administrators(studio: Studio) -> None:
    """Three different people: posts, programs, the audit trail."""
    page = studio.desk("an")
    page.goto("/people/posts/")
    studio.take(page, "administrators-1-posts")
    page.goto("/people/posts/new/")
    studio.take(page, "administrators-2-appointment")
    page.context.close()
    page = studio.desk("shen")
    page.goto("/audit/")
    studio.take(page, "administrators-3-trail")
    page.locator("form[action$='/audit/verification/'] button").click()
    page.wait_for_load_state("networkidle")
    studio.take(page, "administrators-4-verification")
    page.context.close()
    page = studio.desk("xiao")
    page.goto("/people/programs/")
    studio.take(page, "administrators-5-programs")
    page.context.close()


def register(studio: Studio) -> None:
    """Monday morning: a new union, an officer with a post there, and a promise, each on a page."""
    page = studio.desk("xiao")
    page.goto("/bodies/")
    studio.take(page, "register-1-bodies")
    page.goto("/bodies/places/")
    studio.take(page, "register-2-places")
    page.goto("/bodies/new/")
    for name, words in (
        ("name", "瑞江市金湖街道总工会"),
        ("short_name", "金湖街道总工会"),
        ("code", "RJ-JINHU"),
        ("parent", "东澜区总工会"),
        ("case_prefix", "金湖工维"),
        ("division", "东澜区"),
    ):
        page.fill(f"[name={name}]", words)
    page.select_option("[name=level]", "5")
    page.check("[name=receives_cases]")
    studio.take(page, "register-3-new")
    page.uncheck("[name=answers]")
    send(page)
    studio.take(page, "register-4-body")
    page.goto("/employers/")
    studio.take(page, "register-5-employers")
    page.goto("/cases/promises/")
    studio.take(page, "register-6-promises")
    page.context.close()


def rules(studio: Studio) -> None:
    """An officer of the city writes a routing rule, tries it on last month's cases, and looks at the list."""
    page = studio.desk("cheng")
    page.goto("/cases/rules/")
    studio.take(page, "rules-1-list")
    page.goto("/cases/rules/new/")
    page.fill("[name=name]", "骑手扣款由市快递外卖工会接")
    page.check("[name=kinds][value=platform]")
    page.fill("[name=words]", "超时，扣款，罚款")
    page.select_option("[name=body]", label="　市快递外卖货运行业工会")
    page.fill("[name=person]", "童欣")
    studio.take(page, "rules-2-form")
    page.click("button[name=try]")
    page.wait_for_load_state("networkidle")
    studio.take(page, "rules-3-trial", at="#trial")
    page.context.close()


GUIDES: dict[str, Callable[[Studio], None]] = {
    guide.__name__: guide
    for guide in (figures, telling, anonymous, mandates, desk, settling, group, procuratorate, letters, people, administrators, register, rules)
}  # fmt: skip


# --- what several guides do ------------------------------------------------------------------------------------------


def bring(
    studio: Studio,
    page: Page,
    *,
    account: str,
    name: str = "",
    kind: str = "wages",
    employer: str = "锦程服饰",
    amount: str = "10400",
    identity: str = "named",
    picture: str = "",
) -> str:
    """Bring a matter on this phone, question by question; the number it got. `picture` takes one of each question."""
    steps = iter(range(2, 20))

    def take(of: str) -> None:
        if picture:
            studio.take(page, f"{picture}-{next(steps):02d}-{of}")

    page.goto("/cases/new/")
    page.fill("[name=account]", account)
    take("account")
    send(page)
    choose(page, "kind", kind)
    take("kind")
    send(page)
    page.fill("[name=employer_name]", employer)
    send(page)
    if page.locator("input[type=radio][name=employer]").count():
        page.locator("label.option", has_text=employer).first.click()
        take("employer")
        send(page)
    for place in ("county", "township"):  # filled in already from the employer's register
        if page.locator(f"[name={place}]").count():
            send(page)
    page.fill("[name=happened_on]", day(-75))
    page.fill("[name=amount]", amount)
    take("when")
    send(page)
    if picture:
        paper = {"name": "工资条.png", "mimeType": "image/png", "buffer": page.screenshot()}
        page.set_input_files("[name=files] >> nth=0", paper)
        page.locator("main button[name=then]").click()
        page.wait_for_load_state("networkidle")
        take("papers")
    send(page)
    choose(page, "identity", identity)
    take("identity")
    send(page)
    if page.locator("[name=phone]").count():
        page.fill("[name=phone]", f"16120{random.randrange(10**6):06d}")
        send(page)
        page.fill("[name=code]", studio.last_code())
        take("code")
        send(page)
    if page.locator("[name=full_name]").count():
        page.fill("[name=full_name]", name)
        send(page)
    page.check("[name=agree]")
    take("check")
    send(page)
    take("done")
    return number_in(page.locator("main dl.facts").inner_text())


def choose(page: Page, name: str, value: str) -> None:
    """A tile of a question."""
    page.locator(f"label.option:has([name={name}][value='{value}'])").click()


def pick(page: Page, name: str, value: str) -> None:
    """A choice of the form of an act, as a list or as circles."""
    field = page.locator(f"#act select[name={name}]")
    field.select_option(value) if field.count() else page.locator(f"#act [name={name}][value={value}]").check()


def pick_text(page: Page, name: str, words: str) -> None:
    """The line of a list that holds these words."""
    option = page.locator(f"#act select[name={name}] option", has_text=words).first
    page.select_option(f"#act select[name={name}]", option.get_attribute("value"))


def open_case(page: Page, number: str) -> None:
    page.goto(f"/cases/?number={number}")
    page.locator("tbody th a", has_text=number).first.click()
    page.wait_for_load_state("networkidle")


def open_act(page: Page, noun: str) -> None:
    """Open the form of an act on the page of a file."""
    page.locator(f".file-acts a.button[href*='{noun}']").first.click()
    page.locator("#act form").wait_for()
    page.wait_for_load_state("networkidle")


def act(page: Page, noun: str) -> None:
    """An act that needs no words."""
    open_act(page, f"/{noun}/")
    send(page, "#act")


def day(days: int) -> str:
    return (date.today() + timedelta(days=days)).isoformat()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", default="http://127.0.0.1:8000")
    parser.add_argument("--only", nargs="+", choices=sorted(GUIDES), default=list(GUIDES), metavar="GUIDE")
    parser.add_argument("--to", type=Path, default=HOW_TO / "images", help="folder of the pictures")
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    options.to.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as tools:
        chinese = {"LANGUAGE": "zh_CN", "LANG": "zh_CN.UTF-8"}  # the words of the browser itself: file buttons, dates
        browser = tools.chromium.launch(executable_path=chromium(), args=ARGUMENTS, env=os.environ | chinese)
        studio = Studio(browser, options.site, options.to)
        for name in options.only:
            print(name)
            GUIDES[name](studio)
        browser.close()
    size = sum(path.stat().st_size for path in options.to.glob("*.png"))
    print(f"{studio.taken} pictures taken; {size / 1_048_576:.1f} MB in {options.to}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
