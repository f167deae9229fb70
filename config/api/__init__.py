"""What every answer of the API has in common, whatever it is about; the settings name it, so that no app imports it."""
