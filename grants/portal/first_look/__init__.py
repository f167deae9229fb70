"""Five minutes: a page of links for who looks at the demo for the first time; it is there only where the demo was played."""
