/** The address that waits to be confirmed, for a list of facts; nothing when none does. */
export const pendingEmailFact = (pendingEmail: string | null | undefined) =>
  pendingEmail ? [{ label: 'New e-mail, not confirmed yet', value: pendingEmail }] : []
