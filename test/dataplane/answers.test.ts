import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { answerCheck } from '../../src/dataplane/answers.ts'

it.for([200, 204] as const)(
  'a check that is allowed with %i while the listener closes says so, and all else',
  async (yes) => {
    const server = createServer((_request, response) => {
      response.setHeader('connection', 'close')
      const decision = {
        outcome: 'ALLOWED',
        query: 'db=a',
        authorization: '',
        token: undefined,
        isWrite: true,
      } as const
      answerCheck(response, decision, yes)
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')

    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)

    expect(answer.status).toBe(yes)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      connection: 'close',
      'cache-control': 'no-store',
      'x-clustergate-args': 'db=a',
      'x-clustergate-authorization': '',
      'x-clustergate-token': '',
    })
  },
)
