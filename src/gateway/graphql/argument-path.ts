import { type ASTNode, BREAK, isValueNode, Kind, visit } from 'graphql'

/**
 * The path of a value into the arguments of its field, such as `input.permissions.0.databaseId`: of the first node that
 * is sought and stands in an argument; undefined where there is none. A member of an input object that is itself at
 * fault is told by its object: its name may be anything.
 */
export function argumentPath(root: ASTNode, isSought: (node: ASTNode) => boolean): string | undefined {
  let found: string | undefined
  visit(root, {
    enter(node, _key, parent, path, ancestors) {
      if (!isSought(node)) return undefined
      const chain = [...ancestors, ...(parent ? [parent] : []), node]
      const names = chain.flatMap((step, depth) => nameOf(step, path[depth]))
      if (names.length === 0) return undefined
      const isMember = node.kind === Kind.OBJECT_FIELD || isNameOfMember(node, parent)
      found = (isMember ? names.slice(0, -1) : names).join('.')
      return BREAK
    },
  })
  return found
}

type Step = ASTNode | readonly ASTNode[]

/** The names that a step on the way to a value adds to its path; `key` leads to the next step. */
function nameOf(step: Step, key: string | number | undefined): string[] {
  if ('kind' in step) {
    return step.kind === Kind.ARGUMENT || step.kind === Kind.OBJECT_FIELD ? [step.name.value] : []
  }
  return step[0] && isValueNode(step[0]) ? [String(key)] : []
}

const isNameOfMember = (node: ASTNode, parent: Step | undefined): boolean =>
  node.kind === Kind.NAME && parent !== undefined && 'kind' in parent && parent.kind === Kind.OBJECT_FIELD
