"""One file per noun: coming in, one's own pages, programs, posts, mandates, the audit trail."""
