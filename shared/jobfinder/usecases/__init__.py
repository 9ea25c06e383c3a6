"""One file per thing the system does: read this folder and know the product."""
