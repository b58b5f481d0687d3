"""Keys of a test: a file with some of them, and every process of this test reads it anew."""

import json
import secrets

from werkcentrum.keys import keys


class Ring:
    """Named keys, made on demand; `use` writes the file with some of them, newest first."""

    def __init__(self, settings, path):
        self.settings, self.path, self.made = settings, path, {}

    def use(self, *names):
        """From now on these keys are live."""
        for name in names:
            row = {"id": name, "encrypt": secrets.token_hex(32), "index": secrets.token_hex(32)}
            self.made.setdefault(name, row)
        self.path.touch(0o600)
        self.path.write_text(json.dumps([self.made[name] for name in names]))
        self.settings.KEY_FILE = str(self.path)
        keys.cache_clear()
