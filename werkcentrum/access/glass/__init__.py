"""Emergency access ("noodtoegang"): an hour of reading, with a reason, told to the lead at once and reviewed after."""
