import { readFileSync } from 'node:fs'

/** The configurations of docs/several-machines.md, by their files. */
export const recipes = {
  patroni: 'docs/deploy/patroni/patroni.yml',
  gateways: 'docs/deploy/haproxy/gateways.cfg',
  database: 'docs/deploy/haproxy/database.cfg',
} as const

/**
 * A configuration as the documentation prints it, with the addresses and places of this machine. Throws where it does
 * not have what is to be replaced.
 */
export function adapted(recipe: keyof typeof recipes, replaced: Readonly<Record<string, string>>): string {
  let text = readFileSync(new URL(`../../${recipes[recipe]}`, import.meta.url), 'utf8')
  for (const [from, to] of Object.entries(replaced)) {
    if (!text.includes(from)) throw new Error(`${recipes[recipe]} has no ${from}.`)
    text = text.replaceAll(from, to)
  }
  const left = /(?<![\d.])10\.0\.0\.\d+\S*/.exec(text)
  if (left) throw new Error(`${recipes[recipe]} still names ${left[0]}.`)
  return text
}
