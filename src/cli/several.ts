import { describeFailure } from './failure.ts'
import { tell } from './streams.ts'

/** Does the same for each item, and goes on after a failure; the first failure gives the exit code. */
export async function forEachOf<Done>(
  names: readonly string[],
  work: (name: string) => Promise<Done>,
): Promise<readonly Done[]> {
  const [only, ...others] = names
  if (only !== undefined && others.length === 0) return [await work(only)]
  const done: Done[] = []
  for (const name of names) {
    try {
      done.push(await work(name))
    } catch (error) {
      const failure = describeFailure(error, process.env)
      if (!failure) throw error
      tell(`${JSON.stringify(name)}: ${failure.sentence}`)
      process.exitCode ||= failure.exitCode
    }
  }
  return done
}
