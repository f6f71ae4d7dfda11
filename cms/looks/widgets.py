"""A colour is typed, or taken with the browser's own picker beside it."""

from django import forms
from django.template.loader import render_to_string


class ColourInput(forms.TextInput):
    """Text that counts, and a picker that fills it in."""

    around = "wagtailadmin/looks/colour_input.html"

    def render(self, name, value, attrs=None, renderer=None):
        attrs = {"placeholder": "#7a4b2e", "maxlength": 60, "spellcheck": "false", **(attrs or {})}
        # Not as the widget's own template: Django's form renderer knows none of the project's.
        return render_to_string(self.around, {"text": super().render(name, value, attrs, renderer), "value": value})

    class Media:
        js = ["admin/looks.js"]
        css = {"all": ["admin/looks.css"]}
