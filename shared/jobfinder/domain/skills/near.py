"""Which skills are near each other: knowing one of a line is worth part of the others."""

GROUPS = """
React, Vue.js, Angular, Svelte, Preact, Solid.js
"""
