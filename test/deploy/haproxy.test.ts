import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isHere } from '../programs.ts'

describe.runIf(isHere('haproxy'))('the configurations for HAProxy', () => {
  it.each(['gateways.cfg', 'database.cfg'])('%s is one that HAProxy takes', (name) => {
    const directory = mkdtempSync(join(tmpdir(), 'clustergate-haproxy-'))
    onTestFinished(() => rmSync(directory, { recursive: true }))
    const copy = join(directory, name)
    const text = readFileSync(new URL(`../../docs/deploy/haproxy/${name}`, import.meta.url), 'utf8')
    // The certificate is not here.
    writeFileSync(copy, text.replace(/ ssl crt \S+/, ''))
    const { status, stderr } = spawnSync('haproxy', ['-c', '-f', copy], { encoding: 'utf8' })
    expect([status, stderr.replace(/^\[NOTICE\].*\n/gm, '')]).toEqual([0, ''])
  })
})
