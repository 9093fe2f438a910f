import { z } from 'zod'

/** A variable as the gateway reads it and as the documentation shows it. */
export interface Variable<Schema extends z.ZodType> {
  readonly schema: Schema
  readonly doc: string
  /** The default, in the form of the variable; undefined where there is none. */
  readonly fallback: string | undefined
}

export const variable = <Schema extends z.ZodType<unknown, string>>(
  schema: Schema,
  doc: string,
  fallback: string,
): Variable<z.ZodDefault<Schema>> => ({
  schema: schema.default(schema.parse(fallback) as z.core.util.NoUndefined<z.output<Schema>>),
  doc,
  fallback,
})

/** A variable that may be absent; `fallback` describes a default that depends on other variables. */
export const optional = <Schema extends z.ZodType<unknown, string>>(
  schema: Schema,
  doc: string,
  fallback?: string,
): Variable<z.ZodOptional<Schema>> => ({ schema: schema.optional(), doc, fallback })

/** Runs one of our parsers, whose error becomes the message about the variable. */
export const parsed = <T>(parse: (text: string) => T) =>
  z.string().transform((text, context) => {
    try {
      return parse(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: `is not valid. ${(error as Error).message}` })
      return z.NEVER
    }
  })
