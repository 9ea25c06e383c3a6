"""The stores: one Protocol (`ports.Store`), several technologies, held equal by one contract suite."""
