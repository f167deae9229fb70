"""The law as pure functions: standard library only, no database, no clock, the article beside the line of code.

Modules in the order of the law: `calendar` and `terms` (Algemene termijnenwet, then the terms of the Awb in order of
article), with `reckoning` and `suspension` (Awb 4:15, 7:10(2), Bibob 31) under them; `penalty` (Awb 4:17-4:18),
`determination` (4:46), `recovery` (4:57, 4:95), `state_aid` (Regulation (EU) 2023/2831) and `volunteer` (the untaxed
allowance). Figures that change stand in `data/*.toml`, dated, with their source. `vectors` checks worked examples that
a jurist wrote. The quotations show what the code rests on; they are no legal advice.
"""
