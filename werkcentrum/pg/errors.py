"""The one error of the launcher: a sentence that says what is wrong and what to do."""


class PostgresUnavailable(RuntimeError):
    """No server could be started; the message is meant for the person at the keyboard."""
