import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { scales } from '../../src/console/scales.ts'
import { read, root } from './documents.ts'

const css = readFileSync(`${root}src/console/theme.css`, 'utf8')
const themes = ['light', 'dark'] as const
type Theme = (typeof themes)[number]

/** The tokens of a theme with their values, as in `--text` and `gray-9`. */
function tokensOf(theme: Theme): ReadonlyMap<string, string> {
  const [, block = ''] = new RegExp(`data-mantine-color-scheme="${theme}"\\] \\{([^}]*)\\}`).exec(css) ?? []
  return new Map(
    [...block.matchAll(/(--[\w-]+): (?:var\(--mantine-color-(\w+-\d)\)|(#[0-9a-f]{3,6}));/g)].map(
      ([, name = '', shade, literal]) => [name, shade ?? literal ?? ''],
    ),
  )
}
const tokens = { light: tokensOf('light'), dark: tokensOf('dark') }

/** A value as six digits: `#1e282c`. */
function hexOf(value: string): string {
  const [scale = '', shade] = value.split('-')
  if (shade !== undefined) return scales[scale as keyof typeof scales][Number(shade)] as string
  return value.length === 4 ? `#${[...value.slice(1)].map((digit) => digit + digit).join('')}` : value
}

/** WCAG 2.2’s contrast ratio of two tokens. */
function contrast(theme: Theme, one: string, other: string): number {
  const luminance = (token: string): number => {
    const hex = hexOf(tokens[theme].get(token) ?? '')
    const [red = 0, green = 0, blue = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (lighter + 0.05) / (darker + 0.05)
}

const design = read('docs/design.md')
const rows = (heading: string): readonly (readonly string[])[] =>
  (design.split(`\n### ${heading}\n`)[1]?.split('\n#')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.slice(2, -2).split(' | '))
const name = (cell = ''): string => cell.replaceAll('`', '')

describe('docs/design.md', () => {
  it('lists the colours of theme.css, each in both themes', () => {
    const told = rows('Colours').map(([token, , light, dark]) => [name(token), light, dark])
    const shown = (theme: Theme, token: string): string => {
      const value = tokens[theme].get(token) ?? ''
      return value.startsWith('#') ? `\`${hexOf(value)}\`` : `${value} \`${hexOf(value)}\``
    }
    expect([...tokens.dark.keys()]).toEqual([...tokens.light.keys()])
    expect(told).toEqual([...tokens.light.keys()].map((token) => [token, shown('light', token), shown('dark', token)]))
  })

  it('tells the contrast of each pair, which is enough for text (4.5) or for a mark (3)', () => {
    const pairs = rows('Contrast')
    expect(pairs.length).toBeGreaterThan(20)
    for (const [one, other, least, ...told] of pairs) {
      const ratios = themes.map((theme) => contrast(theme, name(one), name(other)))
      expect([one, other, ...ratios.map((ratio) => (Math.floor(ratio * 10) / 10).toFixed(1))]).toEqual([
        one,
        other,
        ...told,
      ])
      expect(['3', '4.5']).toContain(least)
      for (const ratio of ratios) expect(ratio, `${one} on ${other}`).toBeGreaterThanOrEqual(Number(least))
    }
  })

  it('has every tone and series among these pairs: on the page, raised, and a tone on its own soft', () => {
    const pairs = new Set(rows('Contrast').map(([one, other]) => `${name(one)} ${name(other)}`))
    for (const token of tokens.light.keys()) {
      if (/^--(?:tone-\w+|series-\w+|accent)$/.test(token)) {
        expect(pairs, token).toContain(`${token} --surface-raised`)
        if (!token.startsWith('--series')) expect(pairs, token).toContain(`${token} ${token}-soft`)
      }
    }
  })

  it('lists the sizes of type and space that theme.ts has', () => {
    const theme = readFileSync(`${root}src/console/theme.ts`, 'utf8')
    for (const [heading, property] of [
      ['Type', 'fontSizes'],
      ['Space', 'spacing'],
    ] as const) {
      const [, sizes = ''] = new RegExp(`${property}: \\{ (.*) \\}`).exec(theme) ?? []
      const told = rows(heading).map(([size, value]) => `${name(size)}: '${name(value)}'`)
      expect(told.join(', ')).toBe(sizes)
    }
  })

  it('tells how long movements last, as theme.css and theme.ts have it', () => {
    const [, told] = /`--motion-fast` \((\d+) ms\)/.exec(design) ?? []
    expect(css).toContain(`--motion-fast: ${told}ms;`)
    expect(readFileSync(`${root}src/console/theme.ts`, 'utf8')).toContain(`const motionFast = ${told}\n`)
  })

  it('names no token that theme.css does not have', () => {
    const known = new Set([...css.matchAll(/(--[\w-]+):/g)].map(([, token]) => token))
    const named = [...design.matchAll(/`(--[\w-]+)`/g)].map(([, token]) => token)
    expect(named.filter((token) => !known.has(token))).toEqual([])
  })
})
