"""Puts one environment into a Google Cloud project, keeps it there, and takes it away again: `python -m deploy`.

Standard library and jobfinder.domain only, so that it runs where gcloud runs, with nothing installed.
"""
