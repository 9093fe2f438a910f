import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { clustergate } from '../process/command.ts'
import { useWorld } from '../world.ts'
import { barriers } from './axe.ts'
import { openBrowser, visitAs } from './browser.ts'
import { act } from './rows.ts'

const { gateway } = useWorld()
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

it('a Member copies what a program needs in order to reach a cluster, and goes on to its databases', async () => {
  const account = await gateway.account('Example Inc')
  const mel = await account.join('mel@example.com', ['member'])
  const { page, goto, complaints, foreignRequests } = await visitAs(browser, gateway, mel, { width: 375 })
  await goto('/clusters')
  await page.getByRole('button', { name: 'Copy the URL of secondary' }).click()
  await page.getByText('Copied').waitFor()
  await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toBe('https://secondary.example.com')
  await act(page, 'secondary', 'Databases')
  await page.getByRole('heading', { level: 1, name: 'Databases' }).waitFor()
  expect(new URL(page.url()).searchParams.get('cluster')).toBe(account.clusterIds[1])
  expect(complaints).toEqual([])
  expect(foreignRequests).toEqual([])
})

it('a Member copies the configuration of the proxy that they choose, as the operator’s command prints it', async () => {
  const account = await gateway.account('Example Inc')
  const mel = await account.join('mel@example.com', ['member'])
  const { page, goto, complaints } = await visitAs(browser, gateway, mel, { width: 375, colorScheme: 'dark' })
  await goto(`/clusters/${account.clusterIds[0]}`)
  const section = page.getByRole('region', { name: 'Proxy configuration' })
  const show = section.getByRole('button', { name: 'Show configuration' })
  await show.waitFor()
  expect(await section.getByLabel('Address of InfluxDB').inputValue()).toBe('http://127.0.0.1:8086')
  await section.getByLabel('Proxy', { exact: true }).selectOption('Caddy')
  await section.getByLabel('Address of InfluxDB').fill('http://influxdb.internal:8086/path')
  await show.click()
  await section.getByText('InfluxDB listens at http(s)://host:port, without a path.').waitFor()
  await section.getByLabel('Address of InfluxDB').fill('http://influxdb.internal:8086')
  await section.getByLabel('Addresses for checks').fill('10.0.0.1:4001, 10.0.0.2')
  await show.click()
  await section.getByText('Write host:port, such as 127.0.0.1:4001.').waitFor()
  await section.getByLabel('Addresses for checks').fill('10.0.0.1:4001, 10.0.0.2:4001')
  await show.click()
  await section.getByText('This is the configuration of Caddy.').waitFor()
  expect(await barriers(page)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375)

  await section.getByRole('button', { name: 'Copy the configuration of Caddy' }).click()
  const addresses = ['--upstream', 'http://influxdb.internal:8086', '--check', '10.0.0.1:4001', '10.0.0.2:4001']
  const command = ['cluster', 'proxy-config', 'primary', '--account', account.id, '--proxy', 'caddy', ...addresses]
  const { stdout } = await clustergate(gateway.store, command)
  expect(stdout).toContain('influxdb.internal')
  await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toBe(stdout)

  // What is shown is what the fields say.
  await section.getByLabel('Proxy', { exact: true }).selectOption('nginx')
  await section.getByText('This is the configuration of').waitFor({ state: 'detached' })
  await section.getByText(`clustergate cluster proxy-config ${account.clusterIds[0]}`).waitFor()
  expect(complaints).toEqual([])
})
