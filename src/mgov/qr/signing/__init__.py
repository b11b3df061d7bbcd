"""Who signs links, over what, and how a signature is told from a false one."""
