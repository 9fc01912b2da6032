"""The books: the only room (with ``checks``) that knows beancount's loader, parser and printer."""
