"""Filing an application: the task list, a page for each part of the form, the files, and sending it."""
