import type { UserFieldsFragment } from '../../sdk/generated.ts'

/** A person as far as the dialogs that change their standing need them. */
export type ChangedUser = Pick<UserFieldsFragment, 'id' | 'name' | 'email' | 'status' | 'version'>

/** The types whose queries change with the standing of a person. */
export const touchedTypes = ['User', 'Session', 'Invitation', 'ManagementToken', 'Group'] as const
