import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { built } from '../built.ts'
import { type Member, password, type TestGateway } from '../gateway.ts'

await built()

const executablePath = '/usr/bin/chromium'
/** Longer than the console's own pauses before it asks a busy gateway a second and a third time: 2.5 s and 10 s. */
const waitMilliseconds = 20_000

/** A page in a browser of its own: its own cookies, and all that went wrong on it. */
export interface Visit {
  readonly page: Page
  readonly context: BrowserContext
  readonly origin: string
  /** What the console of the browser complained about, and faults of scripts. */
  readonly complaints: readonly string[]
  /** Requests to anybody but the gateway. */
  readonly foreignRequests: readonly string[]
  /** Addresses of all requests, in order. */
  readonly requests: readonly string[]
  goto(path: string): Promise<void>
}

export interface VisitOptions {
  readonly width?: number
  readonly colorScheme?: 'light' | 'dark'
  /** Whether a test may add styles of its own, which the policy of the page would refuse. */
  readonly bypassCSP?: boolean
}

/**
 * Debian’s Chromium, for which `http://localhost` lies at `port` when one is given. Throws where it is missing: a test
 * that cannot run has shown nothing.
 */
export async function openBrowser(port?: number): Promise<Browser> {
  if (!existsSync(executablePath))
    throw new Error(`These tests need Chromium at ${executablePath}: apt-get install chromium`)
  const found = port === undefined ? [] : [`--host-resolver-rules=MAP localhost:80 127.0.0.1:${port}`]
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', ...found] })
}

/** A browser window of somebody who is not signed in; closed when the test ends. */
export async function visit(
  browser: Browser,
  gateway: Pick<TestGateway, 'url'>,
  options: VisitOptions = {},
): Promise<Visit> {
  const { width = 1280, colorScheme = 'light', bypassCSP = false } = options
  const origin = new URL(gateway.url).origin
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    bypassCSP,
    baseURL: origin,
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  onTestFinished(() => context.close())
  context.setDefaultTimeout(waitMilliseconds)
  const page = await context.newPage()
  const complaints: string[] = []
  const foreignRequests: string[] = []
  const requests: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message))
  context.on('request', (request) => {
    const url = request.url()
    requests.push(url)
    if (!url.startsWith(`${origin}/`) && !url.startsWith(`blob:${origin}/`)) foreignRequests.push(url)
  })
  return {
    page,
    context,
    origin,
    complaints,
    foreignRequests,
    requests,
    goto: async (path) => void (await page.goto(path)),
  }
}

/** As `visit`, with the session cookie of a person. */
export async function visitAs(
  browser: Browser,
  gateway: Pick<TestGateway, 'url' | 'cookieName'>,
  person: Pick<Member, 'token'>,
  options: VisitOptions = {},
): Promise<Visit> {
  const visited = await visit(browser, gateway, options)
  await visited.context.addCookies([
    { name: gateway.cookieName, value: person.token, url: visited.origin, httpOnly: true, sameSite: 'Strict' },
  ])
  return visited
}

/** Waits until a page of the console shows all that it is going to. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.locator('.mantine-Skeleton-root, [aria-label="Loading"]').first().waitFor({ state: 'detached' })
}

/** Signs in by the form that is open. */
export async function signIn(page: Page, email: string, given = password): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(given)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
