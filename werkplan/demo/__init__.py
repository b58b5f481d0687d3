"""The people of the demonstration: invented, at every stage of the story, made through the product's own actions."""
