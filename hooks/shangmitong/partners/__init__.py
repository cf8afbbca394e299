"""Work with other counties: new, hand over, update, compare, export."""
