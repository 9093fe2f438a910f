import { accessSync, constants } from 'node:fs'
import { z } from 'zod'
import { type SamplerConfig, samplers, type TracesConfig } from '../traces/traces-config.ts'
import { ConfigError } from './config-error.ts'
import { optional } from './variable.ts'

const text = z.string()

/** Where traces are sent. The names are those of OpenTelemetry; docs/observability.md lists the others that count. */
export const tracesVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(
    text,
    'sends [traces](observability.md#traces) to the OpenTelemetry collector at this URL, such as `http://127.0.0.1:4318`; without it, and without the next, there are none',
  ),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: optional(text, 'the same, as the whole URL: `http://127.0.0.1:4318/v1/traces`'),
  OTEL_EXPORTER_OTLP_HEADERS: optional(
    text,
    'headers for the collector, such as its credential: `authorization=Bearer%20…`, separated by commas',
  ),
  OTEL_TRACES_SAMPLER: optional(
    text,
    `which traces are recorded: \`${samplers.join('`, `')}\``,
    'parentbased_traceidratio',
  ),
  OTEL_TRACES_SAMPLER_ARG: optional(
    text,
    'the part of them that a sampler by ratio records, from `0` to `1`',
    '0.01, or 1 where OTEL_TRACES_SAMPLER is set',
  ),
  OTEL_SERVICE_NAME: optional(text, 'what traces call the gateway', 'clustergate'),
  OTEL_RESOURCE_ATTRIBUTES: optional(
    text,
    'what all traces say about this gateway: `deployment.environment.name=production`, separated by commas',
  ),
  OTEL_SDK_DISABLED: optional(text, '`true` switches traces off, whatever else is set'),
}

type Values = Readonly<Record<string, string | undefined>>

/** Little enough that nobody notices, at any load; a gateway with few requests can record them all. */
const defaultSampler: SamplerConfig = { name: 'parentbased_traceidratio', ratio: 0.01 }

/** What the variables of OpenTelemetry say about traces; undefined where none are sent. Throws ConfigError. */
export function readTraces(values: Values): TracesConfig | undefined {
  const of = reader(values)
  if (of.choice('OTEL_SDK_DISABLED', ['true', 'false']) === 'true') return undefined
  const url = urlOf(values)
  if (url === undefined || of.choice('OTEL_TRACES_EXPORTER', ['otlp', 'none']) === 'none') return undefined
  for (const name of specific('PROTOCOL')) of.protocol(name)
  for (const name of specific('COMPRESSION')) of.choice(name, ['gzip', 'none'])
  for (const part of ['CERTIFICATE', 'CLIENT_KEY', 'CLIENT_CERTIFICATE']) specific(part).forEach(of.file)
  const resourceAttributes = of.pairs('OTEL_RESOURCE_ATTRIBUTES')
  const [timeout, tracesTimeout] = specific('TIMEOUT').map((name) => of.whole(name, 1, 600_000))
  const [headers, tracesHeaders] = specific('HEADERS').map(of.pairs)
  return {
    url,
    headers: { ...headers, ...tracesHeaders },
    timeoutMilliseconds: tracesTimeout ?? timeout ?? 10_000,
    sampler: samplerIn(of),
    batches: {
      queueMax: of.whole('OTEL_BSP_MAX_QUEUE_SIZE', 1, 100_000) ?? 2_048,
      sizeMax: of.whole('OTEL_BSP_MAX_EXPORT_BATCH_SIZE', 1, 100_000) ?? 512,
      delayMilliseconds: of.whole('OTEL_BSP_SCHEDULE_DELAY', 1, 600_000) ?? 5_000,
      exportMilliseconds: of.whole('OTEL_BSP_EXPORT_TIMEOUT', 1, 600_000) ?? 30_000,
    },
    serviceName: values['OTEL_SERVICE_NAME'] ?? resourceAttributes['service.name'] ?? 'clustergate',
    resourceAttributes,
  }
}

/** A variable for everything that is sent to the collector, and the one for traces alone, which goes before it. */
const specific = (part: string) => [`OTEL_EXPORTER_OTLP_${part}`, `OTEL_EXPORTER_OTLP_TRACES_${part}`] as const

function urlOf(values: Values): string | undefined {
  const [common, ofTraces] = specific('ENDPOINT')
  const given = [ofTraces, common].find((name) => values[name] !== undefined)
  if (given === undefined) return undefined
  const address = values[given] ?? ''
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new ConfigError(`${given} must be a URL such as http://127.0.0.1:4318.`)
  }
  if (url.username !== '' || url.password !== '') {
    throw new ConfigError(
      `${given} must not hold a password; OTEL_EXPORTER_OTLP_HEADERS takes the collector’s credential.`,
    )
  }
  return given === ofTraces ? address : `${address.replace(/\/+$/, '')}/v1/traces`
}

function samplerIn(of: ReturnType<typeof reader>): SamplerConfig {
  const name = of.choice('OTEL_TRACES_SAMPLER', samplers)
  const ratio = of.ratio('OTEL_TRACES_SAMPLER_ARG')
  if (name === undefined) return { ...defaultSampler, ...(ratio !== undefined && { ratio }) }
  return { name, ratio: ratio ?? 1 }
}

/** Reads variables in the forms that OpenTelemetry gives them. */
const reader = (values: Values) => ({
  choice<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const value = values[name]
    if (value === undefined) return undefined
    const found = words.find((word) => word === value.trim().toLowerCase())
    if (found !== undefined) return found
    throw new ConfigError(`${name} must be ${words.length > 2 ? `one of ${words.join(', ')}` : words.join(' or ')}.`)
  },
  /** Collectors take JSON at the address at which they take protobuf. */
  protocol(name: string): void {
    if ((values[name] ?? 'http/json') === 'http/json') return
    throw new ConfigError(`${name} must be http/json: traces are sent by no other protocol.`)
  },
  whole(name: string, min: number, max: number): number | undefined {
    const value = values[name]
    if (value === undefined) return undefined
    if (/^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max) return Number(value)
    throw new ConfigError(`${name} must be a whole number from ${min} to ${max}.`)
  },
  ratio(name: string): number | undefined {
    const value = values[name]
    if (value === undefined) return undefined
    if (/^\d*\.?\d+$/.test(value) && Number(value) <= 1) return Number(value)
    throw new ConfigError(`${name} must be a number from 0 to 1, such as 0.1.`)
  },
  /** `name=value` pairs, percent-encoded and separated by commas. */
  pairs(name: string): Readonly<Record<string, string>> {
    const pairs = (values[name] ?? '').split(',').filter((pair) => pair.trim() !== '')
    try {
      return Object.fromEntries(pairs.map(pairOf))
    } catch {
      throw new ConfigError(`${name} must be pairs such as name=value, percent-encoded and separated by commas.`)
    }
  },
  file(name: string): void {
    const path = values[name]
    if (path === undefined) return
    try {
      accessSync(path, constants.R_OK)
    } catch {
      throw new ConfigError(`${name} names ${path}, which cannot be read.`)
    }
  },
})

function pairOf(pair: string): readonly [name: string, value: string] {
  const equals = pair.indexOf('=')
  const name = decodeURIComponent(pair.slice(0, equals).trim())
  if (equals < 1 || !/^[\w.-]+$/.test(name)) throw new Error('no pair')
  return [name, decodeURIComponent(pair.slice(equals + 1).trim())]
}
