/**
 * Types of the platform, as the project that uses the SDK defines them: by TypeScript's `dom` library or `@types/node`.
 * A project with neither gets wider types, and compiles all the same.
 */
export type Fetch = typeof globalThis extends { fetch: infer Known extends (...args: never[]) => unknown }
  ? Known
  : (...args: never[]) => Promise<unknown>

export type Signal = typeof globalThis extends { AbortSignal: { prototype: infer Known } } ? Known : object

export type HeaderList = typeof globalThis extends { Headers: { prototype: infer Known } } ? Known : object
