import { Button, Group } from '@mantine/core'
import type { ListState } from '../lists/use-list.ts'
import { type FilterName, narrowingOf, noFilter } from './audit-filter.ts'

/** What people come to ask, with the filters that answer it. */
const questions: readonly { readonly label: string; readonly filters: Partial<Record<FilterName, string>> }[] = [
  { label: 'Deleted databases', filters: { action: 'database.delete,database.purge', outcome: 'SUCCEEDED' } },
  { label: 'Sign-ins refused', filters: { action: 'session.sign_in', outcome: 'DENIED,FAILED' } },
  { label: 'Changes of people', filters: { action: 'user.*,membership.*' } },
  {
    label: 'Tokens created',
    filters: { action: 'database_token.create,database_token.rotate,management_token.create', outcome: 'SUCCEEDED' },
  },
  { label: 'Everything refused', filters: { outcome: 'DENIED' } },
]

/** Questions that one press answers; another press on the same one shows the whole log again. */
export function Questions({ list }: { readonly list: ListState }) {
  return (
    <Group gap="xs" mb="md" role="group" aria-label="Common questions">
      {questions.map(({ label, filters }) => {
        const isAsked = isShown(list, filters)
        return (
          <Button
            key={label}
            size="compact-sm"
            radius="xl"
            px="sm"
            variant={isAsked ? 'filled' : 'default'}
            aria-pressed={isAsked}
            onClick={() => list.narrow(isAsked ? noFilter : { ...noFilter, ...filters })}
          >
            {label}
          </Button>
        )
      })}
    </Group>
  )
}

const isShown = (list: ListState, filters: Partial<Record<FilterName, string>>): boolean =>
  narrowingOf(list).length === Object.keys(filters).length &&
  Object.entries(filters).every(([name, value]) => list.filter(name) === value)
