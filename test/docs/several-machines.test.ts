import { expect, it } from 'vitest'
import { adapted, recipes } from '../machines/recipe.ts'
import { read } from './documents.ts'

/** The files that the document prints, each below its mark. */
const printed = [...read('docs/several-machines.md').matchAll(/^<!-- (deploy\/\S+) -->\n\n```\w*\n(.*?)^```$/gms)].map(
  ([, path, text]) => [`docs/${path}`, text] as const,
)

it('the configurations that are printed for several machines are the files that are tried', () => {
  expect(printed.map(([path]) => path).sort()).toEqual(Object.values(recipes).sort())
  for (const [path, text] of printed) expect(text).toBe(read(path))
})

it('a configuration is tried with other addresses alone: one that is not replaced is found', () => {
  expect(() => adapted('database', { '127.0.0.1:5000': '127.0.0.1:1' })).toThrow('still names 10.0.0.31:5432')
  expect(() => adapted('database', { '10.0.0.99': '127.0.0.1' })).toThrow('has no 10.0.0.99')
})
