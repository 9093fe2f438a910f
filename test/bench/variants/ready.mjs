import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

/** The limit: node:http with answers that are ready, as bytes or as objects. */

const answers = JSON.parse(readFileSync(process.env.BENCH_ANSWERS, 'utf8'))
const bytes = Object.fromEntries(
  Object.entries(answers).map(([work, answer]) => [work, Buffer.from(JSON.stringify(answer))]),
)
const answerTo =
  process.env.BENCH_READY === 'bytes' ? (work) => bytes[work] : (work) => Buffer.from(JSON.stringify(answers[work]))

const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    const body = answerTo(request.headers['x-work'])
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length })
    response.end(body)
  })
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`listening ${server.address().port}\n`))
