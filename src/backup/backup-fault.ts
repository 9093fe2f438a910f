/** What is wrong with a backup, in a sentence for the operator. */
export class BackupFault extends Error {
  override readonly name = 'BackupFault'
}
