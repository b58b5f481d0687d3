"""Privacy as a function of the product: the register of processing, the export, terms, erasing, and small numbers."""
