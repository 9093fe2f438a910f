import { z } from 'zod'
import {
  type Call,
  ClusterError,
  type Grant,
  type Known,
  type ObservedToken,
  type TokenDriver,
  type WantedToken,
} from '../driver.ts'
import { type ManagementApi, path } from './api.ts'

const permission = z.object({ action: z.string().default(''), resource: z.string().default('') })
const token = z.object({
  id: z.string(),
  description: z.string(),
  permissions: z.array(permission),
  expiresAt: z.iso.datetime({ offset: true }).nullish(),
  revokedAt: z.string().nullish(),
})
const minted = z.object({ id: z.string(), accessToken: z.string().min(64) })

type Permission = z.infer<typeof permission>
type Token = z.infer<typeof token>

/** Ends the description of a token of the gateway, so that it is found although its id was in an answer that was lost. */
const mark = / \[cg:([^\s\]]+)\]$/

/** Tokens, whose secret the cluster makes. A revoked one stays in its list for ever, and counts as gone. */
export class Tokens implements TokenDriver {
  constructor(private readonly api: ManagementApi) {}

  async list(call: Call): Promise<readonly ObservedToken[]> {
    return (await this.#live(call)).map(observed)
  }

  /** Permissions name databases, and stay when those are deleted or renamed: they open what takes the name next. */
  async holdersOf(name: string, call: Call): Promise<readonly ObservedToken[]> {
    const holds = ({ permissions }: Token) => permissions.some(({ resource }) => resource === name)
    return (await this.#live(call)).filter(holds).map(observed)
  }

  async mint(wanted: WantedToken, call: Call): Promise<{ externalId: string; secret: string }> {
    const { expiresAt } = wanted
    const body = { ...bodyOf(wanted), ...(expiresAt !== null && { expiresAt: new Date(expiresAt).toISOString() }) }
    const { id, accessToken } = await this.api.ask({ method: 'POST', path: path`/tokens`, body, shape: minted }, call)
    return { externalId: id, secret: accessToken }
  }

  async ensure(wanted: WantedToken, known: Known, _secret: string | undefined, call: Call): Promise<Known> {
    const id = known.externalId ?? (await this.#marked(wanted.id, call))[0]
    if (id === undefined) throw lost()
    const one = { path: path`/tokens/${id}`, shape: token, expected: [404] } as const
    const present = await this.api.ask({ method: 'GET', ...one }, call)
    if (present === 404 || present.revokedAt) throw lost()
    const body = bodyOf(wanted)
    if (present.description !== body.description || !areSame(present.permissions, body.permissions)) {
      // All permissions are replaced at once: none is given before others are taken away.
      if ((await this.api.ask({ method: 'PATCH', ...one, body }, call)) === 404) throw lost()
    }
    return { externalId: id, externalName: null }
  }

  async remove({ id }: Pick<WantedToken, 'id'>, known: Known, call: Call): Promise<void> {
    const ids = known.externalId === null ? await this.#marked(id, call) : [known.externalId]
    for (const one of ids) await this.api.ask({ method: 'DELETE', path: path`/tokens/${one}`, expected: [404] }, call)
  }

  async #live(call: Call): Promise<readonly Token[]> {
    const tokens = await this.api.ask({ method: 'GET', path: path`/tokens`, shape: z.array(token) }, call)
    return tokens.filter(({ revokedAt }) => !revokedAt)
  }

  async #marked(id: string, call: Call): Promise<readonly string[]> {
    const tokens = await this.#live(call)
    return tokens.filter(({ description }) => mark.exec(description)?.[1] === id).map((one) => one.id)
  }
}

function observed({ id, description, permissions, expiresAt }: Token): ObservedToken {
  const grants = permissions.map(grantOf)
  return {
    externalId: id,
    mark: mark.exec(description)?.[1] ?? null,
    description: description.replace(mark, ''),
    isAdmin: grants.includes(undefined),
    grants: grants.filter((grant) => grant !== undefined),
    ...(expiresAt && { expiresAt: Date.parse(expiresAt) }),
  }
}

const bodyOf = ({ id, description, grants }: WantedToken) => ({
  description: `${description} [cg:${id}]`,
  permissions: grants.map(
    ({ action, database }): Permission => ({ action: action.toLowerCase(), resource: database?.name ?? '*' }),
  ),
})

/** Undefined for a right that the gateway has no word for. */
function grantOf({ action, resource }: Permission): Grant | undefined {
  if ((action !== 'read' && action !== 'write') || resource === '') return undefined
  const database = resource === '*' ? null : { name: resource, externalId: null }
  return { action: action === 'read' ? 'READ' : 'WRITE', database }
}

function areSame(some: readonly Permission[], others: readonly Permission[]): boolean {
  const [one, other] = [some, others].map((list) => list.map((each) => JSON.stringify([each.action, each.resource])))
  return JSON.stringify(one?.sort()) === JSON.stringify(other?.sort())
}

const lost = () => new ClusterError('SECRET_LOST', 'The token is gone from the cluster; its secret is kept nowhere.')
