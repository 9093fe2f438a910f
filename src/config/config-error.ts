/** A sentence about the environment that says what to write instead. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}
