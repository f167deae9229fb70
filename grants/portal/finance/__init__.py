"""The screens of paying: what is due, what a second person approves, orders to the bank and their status, and the budget."""
