import { quantile } from './load.mjs'
import { onPostgres } from './servers.mjs'

/** Against Mercurius + jit: for whole requests, and with the store's time taken off both. */
const targets = {
  SMALL: { whole: 1.15, withoutStore: 1.2 },
  MEDIUM: { whole: 1.2, withoutStore: 1.5 },
  LARGE: { whole: 1.3, withoutStore: 2.5 },
}

const postgraphileMin = 2

const storePartMax = 0.8

const cells = (...texts) =>
  console.log(texts.map((text, at) => String(text)[at < 2 ? 'padEnd' : 'padStart'](at === 1 ? 26 : 11)).join(' '))
const times = (ratio) => (Number.isFinite(ratio) ? `${ratio.toFixed(2)}x` : '')
const whole = (number) => (Number.isFinite(number) ? Math.round(number).toLocaleString('en') : '')

/** Prints the medians of all rounds, then the targets. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a script that is read from top to bottom.
export function report({ node, processor, rounds, milliseconds, results, memory }, titleOf) {
  const of = (work, name, property) =>
    results.filter((one) => one.work === work && one.name === name).map((one) => one[property])
  const median = (work, name, property) => quantile(of(work, name, property))
  /** The median over the rounds of how much cheaper one was than another in the same round. */
  const ratio = (work, name, other, property = 'cpuPerRequest', off = () => 0) => {
    const others = of(work, other, property)
    return quantile(of(work, name, property).map((cost, round) => (others[round] - off(work)) / (cost - off(work))))
  }
  /** Not a number where the store is nearly all of a request, and what would be left is noise. */
  const storeOf = (work) => {
    const store = median(work, 'store', 'cpuPerRequest')
    return store > storePartMax * median(work, 'mercurius', 'cpuPerRequest') ? Number.NaN : store
  }

  console.log(`\nNode ${node}, ${processor}; medians of ${rounds} rounds of ${milliseconds} ms, 8 connections\n`)
  cells('', '', 'req/s', 'req/CPU s', 'p50 ms', 'p99 ms', 'of peer', 'by req/s', 'w/o store')
  for (const work of new Set(results.map((one) => one.work))) {
    const names = new Set(results.filter((one) => one.work === work).map((one) => one.name))
    for (const name of names) {
      const p = (property) => median(work, name, property)
      const peer = peerOf(work, name)
      const shown =
        name === 'store' || !names.has(peer)
          ? []
          : [
              times(ratio(work, name, peer)),
              times(ratio(work, name, peer, 'secondsPerRequest')),
              ['object', 'bytes', ...onPostgres].includes(name)
                ? ''
                : times(ratio(work, name, peer, 'cpuPerRequest', storeOf)),
            ]
      if (name === 'store' && work === 'COLD') continue
      const latency = name === 'store' ? ['', ''] : [p('p50').toFixed(2), p('p99').toFixed(2)]
      cells(work, titleOf(name), whole(1 / p('secondsPerRequest')), whole(1 / p('cpuPerRequest')), ...latency, ...shown)
    }
    console.log()
  }

  const verdicts = []
  const atLeast = (name, found, target) => {
    if (Number.isFinite(found))
      verdicts.push([name, times(found), `at least ${times(target)}`, found >= target, found / target])
  }
  const atMost = (name, found, target) => {
    if (Number.isFinite(found))
      verdicts.push([name, times(found), `at most ${times(target)}`, found <= target, target / found])
  }
  for (const [work, target] of Object.entries(targets)) {
    atLeast(`${work} against Mercurius + jit`, ratio(work, 'clustergate', 'mercurius'), target.whole)
    const without = ratio(work, 'clustergate', 'mercurius', 'cpuPerRequest', storeOf)
    const title = `${work} without the store`
    atLeast(title, without, target.withoutStore)
    if (results.some((one) => one.work === work) && Number.isNaN(without)) {
      verdicts.push([title, '', `at least ${times(target.withoutStore)}`, false, Number.NaN])
    }
  }
  for (const work of Object.keys(targets)) {
    atLeast(`${work} against PostGraphile`, ratio(work, 'clustergate-postgres', 'postgraphile'), postgraphileMin)
  }
  const costs = (work) => of(work, 'clustergate', 'cpuPerRequest')
  atMost('DENIED, cost of SMALL', quantile(costs('DENIED').map((cost, round) => cost / costs('SMALL')[round])), 1)
  const mutation = quantile(
    of('MUTATION', 'clustergate', 'secondsPerRequest').map(
      (one, round) => one / of('MUTATION', 'store', 'secondsPerRequest')[round],
    ),
  )
  atMost('MUTATION, time of the bare transaction', mutation, 1.5)
  atLeast('COLD against plain Apollo', ratio('COLD', 'clustergate', 'apollo'), 1)
  if (memory)
    atMost('memory after 100,000 requests, of 10,000', Math.round(memory[100_000]) / Math.round(memory[10_000]), 1)
  for (const [name, found, target, met, by] of verdicts) {
    const verdict = met
      ? 'met'
      : Number.isNaN(by)
        ? 'cannot be told: the store is nearly all of it'
        : `missed by ${((1 - by) * 100).toFixed(0)} %`
    console.log(`${name.padEnd(42)} ${found.padStart(7)}   ${target.padEnd(15)} ${verdict}`)
  }
  if (memory)
    console.log(
      `\nResident: ${memory[10_000].toFixed(0)} MB after 10,000, ${memory[100_000].toFixed(0)} MB after 100,000`,
    )

  const works = [...new Set(results.map((one) => one.work))].filter((work) => work !== 'MUTATION')
  const names = [...new Set(results.map((one) => one.name))].filter((name) => name !== 'store')
  console.log(`\n| requests per CPU second | ${works.join(' | ')} |\n| :-- |${' --: |'.repeat(works.length)}`)
  for (const name of names) {
    const cellOf = (work) => {
      const found = whole(1 / median(work, name, 'cpuPerRequest'))
      return found && name !== peerOf(work, name) ? `${found} (${times(ratio(work, name, peerOf(work, name)))})` : found
    }
    console.log(`| ${titleOf(name)} | ${works.map(cellOf).join(' | ')} |`)
  }
}

/** Whom a variant is compared with: in brackets, how much cheaper it is than that one. */
function peerOf(work, name) {
  if (onPostgres.includes(name)) return 'postgraphile'
  return work === 'COLD' ? 'apollo' : 'mercurius'
}
