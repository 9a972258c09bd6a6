"""Letters and the machine that suggests: labelled spreadsheets in, figures and proposals out; `unionhall triage`, `unionhall problems`."""
