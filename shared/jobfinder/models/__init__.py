"""Language models that read: one adapter for each vendor's wire protocol, and the prompt and form that all share."""
