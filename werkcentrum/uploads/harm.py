"""Why a file is not taken; the code travels from the limited process, the sentence is said by the product."""

MOST = 10 * 1024 * 1024
"""The largest file, in bytes."""


class Harm(Exception):
    """A file that is refused; `code` is a key of `SENTENCES`."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


AS_PDF = "Sla het op als PDF en voeg dat toe."
SENTENCES = {
    "empty": "Dit bestand is leeg. Kies het bestand opnieuw.",
    "size": "Dit bestand is groter dan 10 MB. Maak het kleiner, of verdeel het over meer bestanden.",
    "kind": "Dit soort bestand nemen wij niet aan. Kies een pdf, docx, odt, jpg of png.",
    "old": f"Dit is een oud Word-bestand. {AS_PDF}",
    "broken": "Dit bestand is kapot of niet wat het lijkt. Open het, sla het opnieuw op en probeer het nog eens.",
    "encrypted": "Op dit bestand zit een wachtwoord. Haal het wachtwoord eraf en voeg het dan toe.",
    "macro": f"In dit bestand zitten macro’s. {AS_PDF}",
    "link": f"Dit bestand haalt iets van buiten op. {AS_PDF}",
    "inside": f"In dit bestand zit nog een ander bestand. {AS_PDF}",
    "bomb": "Dit bestand wordt bij het openen te groot. Maak het kleiner en probeer het opnieuw.",
    "pixels": "Deze afbeelding is te groot. Maak een foto met minder megapixels en probeer het opnieuw.",
    "virus": "In dit bestand zit een virus. Het is niet bewaard. Laat het apparaat waar het vandaan komt nakijken.",
    "busy": "Er worden nu veel bestanden nagekeken. Probeer het over een minuut nog eens.",
}
