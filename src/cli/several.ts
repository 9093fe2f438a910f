import { Rehearsed } from './dry-run.ts'
import { describeFailure } from './failure.ts'
import { tell } from './streams.ts'

/**
 * Does the same for each item, and goes on after a failure; the first failure gives the exit code. With --dry-run, each is
 * rehearsed before the command ends.
 */
export async function forEachOf<Done>(
  names: readonly string[],
  work: (name: string) => Promise<Done>,
): Promise<readonly Done[]> {
  const [only, ...others] = names
  if (only !== undefined && others.length === 0) return [await work(only)]
  const done: Done[] = []
  let rehearsed: Rehearsed | undefined
  for (const name of names) {
    try {
      done.push(await work(name))
    } catch (error) {
      if (error instanceof Rehearsed) {
        rehearsed = error.after(rehearsed)
        continue
      }
      const failure = describeFailure(error, process.env)
      if (!failure) throw error
      tell(`${JSON.stringify(name)}: ${failure.sentence}`)
      process.exitCode ||= failure.exitCode
    }
  }
  if (rehearsed) throw rehearsed
  return done
}
