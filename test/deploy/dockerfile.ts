import { readFileSync } from 'node:fs'

export const dockerfile = readFileSync(new URL('../../docs/deploy/Dockerfile', import.meta.url), 'utf8').replaceAll(
  /\\\n\s*/g,
  '',
)

/** What the image sets in the environment of the gateway. */
export const imageEnvironment: Readonly<Record<string, string>> = Object.fromEntries(
  [...dockerfile.matchAll(/^ENV (.*)$/gm)].flatMap(([, pairs = '']) =>
    pairs.split(/ +/).map((pair) => pair.split('=') as [string, string]),
  ),
)

/** What the image runs, without node itself. */
export const imageCommand: readonly string[] = ['ENTRYPOINT', 'CMD'].flatMap((word) =>
  JSON.parse(new RegExp(`^${word} (.*)$`, 'm').exec(dockerfile)?.[1] ?? '[]'),
)
