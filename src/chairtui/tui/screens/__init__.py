"""The screens: each shows one part of the work and sends what is typed through the one door."""
