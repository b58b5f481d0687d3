"""The menu as a coach reads it: cards that say whether somebody may, whether it can, what it costs and whose it is."""

from services.audience import Person
from services.menu.cards import Card
from services.menu.page import Menu, menu_for, menu_page

__all__ = ["Card", "Menu", "Person", "menu_for", "menu_page"]
