"""The API: what the screens show and do, for systems; every call goes through the same sight, selectors and door."""
