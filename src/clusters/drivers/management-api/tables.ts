import { z } from 'zod'
import type { Call, Known, TableDriver, WantedDatabase, WantedTable } from '../driver.ts'
import { type ManagementApi, path } from './api.ts'
import { deleteAside, type Renamable, taken, undeleteAside } from './aside.ts'
import { type Databases, missing, tooOld } from './databases.ts'
import { printTemplate } from './partition-template.ts'

const named = z.object({ name: z.string() })
const identified = z.object({ id: z.bigint(), name: z.string() })

/** Tables of databases. The Management API lists none, so that what is there is learnt by what is refused. */
export class Tables implements TableDriver {
  constructor(
    private readonly api: ManagementApi,
    private readonly databases: Databases,
  ) {}

  async ensure(database: WantedDatabase, wanted: WantedTable, known: Known, call: Call): Promise<Known> {
    const { name } = wanted
    const { externalId, externalName } = known
    if (externalName === name) return known
    if (externalName === null) {
      await this.#create(database.name, wanted, call)
      return { externalId, externalName: name }
    }
    const tables = this.#of(database.name)
    const renamed = await tables.rename(externalName, name, call)
    if (renamed === 409) throw taken(name)
    if (renamed !== 404) return { externalId: renamed, externalName: name }
    // The answer to an earlier attempt may have been lost.
    if (!(await tables.isThere(name, call))) throw missing(externalName)
    return { externalId, externalName: name }
  }

  delete(database: WantedDatabase, { id }: WantedTable, known: Known, call: Call): Promise<Known> {
    return deleteAside(this.#of(database.name), id, known, call)
  }

  undelete(database: WantedDatabase, wanted: WantedTable, known: Known, call: Call): Promise<Known> {
    return undeleteAside(this.#of(database.name), wanted, known, call)
  }

  /**
   * A table that is there already may be what an earlier attempt made, or a write. Both are the database's, and so the
   * gateway's: neither is a reason to fail.
   */
  async #create(database: string, { name, partitionTemplate: template }: WantedTable, call: Call): Promise<void> {
    const body = { name, ...(template && { partitionTemplate: printTemplate(template) }) }
    const created = await this.api.ask(
      {
        method: 'POST',
        path: path`/databases/${database}/tables`,
        body,
        shape: named,
        expected: [404, 409, 'NO_ROUTE'],
      },
      call,
    )
    if (created !== 404 && created !== 'NO_ROUTE') return
    if (await this.databases.has(database, call)) throw tooOld('tables cannot be managed')
    throw missing(database)
  }

  #of(database: string): Renamable {
    const rename: Renamable['rename'] = async (from, to, call) => {
      const renamed = await this.api.ask(
        {
          method: 'PUT',
          path: path`/databases/${database}/tables/${from}/rename`,
          body: { name: to },
          shape: identified,
          expected: [404, 409],
        },
        call,
      )
      return typeof renamed === 'object' ? String(renamed.id) : renamed
    }
    return {
      rename,
      delete: async (name, call) => {
        await this.api.ask(
          { method: 'DELETE', path: path`/databases/${database}/tables/${name}`, expected: [404] },
          call,
        )
      },
      undelete: async (externalId, call) => {
        const undeleted = await this.api.ask(
          {
            method: 'PUT',
            path: path`/databases/${database}/tables/${externalId}/undelete`,
            shape: identified,
            expected: [400, 404, 409],
          },
          call,
        )
        return typeof undeleted === 'object' ? undeleted.name : undefined
      },
      // Renamed to its own name, it stays as it is, whether the cluster takes that for a conflict or not.
      isThere: async (name, call) => (await rename(name, name, call)) !== 404,
    }
  }
}
