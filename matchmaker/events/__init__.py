"""The Rencontres: registrations, wishes, workshops, meeting plan, the day itself, follow-up."""
