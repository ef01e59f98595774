"""Meeting plans of a Rencontres: who meets whom, in which slot, at which table.

A pure core: it reads and writes plain values (`Instance`, `Plan`) and knows neither database nor web.
"""
