"""Which characters do these bytes mean, whatever the mail says about them?

Chinese mail says gb2312 and means GB 18030. Only encodings of text are opened: UTF-7 hides markup, and Python's other codecs
are no encodings of letters at all.
"""

import codecs

from unionhall.core.verdict import Refused

from ..enums import HeldReason

CHINESE = dict.fromkeys(
    ["gb2312", "gb_2312", "gb2312_80", "gb_2312_80", "gbk", "x_gbk", "cp936", "ms936", "gb18030", "hz_gb_2312", "euc_cn"],
    "gb18030",
)  # fmt: skip
OPENED = {
    **CHINESE,
    "big5": "big5hkscs",
    "big5_hkscs": "big5hkscs",
    "cp950": "cp950",
    "us_ascii": "utf-8",
    "ascii": "utf-8",
    "utf8": "utf-8",
    "utf_8": "utf-8",
    "utf_16": "utf-16",
    "utf_16le": "utf-16-le",
    "utf_16be": "utf-16-be",
    "iso_2022_cn": "gb18030",
    "iso_2022_jp": "iso2022_jp",
    "shift_jis": "cp932",
    "euc_jp": "euc_jp",
    "euc_kr": "cp949",
    "ks_c_5601_1987": "cp949",
    "koi8_r": "koi8_r",
    **{f"iso_8859_{n}": f"iso8859_{n}" for n in (1, 2, 5, 9, 15)},
    **{f"windows_{n}": f"cp{n}" for n in (1250, 1251, 1252, 1254, 1256, 1258)},
}
REFUSED = ("utf_7", "utf7", "unicode_1_1_utf_7", "x_unicode_1_1_utf_7", "imap4_utf_7")


def text_of(content: bytes, named: str) -> str:
    """The text of bytes said to be in an encoding. Raises `Refused` for one that is not opened; never fails otherwise."""
    name = "_".join(named.strip().strip("\"'").lower().replace("-", "_").split())[:40]
    if name in REFUSED:
        raise Refused(HeldReason.CHARSET.label, "", HeldReason.CHARSET)
    if content.startswith(codecs.BOM_UTF8):
        return content.decode("utf-8-sig", "replace")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and len(content) % 2 == 0:
        return content.decode("utf-16", "replace")
    tried = [OPENED[name]] if name in OPENED else []
    for encoding in (*tried, "utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    return content.decode(tried[0] if tried else "gb18030", "replace")
