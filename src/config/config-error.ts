/** A fault of the environment, as a sentence that says what to write instead. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}
