import type { Told } from './both-paths.ts'

/** What is told of one account, with names in the place of what differs between accounts that are alike. */
export function comparable(told: Told, knownIds: readonly string[] = []): unknown {
  const strange = new Map<string, string>()
  const numbered = (kind: string) => (text: string) => {
    const name = strange.get(text) ?? `${kind} ${strange.size}`
    strange.set(text, name)
    return name
  }
  const nameOf = (id: string) => {
    const known = knownIds.indexOf(id)
    return known >= 0 ? `known ${known}` : numbered('strange')(id)
  }
  const text = JSON.stringify(told)
    // Names in the configuration of a proxy have no hyphens.
    .replaceAll(/\b[a-z_]+_[0-9a-f]{8}[-_][0-9a-f_-]{27}\b/g, nameOf)
    .replaceAll(/\d{4}-\d\d-\d\dT[0-9:.]+Z/g, 'a moment')
    .replaceAll(/\b(?:apiv1|cg[a-z])_[\w+/=-]+/g, 'a secret')
    .replaceAll(/(?<=(?:[cC]ursor\\":\\"))[\w-]+/g, 'a cursor')
    .replaceAll(/(?<=retryAfterSeconds\\":| in )\d+/g, '0')
    .replaceAll(/(?<=Expires=)[^;]+/g, 'a moment')
    .replaceAll(/(?<=clustergate-device-\w+=)[^;]+/g, 'a device')
    .replaceAll(/\bthing\d+\b/g, numbered('thing'))
  return JSON.parse(text)
}
