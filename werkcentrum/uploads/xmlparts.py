"""The XML inside a document: read as a stream, without entities or a DTD, to see what it points at."""

from xml.parsers import expat

from werkcentrum.uploads.harm import Harm

SAFE_ADDRESS = ("http://", "https://", "mailto:", "tel:", "#")
# Fields of Word that only show something; others fetch, run, or build the name of one that does.
FIELDS = frozenset(
    "HYPERLINK PAGE NUMPAGES SECTIONPAGES PAGEREF REF NOTEREF STYLEREF TOC TC XE SEQ DATE TIME SAVEDATE CREATEDATE "
    "PRINTDATE AUTHOR TITLE SUBJECT KEYWORDS COMMENTS FILENAME DOCPROPERTY FORMTEXT FORMCHECKBOX FORMDROPDOWN SYMBOL "
    "LISTNUM CITATION BIBLIOGRAPHY MERGEFIELD INDEX TA TOA ADDIN".split()
)
# Elements that carry another document, or run.
CARRIERS = {"altChunk", "object", "OLEObject", "control", "subDoc", "oleObject", "object-ole", "plugin", "applet"}
CARRIERS |= {"floating-frame", "dde-connection", "dde-link", "dde-source", "event-listener", "database-display"}
WHERE = {"href", "src", "Target"}
MOST_DEPTH = 400


class Reader:
    """Goes through one part and raises Harm at what may not be in it; `link` says which address may leave the file."""

    def __init__(self, *, link):
        self.link, self.depth, self.told = link, 0, False
        self.fields: list[list[str]] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end
        self.parser.CharacterDataHandler = self.text
        # SECURITY: no DTD at all, so neither an entity that opens a file nor a billion laughs.
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.EntityDeclHandler = self.refuse
        self.parser.ExternalEntityRefHandler = self.refuse

    def read(self, body: bytes):
        """All of it; raises Harm."""
        try:
            self.parser.Parse(body, True)
        except expat.ExpatError as error:
            raise Harm("broken") from error
        while self.fields:
            self.end_field()

    def refuse(self, *args):
        """A DTD, an entity."""
        raise Harm("link")

    def start(self, name, attributes):
        """One element deeper; look at what it is and what it points at."""
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise Harm("bomb")
        space, _, element = name.rpartition(" ")
        if element in CARRIERS or (element == "script" and "opendocument" in space):
            raise Harm("inside")
        own = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        self.told = element in {"instrText", "delInstrText"}
        if self.told and not self.fields:
            self.fields.append([])
        if own.get("fldCharType") == "begin":
            self.fields.append([])
        elif own.get("fldCharType") == "end":
            self.end_field()
        if "instr" in own and element == "fldSimple":
            shows(own["instr"])
        for key in WHERE & set(own):
            if outside(own[key]) and not self.link(element, key, own):
                raise Harm("link")

    def text(self, words):
        """Instructions of a field, which may be cut into many pieces."""
        if self.told:
            self.fields[-1].append(words)

    def end(self, name):
        """One up."""
        self.depth -= 1
        self.told = False

    def end_field(self):
        """A field is complete: it may only show something."""
        if self.fields and (told := "".join(self.fields.pop())).strip():
            shows(told)


def shows(instruction):
    """Raise Harm for a field that does more than show something."""
    if instruction.split()[0].strip('"').upper() not in FIELDS:
        raise Harm("link")


def outside(value) -> bool:
    """Whether an address leaves the file itself."""
    value = value.strip().lower()
    return ":" in value.split("/")[0] or value.startswith(("//", "\\"))


def plain(value) -> bool:
    """Whether an address is one that a reader shows before it opens it."""
    return value.strip().lower().startswith(SAFE_ADDRESS)
