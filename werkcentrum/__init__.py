"""The ground floor: regions, access, audit and the web frame every other app stands on."""
