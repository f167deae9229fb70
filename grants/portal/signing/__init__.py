"""The screens of decisions on their way out: signing under mandate, announcing, and the letters of a day."""
