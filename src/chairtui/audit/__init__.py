"""The audit that runs itself: what the measures come to over many meetings, each figure n of N.

Source: Multi-agency audit of strategy discussions, Bromley 2020, which took a year by hand over fifteen
meetings.
"""
