"""WeChat: which links open a mini program, what it is told, and what fits into its codes."""
