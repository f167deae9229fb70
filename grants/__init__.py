"""The applications: rounds, assessments, decisions and schemes; composes all the other apps."""
