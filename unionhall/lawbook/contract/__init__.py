"""What may a contract say, and what if there is none?"""

from ..words import Words

TITLE = Words("合同与试用期", "Contract and probation")
