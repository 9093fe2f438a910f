/** The content of a mail, written once and rendered as text and as HTML. */
export interface Letter {
  /** A fixed text: nothing that a user wrote stands in a header. */
  readonly subject: string
  readonly title: string
  readonly parts: readonly Part[]
}

export type Part =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'button'; readonly label: string; readonly url: string }
  | { readonly kind: 'facts'; readonly title: string | undefined; readonly rows: readonly Fact[] }

export type Fact = readonly [label: string, value: string]

export const paragraph = (text: string): Part => ({ kind: 'paragraph', text })
export const button = (label: string, url: string): Part => ({ kind: 'button', label, url })
export const facts = (rows: readonly Fact[], title?: string): Part => ({ kind: 'facts', rows, title })

const footer = 'Clustergate sent this mail by itself. Nobody reads answers to it.'

export function toText({ title, parts }: Letter): string {
  return `${[oneLine(title), ...parts.map(partAsText), `-- \n${footer}`].join('\n\n')}\n`
}

function partAsText(part: Part): string {
  switch (part.kind) {
    case 'paragraph':
      return oneLine(part.text)
    case 'button':
      return `${part.label}:\n${webAddress(part.url)}`
    case 'facts': {
      const rows = part.rows.map(([label, value]) => `${label}: ${oneLine(value)}`)
      return (part.title === undefined ? rows : [oneLine(part.title), ...rows.map((row) => `  ${row}`)]).join('\n')
    }
  }
}

export function toHtml({ title, parts }: Letter): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
</head>
<body style="margin:0;padding:0;background:#f2f4f7">
<div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;color:#1d2430;font:16px/1.5 Arial,Helvetica,sans-serif;overflow-wrap:anywhere">
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${escapeHtml(title)}</h1>
${parts.map(partAsHtml).join('\n')}
<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #d5dae1;font-size:13px;color:#566072">${footer}</p>
</div>
</body>
</html>
`
}

function partAsHtml(part: Part): string {
  switch (part.kind) {
    case 'paragraph':
      return `<p style="margin:0 0 16px">${escapeHtml(part.text)}</p>`
    case 'button': {
      const url = escapeHtml(webAddress(part.url))
      return `<p style="margin:24px 0 8px"><a href="${url}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#1c5bbf;color:#ffffff;font-weight:bold;text-decoration:none">${escapeHtml(part.label)}</a></p>
<p style="margin:0 0 16px;font-size:13px;color:#566072">Or open this address:<br><a href="${url}" style="color:#1c5bbf;word-break:break-all">${url}</a></p>`
    }
    case 'facts':
      return [
        ...(part.title === undefined
          ? []
          : [`<h2 style="margin:16px 0 4px;font-size:16px;line-height:1.3">${escapeHtml(part.title)}</h2>`]),
        '<table style="width:100%;margin:0 0 16px;border-collapse:collapse;font-size:15px">',
        ...part.rows.map(
          ([label, value]) =>
            `<tr><th scope="row" style="width:104px;padding:4px 12px 4px 0;text-align:left;vertical-align:top;font-weight:normal;color:#566072">${escapeHtml(label)}</th><td style="padding:4px 0;vertical-align:top">${escapeHtml(value)}</td></tr>`,
        ),
        '</table>',
      ].join('\n')
  }
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escapeHtml = (text: string) => oneLine(text).replace(/[&<>"']/g, (character) => entities[character] as string)

/** Keeps a name from forging lines, or from reversing the reading direction. */
const oneLine = (text: string) =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')

/** Accepts web addresses only: a second safeguard, as the gateway makes all links itself. */
function webAddress(url: string): string {
  const { protocol, href } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error('A mail links to web pages only.')
  return href
}
