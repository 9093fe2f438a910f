import { existsSync } from 'node:fs'
import { isHere } from '../programs.ts'

const postgresFolder = '/usr/lib/postgresql'

function isPostgresHere(): boolean {
  if (existsSync(postgresFolder)) return true
  console.warn('SKIPPED: PostgreSQL is not here, so that nothing is shown with it: apt-get install postgresql')
  return false
}

/** Whether all that several machines need is here. */
export const canRun = [isHere('haproxy'), isHere('patroni'), isHere('etcd'), isPostgresHere()].every(Boolean)
