"""Mobile government: typed models, trusted QR links and honest adoption figures."""
