"""What a person does at a screen: read a label, type, choose, press. Nothing here knows the code behind it."""

import re

from werkcentrum.access.demo import PASSWORD


def field(page, label):
    """The control with this label; a mark that it is needed does not count."""
    return page.get_by_label(re.compile(rf"^{re.escape(label)}( \((verplicht|niet verplicht)\))?$")).locator(
        "visible=true"
    )


def fill(where, answers):
    """Type or choose under every label: a text, True for a tick, or the words of an option."""
    for label, value in answers.items():
        control = field(where, label).first
        if value is True:
            control.check()
        elif control.evaluate("node => node.tagName") == "SELECT":
            control.select_option(label=value)
        else:
            control.fill(value)


def press(page, name):
    """Press the button or follow the link with these words."""
    button = page.get_by_role("button", name=name, exact=True)
    button.or_(page.get_by_role("link", name=name, exact=True)).locator("visible=true").first.click()


def sees(page, *texts):
    """Fail unless each text can be read on the page."""
    for text in texts:
        page.get_by_text(text).locator("visible=true").first.wait_for()


def log_in_as(page, name):
    """Log in through the door, with a demo account."""
    page.goto("/account/login/")
    fill(page, {"E-mail": f"{name.lower()}@demo.werkcentrum.example", "Wachtwoord": PASSWORD})
    press(page, "Inloggen")
    page.wait_for_url(re.compile(r"^(?!.*/account/)"))


def unfold(page, name):
    """Open the fold of this name; what is in it."""
    summary = page.locator("summary").filter(has_text=re.compile(rf"^\s*{re.escape(name)}\s*$"))
    summary.click()
    return summary.locator("..")


def fold(page, name, answers):
    """Open the fold of this name, fill in what it asks, and press its button."""
    body = unfold(page, name)
    fill(body, answers)
    body.get_by_role("button", name=name, exact=True).click()
