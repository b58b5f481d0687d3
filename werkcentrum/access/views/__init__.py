"""Pages about access: where one works, what roles may do, who works where, and who looked."""
