"""The screens of the applicant: filing an application, and following it to the final account."""
