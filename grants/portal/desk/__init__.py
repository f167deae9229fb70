"""The screens of the work of the desk itself: who handles a case, questions and promises, absences."""
