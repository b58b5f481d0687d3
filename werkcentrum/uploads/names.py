"""The name of a file as people see it. It is never used on disk, in an address or in a header."""

import re
import unicodedata

from stdnum.nl import bsn

LONGEST = 80
SIGNS = re.compile(r"[<>:\"|?*\x00-\x1f\x7f]")
DIGITS = re.compile(r"\d{8,9}")
ENDINGS = re.compile(r"(\.[A-Za-z0-9]{1,5})+$")


def clean_name(raw: str, ending: str) -> str:
    """A name of at most 80 signs with the ending that the content has, such as "cv.pdf".

    Paths, control signs, signs that turn the direction of reading, extra endings and numbers that pass the elfproef go.
    """
    name = unicodedata.normalize("NFC", raw).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(sign for sign in name if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    name = SIGNS.sub("", name)
    name = ENDINGS.sub("", name)
    # AVG: a number of a person does not travel in the name of a file.
    name = DIGITS.sub(lambda found: "" if bsn.is_valid(found.group().zfill(9)) else found.group(), name)
    name = " ".join(name.split()).strip(" .-_")[: LONGEST - len(ending) - 1].strip(" .-_")
    return f"{name or 'document'}.{ending}"
