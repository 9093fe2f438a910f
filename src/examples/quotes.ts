/** A text in double quotes, as JSON, TOML, YAML, Python and JavaScript all read it. */
export const quoted = (text: string): string => JSON.stringify(text)

/** A text as one word of a POSIX shell. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
