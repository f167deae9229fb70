"""Where the money stands: programmes, policy fields, budget lines and the ledger in integer cents."""
