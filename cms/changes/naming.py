"""Names of pictures, pages and people that a version names by number: asked for together, when first shown."""

from collections import defaultdict

GONE = "something that is gone"


class Names:
    """Gathers numbers while versions are compared; the first name that is read asks for all of them at once."""

    def __init__(self):
        self._wanted, self._found = defaultdict(set), {}

    def of(self, model, pk) -> "Name":
        """The name of a row, to be read later."""
        self._wanted[model].add(pk)
        return Name(self, model, pk)

    def read(self, model, pk) -> str:
        """The name of a row; GONE where there is none in the practice in scope."""
        if (model, pk) not in self._found:
            self._ask()
        return self._found[model, pk]

    def _ask(self):
        """One query a model, whatever the number of rows."""
        for model, keys in self._wanted.items():
            rows = {str(row.pk): row for row in model._default_manager.filter(pk__in=[k for k in keys if _is_key(k)])}
            self._found |= {(model, key): str(rows.get(str(key), GONE)) for key in keys}
        self._wanted.clear()


def _is_key(key) -> bool:
    return isinstance(key, int) or (isinstance(key, str) and key.isdecimal() and len(key) < 19)  # a BIGINT


class Name:
    """A name that is looked up when it is read."""

    def __init__(self, names: Names, model, pk):
        self._names, self._model, self._pk = names, model, pk

    def __str__(self):
        return self._names.read(self._model, self._pk)
