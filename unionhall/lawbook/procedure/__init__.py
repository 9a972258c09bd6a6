"""By which day must somebody act, and before whom?"""

from ..words import Words

TITLE = Words("时效与程序", "Limits and procedure")
