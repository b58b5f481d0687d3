"""Measures whether a text for a client is easy enough: B1 keeps sentences at fifteen words on average."""

import re


def sentences(text):
    """The sentences of a text; a full stop inside a number or an abbreviation does not end one."""
    return [part for part in re.split(r"(?<=[.?!])\s+", text.strip()) if part]


def words_per_sentence(text):
    """The average number of words a sentence."""
    found = sentences(text)
    return sum(len(sentence.split()) for sentence in found) / len(found)


def assert_readable(text):
    """Fifteen words a sentence on average, none longer than 24, and the text ends as a sentence does."""
    assert words_per_sentence(text) <= 15, text
    assert all(len(sentence.split()) <= 24 for sentence in sentences(text)), text
    assert text[0].isupper() and text[-1] in ".?", text
