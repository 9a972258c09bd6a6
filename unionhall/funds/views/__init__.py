"""Pages of money, for officers and supervisors."""
