export async function runDemo(_scale: number): Promise<void> {
  throw new Error('demo')
}
