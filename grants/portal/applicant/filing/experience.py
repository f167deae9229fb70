"""The question on the receipt how it went to fill in the form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from grants.experience import LONGEST, is_traceable
from grants.models import Experience

CHOICES = [
    (Experience.Choice.EASY, gettext_lazy("Makkelijk")),
    (Experience.Choice.FAIR, gettext_lazy("Ging wel")),
    (Experience.Choice.HARD, gettext_lazy("Moeilijk")),
]


class ExperienceForm(forms.Form):
    """One of three answers, and a sentence for who wants to say more."""

    use_required_attribute = False

    choice = forms.ChoiceField(
        label=gettext_lazy("Hoe ging het invullen?"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies hoe het invullen ging.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Wat kan beter?"),
        help_text=gettext_lazy("Schrijf geen namen, adressen of nummers op."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": gettext_lazy("Maak uw zin korter: hoogstens %(limit_value)d tekens.")},
    )

    def clean_words(self) -> str:
        """A sentence that leads to nobody."""
        words: str = self.cleaned_data["words"]
        if is_traceable(words):
            raise forms.ValidationError(
                gettext_lazy("Haal het adres of het nummer weg. Wij bewaren dit zonder uw naam.")
            )
        return words
