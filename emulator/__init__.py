"""The real Firestore and Pub/Sub emulators with every function behind them, on this machine: `make emulators`."""
