import type { Permission } from '../../sdk/generated.ts'

/** What a token may do by a permission that gives much, worst first. */
const warnings: readonly (readonly [of: readonly Permission[], sentence: string])[] = [
  [['DATABASE_PURGE'], 'It may purge databases with their data, for good.'],
  [['USER_REMOVE'], 'It may remove people from the account, Admins included.'],
  [['GROUP_CREATE', 'GROUP_UPDATE'], 'It may make groups, and change what existing ones grant.'],
  [['GROUP_ASSIGN'], 'It may put people into every group that grants no more than it holds.'],
  [['INVITATION_CREATE'], 'It may invite anybody into every group that grants no more than it holds.'],
  [['USER_UPDATE'], 'It may deactivate people, and change attributes on which groups may depend.'],
  [['DATABASE_TOKEN_CREATE', 'DATABASE_TOKEN_UPDATE'], 'It may make tokens that read and write every database.'],
  [['DATABASE_DELETE', 'TABLE_DELETE'], 'It may delete what programs write to.'],
  [['DATABASE_TOKEN_REVOKE'], 'It may revoke the tokens that programs use.'],
  [['AUDIT_READ'], 'It may read who did what, and from where.'],
]

/** The sentences for those permissions of a token that give much. */
export const warningsOf = (permissions: readonly Permission[]): readonly string[] =>
  warnings.filter(([of]) => of.some((one) => permissions.includes(one))).map(([, sentence]) => sentence)
