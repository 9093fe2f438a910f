import { Args, type ClassType, FieldResolver } from 'type-graphql'

type FieldOptions = NonNullable<Parameters<typeof FieldResolver>[1]>

/**
 * Declares a schema field whose resolver is the `Relation` in this property; `args` is the class of its arguments, if
 * any.
 */
export function RelationField(
  type: () => object,
  { args, ...options }: FieldOptions & { readonly args?: () => ClassType } = {},
): PropertyDecorator {
  return (prototype, property) => {
    FieldResolver(type, options)(prototype, property, {})
    if (args) Args(args)(prototype, property, 0)
  }
}
