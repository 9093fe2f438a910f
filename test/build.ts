import { execFileSync } from 'node:child_process'

/** Some tests run the gateway as its users do: as a process of its own, from the built files. */
export default function build(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' })
}
