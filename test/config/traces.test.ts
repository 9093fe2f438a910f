import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.example.com:4318/' }
const tracesOf = (environment: Record<string, string>) => readConfig({ ...endpoint, ...environment }).traces

describe('the variables of OpenTelemetry', () => {
  it('mean one trace in a hundred, and of those that a trusted caller records all, unless more is said', () => {
    expect(tracesOf({})).toEqual({
      url: 'http://collector.example.com:4318/v1/traces',
      headers: {},
      timeoutMilliseconds: 10_000,
      sampler: { name: 'parentbased_traceidratio', ratio: 0.01 },
      batches: { queueMax: 2_048, sizeMax: 512, delayMilliseconds: 5_000, exportMilliseconds: 30_000 },
      serviceName: 'clustergate',
      resourceAttributes: {},
    })
  })

  it('are read in the forms of OpenTelemetry, those for traces before those for everything', () => {
    const environment = {
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces.example.com/otlp',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20one,x-tenant=a',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-tenant=b',
      OTEL_EXPORTER_OTLP_TIMEOUT: '3000',
      OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: '2000',
      OTEL_TRACES_SAMPLER: 'traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '.25',
      OTEL_BSP_MAX_QUEUE_SIZE: '4096',
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '256',
      OTEL_BSP_SCHEDULE_DELAY: '1000',
      OTEL_BSP_EXPORT_TIMEOUT: '5000',
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=gateway,deployment.environment.name=a%20stage',
    }
    expect(tracesOf(environment)).toEqual({
      url: 'https://traces.example.com/otlp',
      headers: { authorization: 'Bearer one', 'x-tenant': 'b' },
      timeoutMilliseconds: 2_000,
      sampler: { name: 'traceidratio', ratio: 0.25 },
      batches: { queueMax: 4_096, sizeMax: 256, delayMilliseconds: 1_000, exportMilliseconds: 5_000 },
      serviceName: 'gateway',
      resourceAttributes: { 'service.name': 'gateway', 'deployment.environment.name': 'a stage' },
    })
    expect(tracesOf({ ...environment, OTEL_SERVICE_NAME: 'west' })?.serviceName).toBe('west')
  })

  it.each([
    ['always_on', undefined, 1],
    ['parentbased_traceidratio', undefined, 1],
    [undefined, '0.5', 0.5],
  ])('the sampler %s with %s records %s', (name, argument, ratio) => {
    const traces = tracesOf({ OTEL_TRACES_SAMPLER: name ?? '', OTEL_TRACES_SAMPLER_ARG: argument ?? '' })
    expect(traces?.sampler).toEqual({ name: name ?? 'parentbased_traceidratio', ratio })
  })

  it.each([
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318', 'must be a URL such as http://127.0.0.1:4318.'],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'http://a:b@c/v1/traces', 'must not hold a password'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc', 'must be http/json'],
    ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'http/protobuf', 'must be http/json'],
    ['OTEL_EXPORTER_OTLP_COMPRESSION', 'zip', 'must be gzip or none.'],
    ['OTEL_EXPORTER_OTLP_CERTIFICATE', '/nowhere.pem', 'names /nowhere.pem, which cannot be read.'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'secret-without-name', 'must be pairs such as name=value'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'a=secret%', 'must be pairs such as name=value'],
    ['OTEL_EXPORTER_OTLP_TIMEOUT', '10s', 'must be a whole number from 1 to 600000.'],
    ['OTEL_TRACES_SAMPLER', 'jaeger_remote', 'must be one of always_on, always_off,'],
    ['OTEL_TRACES_SAMPLER_ARG', '10', 'must be a number from 0 to 1, such as 0.1.'],
    ['OTEL_BSP_MAX_QUEUE_SIZE', '0', 'must be a whole number from 1 to 100000.'],
    ['OTEL_RESOURCE_ATTRIBUTES', 'production', 'must be pairs such as name=value'],
    ['OTEL_SDK_DISABLED', 'yes', 'must be true or false.'],
    ['OTEL_TRACES_EXPORTER', 'zipkin', 'must be otlp or none.'],
  ])('%s = %s stops the start with a sentence', (name, value, sentence) => {
    const read = () => tracesOf({ [name]: value })
    expect(read).toThrow(`${name} ${sentence}`)
    expect(read).not.toThrow(/secret/)
  })

  it('stop no gateway that sends no traces', () => {
    expect(readConfig({ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_TRACES_SAMPLER: 'jaeger_remote' }).traces).toBe(
      undefined,
    )
    expect(tracesOf({ OTEL_SDK_DISABLED: 'true', OTEL_TRACES_SAMPLER: 'jaeger_remote' })).toBeUndefined()
    expect(tracesOf({ OTEL_TRACES_EXPORTER: 'none' })).toBeUndefined()
    expect(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: '' }).traces).toBeUndefined()
  })
})
