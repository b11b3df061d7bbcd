"""Uses of services: the event that adoption is counted by, its columns, and events made up."""
