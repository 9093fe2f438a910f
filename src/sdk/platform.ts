/**
 * Types of the platform, each as the project that compiles against the SDK knows it: from TypeScript's own `dom`, or
 * from `@types/node`. Where a project has neither, they are only as narrow as they can be without them, and it compiles
 * all the same.
 */
export type Fetch = typeof globalThis extends { fetch: infer Known extends (...args: never[]) => unknown }
  ? Known
  : (...args: never[]) => Promise<unknown>

export type Signal = typeof globalThis extends { AbortSignal: { prototype: infer Known } } ? Known : object

export type HeaderList = typeof globalThis extends { Headers: { prototype: infer Known } } ? Known : object
