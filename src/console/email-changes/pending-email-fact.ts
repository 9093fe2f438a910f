/** The address that is not confirmed yet, for a list of facts; empty without one. */
export const pendingEmailFact = (pendingEmail: string | null | undefined) =>
  pendingEmail ? [{ label: 'New e-mail, not confirmed yet', value: pendingEmail }] : []
