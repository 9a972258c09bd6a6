"""The ways into the chair's letter box that are no page of the intake: e-mail, and the reception day.

Nouns: MailThread (one correspondence about one case), IncomingMail, OutgoingMail, HeldMail (what could not be taken in by itself),
ReceptionDay, Appointment. What is written or said becomes a case of `cases`, with its states, clocks and permissions; this module
keeps only how it came and how the answer goes back. Nobody is recognised, or given access to anything, by an e-mail address.
"""
