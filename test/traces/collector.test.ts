import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eventually, gatewayForTest } from '../gateway.ts'
import { useWorld } from '../world.ts'
import { openReceiver, type Receiver, tracedTo } from './receiver.ts'

const question = '{ viewer { permissions } }'
const told = 'the collector takes no traces; they are dropped'
const toldAgain = 'the collector takes traces again'

let receiver: Receiver
beforeAll(async () => {
  receiver = await openReceiver()
})
beforeEach(() => {
  receiver.status = 200
})
afterAll(() => receiver.close())

describe('a collector that refuses', () => {
  const { gateway, admin } = useWorld(() => ({
    environment: { ...tracedTo(receiver), OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20of%20the%20collector' },
  }))
  const lines = (text: string) => gateway.log.filter(({ msg }) => msg === text)

  it('costs no request anything, and is told of once, and once more when it takes them again', async () => {
    receiver.status = 500
    const before = receiver.bodies.length
    while (receiver.bodies.length < before + 3) expect((await admin.send(question)).errors).toEqual([])
    await eventually(() => lines(told).length > 0)

    receiver.status = 200
    const { headers } = await admin.send(question)
    const requestId = headers.get('x-request-id')
    const line = await eventually(() => gateway.log.find((one) => one['requestId'] === requestId))
    await receiver.find(({ traceId }) => traceId === line['traceId'])
    await eventually(() => lines(toldAgain).length > 0)
    expect(lines(told)).toMatchObject([{ failure: 500 }])
    expect(lines(toldAgain)).toHaveLength(1)
  })

  it('gets the headers that the operator has set, which stand in no log', async () => {
    expect(receiver.headers.at(-1)).toMatchObject({ authorization: 'Bearer of the collector' })
    expect(JSON.stringify(gateway.log)).not.toContain('of the collector')
  })
})

it('the end of the gateway sends what is left', async () => {
  const gateway = await gatewayForTest({ environment: { ...tracedTo(receiver), OTEL_BSP_SCHEDULE_DELAY: '600000' } })
  const { headers } = await gateway.anonymous.send(question)

  await gateway.app.close()

  const requestId = headers.get('x-request-id')
  const line = gateway.log.find((one) => one['requestId'] === requestId)
  expect(receiver.spans.find(({ traceId }) => traceId === line?.['traceId'])).toBeDefined()
})

it('a collector that does not answer holds up neither requests nor the end', async () => {
  receiver.status = undefined
  const before = receiver.bodies.length
  const gateway = await gatewayForTest({ environment: tracedTo(receiver) })
  expect((await gateway.anonymous.send(question)).errors).toEqual([])
  await eventually(() => receiver.bodies.length > before)
  expect((await gateway.anonymous.send(question)).errors).toEqual([])

  await gateway.app.close()
})

it('no line of the log names a trace where traces are switched off', async () => {
  const gateway = await gatewayForTest({ environment: { ...tracedTo(receiver), OTEL_SDK_DISABLED: 'true' } })
  expect((await gateway.anonymous.send(question)).errors).toEqual([])

  const line = await eventually(() => gateway.log.find(({ msg }) => msg === 'request'))
  expect(line).not.toHaveProperty('traceId')
})
