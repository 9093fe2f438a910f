import type { TestGateway } from '../gateway.ts'

/** What a piece of work costs in statements, authentication included, and those of the mail worker left out. */
export async function count<T>(gateway: TestGateway, work: () => Promise<T>) {
  const { result, statements } = await gateway.count(work)
  return { result, statements: statements.filter((statement) => !/"(outbox|tasks)"/.test(statement)) }
}
