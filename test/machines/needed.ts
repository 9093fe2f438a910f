import { existsSync } from 'node:fs'
import { isInstalled } from '../installed.ts'

/** Ends a run that could show nothing, and says what is missing. */
export default function expectNeeded(): void {
  const packages = {
    haproxy: isInstalled('haproxy'),
    patroni: isInstalled('patroni'),
    'etcd-server': isInstalled('etcd'),
    postgresql: existsSync('/usr/lib/postgresql'),
  }
  const missing = Object.entries(packages).flatMap(([name, isThere]) => (isThere ? [] : [name]))
  if (missing.length > 0) throw new Error(`npm run test:machines needs more: apt-get install ${missing.join(' ')}`)
}
