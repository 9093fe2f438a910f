import { decide } from '../../policy/decide.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { type LeafShape, type Plan, type PlannedField, type Selection, type Shape, Unplanned } from './compile.ts'

interface Run {
  readonly context: RequestContext
  readonly variables: Readonly<Record<string, unknown>>
}

/**
 * Carries out a plan for a caller who may do all that it requires; answers with the JSON of `data`. Level by level: the
 * fields that need work are worked out for all objects of a level together, then every object is written at once, so
 * that no promise belongs to a row. Throws whatever goes wrong: the caller of this asks graphql-js instead, which
 * tells it in full.
 */
export async function run(plan: Plan, context: RequestContext, variables: Run['variables']): Promise<string> {
  const [text] = await write(plan.root, [undefined], { context, variables })
  return text as string
}

/** Each object as JSON, in their order. */
async function write(selection: Selection, objects: readonly unknown[], run: Run): Promise<string[]> {
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
  // A property may be a function, as a connection's are; what it answers may take a while.
  const first = objects[0] as Record<string, unknown> | undefined
  const worked = fields.filter(({ isLeaf, name }) => !isLeaf || typeof first?.[name] === 'function')
  const written = await Promise.all(worked.map((field) => work(field, objects, run)))
  const cells = fields.map((field) => written[worked.indexOf(field)])
  return objects.map((object, at) => {
    let text = '{'
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index] as PlannedField
      const cell = cells[index]?.[at] ?? leaf(field, object)
      text += (index === 0 ? '' : ',') + field.key + cell
    }
    return `${text}}`
  })
}

/** A field that is a plain property. */
function leaf({ name, shape }: PlannedField, object: unknown): string {
  if (shape.kind === 'typename') return shape.text
  const value = (object as Record<string, unknown>)[name]
  if (value === null || value === undefined) return nothing(shape)
  return (shape as LeafShape).print(value)
}

/** One field of all objects of a level, as JSON. */
async function work(field: PlannedField, objects: readonly unknown[], run: Run): Promise<string[]> {
  const args = field.argsOf(run.variables)
  return complete(field.shape, await valuesOf(field, objects, args, run), run)
}

async function valuesOf(
  { relation, resolve, name }: PlannedField,
  objects: readonly unknown[],
  args: Record<string, unknown>,
  { context }: Run,
): Promise<readonly unknown[]> {
  if (relation) return relation.ofAll(context, objects, args)
  const values = objects.map((object) => {
    if (resolve) return resolve(object, args, context, undefined as never)
    const value = (object as Record<string, unknown>)[name]
    return typeof value === 'function' ? value.call(object, args, context) : value
  })
  return values.some(isPromise) ? Promise.all(values) : values
}

const isPromise = (value: unknown): boolean => typeof (value as PromiseLike<unknown> | undefined)?.then === 'function'

async function complete(shape: Shape, values: readonly unknown[], run: Run): Promise<string[]> {
  const present = values.filter((value) => value !== null && value !== undefined)
  const texts = await completePresent(shape, present, run)
  if (present.length === values.length) return texts
  let next = 0
  return values.map((value) => (value === null || value === undefined ? nothing(shape) : (texts[next++] as string)))
}

async function completePresent(shape: Shape, values: readonly unknown[], run: Run): Promise<string[]> {
  if (values.length === 0) return []
  if (shape.kind === 'typename') throw new Unplanned('A type name is no value.')
  if (shape.kind === 'leaf') return values.map(shape.print)
  if (shape.kind === 'list') {
    const lists = values as readonly (readonly unknown[])[]
    const items = await complete(shape.of, lists.flat(1), run)
    let end = 0
    return lists.map(({ length }) => {
      end += length
      return `[${items.slice(end - length, end).join(',')}]`
    })
  }
  return completeObjects(shape.selectionOf, values as readonly object[], run)
}

/** Objects of one type are written together. */
async function completeObjects(
  selectionOf: (value: object) => Selection,
  objects: readonly object[],
  run: Run,
): Promise<string[]> {
  const selections = objects.map(selectionOf)
  const distinct = [...new Set(selections)]
  if (distinct.length === 1) return write(distinct[0] as Selection, objects, run)
  const texts: string[] = []
  for (const selection of distinct) {
    const places = selections.flatMap((other, at) => (other === selection ? [at] : []))
    const written = await write(
      selection,
      places.map((at) => objects[at]),
      run,
    )
    for (const [index, at] of places.entries()) texts[at] = written[index] as string
  }
  return texts
}

/** A null where there may be none is an error with a path, which graphql-js knows how to tell. */
function nothing({ nonNull }: Shape): string {
  if (nonNull) throw new Unplanned('A null stands where there may be none.')
  return 'null'
}
