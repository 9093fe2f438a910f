import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const modulesMax = 15
const functionsMax = 6
const partMin = 0.002

/** Prints where a process spent its time, by what `--cpu-prof` left behind: modules, and the functions of each. */
export function printProfile(directory) {
  const files = readdirSync(directory).filter((name) => name.endsWith('.cpuprofile'))
  if (files.length === 0) throw new Error('There is no profile: the process was killed before it wrote one.')
  const modules = new Map()
  let total = 0
  for (const { callFrame, self } of files.flatMap((name) =>
    selfTimes(JSON.parse(readFileSync(join(directory, name)))),
  )) {
    if (callFrame.functionName === '(idle)') continue
    total += self
    const module = moduleOf(callFrame)
    const line = `${callFrame.functionName || '(anonymous)'} :${callFrame.lineNumber + 1}`
    const functions = modules.get(module) ?? new Map()
    functions.set(line, (functions.get(line) ?? 0) + self)
    modules.set(module, functions)
  }
  const percent = (part) => `${((part / total) * 100).toFixed(1).padStart(6)} %`
  const sumOf = (functions) => [...functions.values()].reduce((sum, self) => sum + self, 0)
  const largest = (entries, sizeOf, max) => [...entries].sort((a, b) => sizeOf(b[1]) - sizeOf(a[1])).slice(0, max)
  console.log(`\nSelf time of ${(total / 1e6).toFixed(1)} s, start-up and warm-up included`)
  for (const [module, functions] of largest(modules, sumOf, modulesMax)) {
    console.log(`${percent(sumOf(functions))}  ${module}`)
    for (const [name, self] of largest(functions, Number, functionsMax)) {
      if (self > partMin * total) console.log(`${' '.repeat(10)}${percent(self)}  ${name}`)
    }
  }
}

/** The frames of a profile with the microseconds that each took by itself. */
function selfTimes({ nodes, samples, timeDeltas }) {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, { callFrame, self: 0 }]))
  for (const [at, id] of samples.entries()) frames.get(id).self += timeDeltas[at + 1] ?? 0
  return [...frames.values()]
}

/** A package, a file of our own, or a part of Node. */
function moduleOf({ url, functionName }) {
  if (!url) return functionName.startsWith('(') ? functionName : '(native or generated)'
  const [, packageName] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? []
  return packageName ?? url.replace(/^file:.*?\/(dist|test)\//, '$1/')
}
