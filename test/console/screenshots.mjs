import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'
import { interactionsOf } from './interactions.mjs'

/**
 * Writes a picture of every page of the console, with the demo's content, to the folder that is given, or to a new one:
 * `npm run screenshots -- /tmp/pictures`. Then prints how long people wait for what a press shows. `DEMO_SCALE=100`
 * before it makes a hundred times as much content.
 */
const folder = process.argv[2] ? resolve(process.argv[2]) : mkdtempSync(join(tmpdir(), 'clustergate-screenshots-'))
const startMilliseconds = 900_000
const waitMilliseconds = 20_000

const sizes = [
  { name: 'wide', width: 1280, height: 900 },
  { name: 'narrow', width: 375, height: 800 },
]
const themes = ['light', 'dark']
const dialogs = [
  ...['edit', 'groups', 'remove'].map((dialog) => `/users/:id?dialog=${dialog}`),
  ...['/databases', '/databases/:id', '/database-tokens', '/management-tokens'].map((path) => `${path}?dialog=create`),
]

mkdirSync(folder, { recursive: true })
const demo = await startDemo()
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
})
try {
  const cookie = await signIn()
  const addressOf = await addressesIn(cookie.value)
  const paths = [...readFileSync('src/console/pages.ts', 'utf8').matchAll(/\bpath: '([^']+)'/g)].map(([, path]) => path)
  for (const size of sizes) {
    for (const colorScheme of themes) {
      const look = (place) => picture(place, size, colorScheme)
      for (const path of ['/', '/forgot', '/accept', '/reset#wrong']) await look({ path, name: `signed-out${path}` })
      for (const path of [...paths, ...dialogs]) await look({ path: addressOf(path), name: path, cookie })
      await look({ path: '/explorer', name: '/explorer', cookie })
    }
  }
  console.log(folder)
  await tellInteractions(cookie)
} finally {
  await browser.close()
  demo.process.kill('SIGTERM')
}

/** The built gateway on a port of its own, once it has said whom to sign in as. */
async function startDemo() {
  const child = spawn(process.execPath, ['dist/main.js', 'demo', '--scale', process.env.DEMO_SCALE ?? '1'], {
    env: { PATH: process.env.PATH, PORT: '0', CLUSTERGATE_POINTS_PER_MINUTE: '1000000' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  await new Promise((done, failed) => {
    const late = setTimeout(() => failed(new Error('The demo did not start in time.')), startMilliseconds)
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text
      if (!said.includes('Ctrl+C')) return
      clearTimeout(late)
      done()
    })
    child.once('exit', (code) => failed(new Error(`The demo ended with ${code}.`)))
  })
  return {
    process: child,
    origin: /http:\/\/localhost:\d+/.exec(said)[0],
    password: /the password “(.*)”/.exec(said)[1],
    admin: /^ {2}(\S+@\S+) .*, Admin$/m.exec(said)[1],
  }
}

function post(query, variables, token) {
  return fetch(`${demo.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(waitMilliseconds),
  })
}

async function ask(query, variables, token) {
  const { data, errors } = await (await post(query, variables, token)).json()
  if (errors) throw new Error(errors[0].message)
  return data
}

/** The session cookie, as a browser would keep it, and the token in it. */
async function signIn() {
  const document = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }'
  const response = await post(document, { input: { email: demo.admin, password: demo.password } })
  const [pair] = response.headers.getSetCookie()[0].split('; ')
  const [name, value] = pair.split('=')
  return { name, value }
}

/** Puts something that exists where a path has `:id`. */
async function addressesIn(token) {
  const fields = ['users', 'groups', 'clusters', 'databases', 'databaseTokens', 'managementTokens']
  const first = await ask(`{ ${fields.map((field) => `${field}(first: 1) { nodes { id } }`).join(' ')} }`, {}, token)
  first.tables = (
    await ask('{ databases(first: 1) { nodes { tables(first: 1) { nodes { id } } } } }', {}, token)
  ).databases.nodes[0].tables
  const fieldOf = (list) => list.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())
  return (path) => path.replace(/^\/([\w-]+)\/:id/, (_, list) => `/${list}/${first[fieldOf(list)].nodes[0].id}`)
}

async function tellInteractions(cookie) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  context.setDefaultTimeout(waitMilliseconds)
  await context.addCookies([{ ...cookie, url: demo.origin, httpOnly: true }])
  const found = await interactionsOf(await context.newPage(), demo.origin)
  await context.close()
  const at = (part) => found[Math.min(found.length - 1, Math.floor(found.length * part))]
  console.log(
    `${found.length} interactions: median ${at(0.5)} ms, p75 ${at(0.75)} ms, at most ${at(1)} ms to the next paint`,
  )
}

async function picture({ path, name, cookie }, { name: sizeName, width, height }, colorScheme) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme })
  context.setDefaultTimeout(waitMilliseconds)
  if (cookie) await context.addCookies([{ ...cookie, url: demo.origin, httpOnly: true }])
  const page = await context.newPage()
  await page.goto(demo.origin + path)
  await page.locator('h1, .graphiql-container .view-line').first().waitFor()
  await page.locator('.mantine-Skeleton-root, [aria-label="Loading"]').first().waitFor({ state: 'detached' })
  if (path.includes('dialog=')) await page.getByRole('dialog').waitFor()
  const words = name.replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '') || 'overview'
  await page.screenshot({
    path: join(folder, `${words}-${sizeName}-${colorScheme}.png`),
    fullPage: !path.includes('dialog='),
    animations: 'disabled',
  })
  await context.close()
}
