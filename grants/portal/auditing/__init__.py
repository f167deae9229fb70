"""The screens of the auditor: search in the trail, verify it, and draw a sample that anyone can draw again."""
