import { errorCodes } from './errors.ts'

/** The error codes in Markdown, with the meanings that the schema gives them. */
export function printErrorTable(): string {
  const rows = Object.entries(errorCodes).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`)
  return ['| Code | Meaning |', '| :-- | :-- |', ...rows].join('\n')
}
