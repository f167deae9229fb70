"""Following an application that was filed: whose turn it is, what is asked, by which legal date, and doing it."""
