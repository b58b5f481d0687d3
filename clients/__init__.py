"""The person: contact, the one intake, income periods, and who is responsible for help."""
