import { describe, expect, it } from 'vitest'
import {
  parsePartitionTemplate,
  partitionTemplateDefault,
  printPartitionTemplate,
  readPartitionTemplate,
} from '../../src/databases/partition-template.ts'
import type { PartitionPartInput } from '../../src/databases/partition-template.type.ts'

const time = (value = '%Y-%m-%d'): PartitionPartInput => ({ kind: 'TIME', value })
const tag = (value: string): PartitionPartInput => ({ kind: 'TAG', value })
const bucket = (value: string, buckets: number | null = null): PartitionPartInput => ({
  kind: 'TAG_BUCKET',
  value,
  buckets,
})
const tags = (count: number) => Array.from({ length: count }, (_, at) => tag(`tag${at}`))

const parse = (parts: readonly PartitionPartInput[]) => parsePartitionTemplate(parts, 'input.partitionTemplate')

describe('a partition template', () => {
  it.each<[string, PartitionPartInput[]]>([
    ['days alone', [time('%Y-%m-%d')]],
    ['months alone', [time('%Y-%m')]],
    ['years alone', [time('%Y')]],
    ['time after the tags', [tag('room'), time()]],
    ['seven tags and time', [...tags(7), time()]],
    ['1 bucket', [time(), bucket('customer', 1)]],
    ['1000 buckets', [time(), bucket('customer', 1000)]],
    ['a tag key of 200 characters', [time(), tag('k'.repeat(200))]],
    ['a tag key with white space inside', [time(), tag('room no')]],
    ['a tag key that differs from `time` in case', [time(), tag('Time')]],
    ['an explicit null for the buckets of a tag', [time(), { kind: 'TAG', value: 'room', buckets: null }]],
  ])('may be %s', (_case, parts) => {
    const template = parse(parts)

    expect(template).toEqual(parts.map(({ kind, value, buckets }) => ({ kind, value, buckets: buckets ?? null })))
    expect(readPartitionTemplate(printPartitionTemplate(template))).toEqual(template)
  })

  it.each<[string, PartitionPartInput[], string]>([
    ['be empty', [], ''],
    ['have nine parts', [time(), ...tags(8)], ''],
    ['lack a time', [tag('room')], ''],
    ['have eight tags and no time', tags(8), ''],
    ['have two times', [time('%Y'), time('%Y-%m')], '.1.kind'],
    ['have another time format', [time('%d.%m.%Y')], '.0.value'],
    ['have hours', [time('%Y-%m-%dT%H')], '.0.value'],
    ['have a time with buckets', [{ kind: 'TIME', value: '%Y', buckets: 5 }], '.0.buckets'],
    ['have a tag with buckets', [time(), { kind: 'TAG', value: 'room', buckets: 5 }], '.1.buckets'],
    ['have a bucket part without buckets', [time(), bucket('room')], '.1.buckets'],
    ['have null buckets', [time(), bucket('room', null)], '.1.buckets'],
    ['have 0 buckets', [time(), bucket('room', 0)], '.1.buckets'],
    ['have 1001 buckets', [time(), bucket('room', 1001)], '.1.buckets'],
    ['name a tag twice', [time(), tag('room'), tag('room')], '.2.value'],
    ['name a tag both whole and in buckets', [tag('room'), time(), bucket('room', 5)], '.2.value'],
    ['use `time` as a tag', [time(), tag('time')], '.1.value'],
    ['use `time` as a tag in buckets', [time(), bucket('time', 5)], '.1.value'],
    ['have an empty tag key', [time(), tag('')], '.1.value'],
    ['have a tag key of 201 characters', [time(), tag('k'.repeat(201))], '.1.value'],
    ['have a tag key with a line break', [time(), tag('ro\nom')], '.1.value'],
    ['have a tag key with white space around it', [time(), tag(' room')], '.1.value'],
  ])('may not %s', (_case, parts, path) => {
    expect(() => parse(parts)).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', details: { field: `input.partitionTemplate${path}` } }),
    )
  })

  it('is by day where none is given', () => {
    expect(parse([time()])).toEqual(partitionTemplateDefault)
  })

  it('never repeats in its refusal what was sent', () => {
    expect(() => parse([time('secret')])).not.toThrow(/secret/)
  })
})
