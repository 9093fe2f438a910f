import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'

/** The side of a square of the page that becomes one point of its thumbnail. */
const side = 8
/** How far a colour may be from what it was, of 255, before the point counts as another: lines of text move a little. */
const distanceMax = 16

const [regular, bold] = [400, 700].map((weight) => {
  const file = `node_modules/@fontsource/inter/files/inter-latin-${weight}-normal.woff2`
  return `@font-face {
    font-family: Thumbnail; font-weight: ${weight};
    src: url(data:font/woff2;base64,${readFileSync(file, 'base64')})
  }`
})

/** What the content of a page is written in: rows, facts, times and bars, which are others at another hour. */
const content = 'main :is(td, li, dd, dt, time, code, figcaption, p)'

/** Leaves content out of what is drawn, and keeps each line of it one line, so that the page below stays where it is. */
const withoutContent = `
  ${content}, ${content} *, main svg text { color: transparent !important; text-decoration-color: transparent !important; fill: transparent !important }
  main li, main li * { white-space: nowrap !important }
  main svg rect { fill: transparent !important }`

/**
 * Has a page drawn alike on every machine and at every time: by one font, without what its content says. Its context must
 * let a test past the policy of the page.
 */
export async function drawAlike(page: Page): Promise<void> {
  await page.addStyleTag({ content: `${regular}${bold} * { font-family: Thumbnail !important } ${withoutContent}` })
  await page.evaluate('document.fonts.load("400 1em Thumbnail").then(() => document.fonts.load("700 1em Thumbnail"))')
}

/** Makes thumbnails and compares them, in a page of its own, as a browser can draw pictures and Node cannot. */
export interface Thumbnails {
  /** A picture, as PNG, at an eighth of its size. */
  of(picture: Buffer): Promise<Buffer>
  /** The part of the points, 0 to 1, by which two differ; 1 where they differ in size. */
  difference(one: Buffer, other: Buffer): Promise<number>
}

export async function openThumbnails(browser: Browser): Promise<Thumbnails> {
  const page = await browser.newPage()
  await page.evaluate(`
    globalThis.drawn = async (data, by) => {
      const bitmap = await createImageBitmap(await (await fetch('data:image/png;base64,' + data)).blob())
      const canvas = new OffscreenCanvas(Math.ceil(bitmap.width / by), Math.ceil(bitmap.height / by))
      const context = canvas.getContext('2d')
      context.imageSmoothingQuality = 'high'
      context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
      return { canvas, points: context.getImageData(0, 0, canvas.width, canvas.height).data }
    }`)
  return {
    async of(picture) {
      const data = await page.evaluate(`(async () => {
        const { canvas } = await drawn('${picture.toString('base64')}', ${side})
        const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())
        return btoa(String.fromCharCode(...bytes))
      })()`)
      return Buffer.from(data as string, 'base64')
    },
    async difference(one, other) {
      const [first, second] = [one, other].map((picture) => `drawn('${picture.toString('base64')}', 1)`)
      return page.evaluate(`(async () => {
        const [one, other] = await Promise.all([${first}, ${second}])
        if (one.points.length !== other.points.length || one.canvas.width !== other.canvas.width) return 1
        let different = 0
        for (let at = 0; at < one.points.length; at += 4) {
          const isFar = [0, 1, 2].some((channel) =>
            Math.abs(one.points[at + channel] - other.points[at + channel]) > ${distanceMax})
          if (isFar) different++
        }
        return different / (one.points.length / 4)
      })()`) as Promise<number>
    },
  }
}
