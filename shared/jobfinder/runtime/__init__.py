"""One machine: a watcher and a scheduler deliver real CloudEvents to the very functions that the cloud loads."""
