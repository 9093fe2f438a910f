import { decide } from '../../policy/decide.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { LeafShape, Plan, PlannedField, Selection, Shape } from './compile.ts'
import { Unplanned } from './unplanned.ts'

/** What is there already, or will be. */
type Eventually<T> = T | Promise<T>

interface Run {
  readonly context: RequestContext
  readonly variables: Readonly<Record<string, unknown>>
}

/**
 * Carries out a plan for a caller who may do all that it requires; answers with the JSON of `data`. Level by level: the
 * fields that need work are worked out for all objects of a level together, then every object is written at once, so
 * that no promise belongs to a row; what is known already needs none at all. Throws whatever goes wrong: the caller of
 * this asks graphql-js instead, which tells it in full.
 */
export function run(plan: Plan, context: RequestContext, variables: Run['variables']): Eventually<string> {
  return then(write(plan.root, [undefined], { context, variables }), ([text]) => text as string)
}

/** Each object as JSON, in their order. */
function write(selection: Selection, objects: readonly unknown[], run: Run): Eventually<readonly string[]> {
  const { caller } = run.context
  if (!selection.requirements.every((requirement) => decide(caller, requirement, undefined).allowed)) {
    throw new Unplanned('These objects are not for this caller.')
  }
  for (const { requirement, property } of selection.guards) {
    for (const object of objects) {
      const owner = (object as Record<string, unknown>)[property]
      const ownerId = owner === undefined || owner === null ? undefined : String(owner)
      if (!decide(caller, requirement, ownerId).allowed) throw new Unplanned('An object is not for this caller.')
    }
  }
  const { fields } = selection
  if (fields.length === 0) return objects.map(() => '{}')
  // A property may be a function, as a connection's are; what it answers may take a while.
  const first = objects[0] as Record<string, unknown> | undefined
  const worked = fields.map((field) =>
    field.isLeaf && typeof first?.[field.name] !== 'function' ? undefined : attempt(() => work(field, objects, run)),
  )
  return then(all(worked), (columns) =>
    objects.map((object, at) => {
      let text = ''
      for (let index = 0; index < fields.length; index++) {
        const field = fields[index] as PlannedField
        text +=
          field.key + (columns[index]?.[at] ?? field.constant ?? leaf(field.shape as LeafShape, object, field.name))
      }
      return `${text}}`
    }),
  )
}

function leaf(shape: LeafShape, object: unknown, name: string): string {
  const value = (object as Record<string, unknown>)[name]
  return value === null || value === undefined ? nothing(shape) : shape.print(value)
}

/** One field of all objects of a level, as JSON. */
function work(field: PlannedField, objects: readonly unknown[], run: Run): Eventually<readonly string[]> {
  run.context.caller.origin.deadline?.check()
  const values = valuesOf(field, objects, field.argsOf(run.variables), run)
  return then(values, (known) => complete(field.shape, known, run))
}

function valuesOf(
  { relation, resolve, name }: PlannedField,
  objects: readonly unknown[],
  args: Record<string, unknown>,
  { context }: Run,
): Eventually<readonly unknown[]> {
  if (relation) return relation.ofAll(context, objects, args)
  const values = objects.map((object) => {
    if (resolve) return resolve(object, args, context, undefined as never)
    const value = (object as Record<string, unknown>)[name]
    return typeof value === 'function' ? value.call(object, args, context) : value
  })
  return all(values)
}

function complete(shape: Shape, values: readonly unknown[], run: Run): Eventually<readonly string[]> {
  const present = values.filter((value) => value !== null && value !== undefined)
  const completed = present.length === 0 ? [] : completePresent(shape, present, run)
  if (present.length === values.length) return completed
  return then(completed, (texts) => {
    let next = 0
    return values.map((value) => (value === null || value === undefined ? nothing(shape) : (texts[next++] as string)))
  })
}

function completePresent(shape: Shape, values: readonly unknown[], run: Run): Eventually<readonly string[]> {
  if (shape.kind === 'leaf') return values.map(shape.print)
  if (shape.kind === 'object') return completeObjects(shape.selectionOf, values as readonly object[], run)
  if (!values.every(Array.isArray)) throw new Unplanned('A list is no array.')
  const lists = values as readonly (readonly unknown[])[]
  return then(complete(shape.of, ([] as unknown[]).concat(...lists), run), (items) => {
    let at = 0
    return lists.map(({ length }) => {
      let text = ''
      for (const end = at + length; at < end; at++) text += text === '' ? items[at] : `,${items[at]}`
      return `[${text}]`
    })
  })
}

/** Objects of one type are written together. */
function completeObjects(
  selectionOf: (value: object) => Selection,
  objects: readonly object[],
  run: Run,
): Eventually<readonly string[]> {
  if (objects.some(isPromise)) throw new Unplanned('An object of a list is still to come.')
  const selections = objects.map(selectionOf)
  const [one] = selections as [Selection]
  if (selections.every((other) => other === one)) return write(one, objects, run)
  const distinct = [...new Set(selections)]
  const placesOf = distinct.map((one) => selections.flatMap((other, at) => (other === one ? [at] : [])))
  const written = distinct.map((one, index) => {
    const chosen = (placesOf[index] as readonly number[]).map((at) => objects[at])
    return attempt(() => write(one, chosen, run))
  })
  return then(all(written), (columns) => {
    const texts: string[] = []
    for (const [index, places] of placesOf.entries()) {
      for (const [row, at] of places.entries()) texts[at] = columns[index]?.[row] as string
    }
    return texts
  })
}

/** A null where there may be none is an error with a path, which graphql-js knows how to tell. */
function nothing({ nonNull }: Shape): string {
  if (nonNull) throw new Unplanned('A null stands where there may be none.')
  return 'null'
}

function then<A, B>(value: Eventually<A>, next: (value: A) => Eventually<B>): Eventually<B> {
  return isPromise(value) ? value.then(next) : next(value)
}

/** What fails at once fails like what fails later: those beside it are waited for, so that nothing fails unheard. */
function attempt<T>(work: () => Eventually<T>): Eventually<T> {
  try {
    return work()
  } catch (error) {
    return Promise.reject(error)
  }
}

const all = <T>(values: readonly Eventually<T>[]): Eventually<readonly T[]> =>
  values.some(isPromise) ? Promise.all(values) : (values as readonly T[])

const isPromise = <T>(value: Eventually<T>): value is Promise<T> =>
  typeof (value as Partial<Promise<T>> | null | undefined)?.then === 'function'
