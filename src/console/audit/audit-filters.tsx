import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Refusal } from '../api/refusal.ts'
import { FilterSelect } from '../lists/filter-select.tsx'
import { SearchField } from '../lists/search-field.tsx'
import type { ListState } from '../lists/use-list.ts'
import { fromLocal, toLocal } from '../times/local.ts'
import { ActionField } from './action-field.tsx'
import { ActorField } from './actor-field.tsx'
import classes from './audit.module.css'
import { narrowingOf, noFilter, timeIn } from './audit-filter.ts'
import { outcomeWords } from './outcome.tsx'
import { periods } from './periods.ts'

const outcomeChoices = Object.entries(outcomeWords).map(([value, { word }]) => ({ value, label: word }))
const custom = 'custom'

interface Props {
  readonly list: ListState
  /** What the chosen actor and resource are called, as far as the shown events tell. */
  readonly actorLabel: string | undefined
  readonly resourceLabel: string | undefined
  /** The error of the gateway about the filter. */
  readonly refusal: Refusal | undefined
}

/** The filters of the audit log. */
export function AuditFilters({ list, actorLabel, resourceLabel, refusal }: Props) {
  const errorOf = (path: string) => (refusal?.field?.startsWith(`filter.${path}`) ? refusal.message : undefined)
  const count = narrowingOf(list).length
  return (
    <>
      <SearchField list={list} label="Search by name" />
      <div className={classes['filters']}>
        <ActorField list={list} chosenLabel={actorLabel} error={errorOf('actorIds')} />
        <ActionField list={list} error={errorOf('actions')} />
        <FilterSelect list={list} name="outcome" label="Outcome" usual="Any outcome" options={outcomeChoices} />
        <Period list={list} errorOf={errorOf} />
        {list.filter('resource') && (
          <Button variant="default" onClick={() => list.narrow({ resource: '' })} aria-label="Show all objects again">
            Only {resourceLabel ?? list.filter('resource')} ✕
          </Button>
        )}
        {count > 0 && (
          <Button variant="subtle" onClick={() => list.narrow(noFilter)}>
            Clear filters
          </Button>
        )}
      </div>
    </>
  )
}

interface PeriodProps {
  readonly list: ListState
  errorOf(path: string): string | undefined
}

/** A period that ends now, or one between two times. */
function Period({ list, errorOf }: PeriodProps) {
  const { filter, narrow } = list
  const [isCustom, setIsCustom] = useState(timeIn(list, 'from') !== '' || timeIn(list, 'to') !== '')
  const isShown = isCustom && filter('period') === ''
  return (
    <>
      <NativeSelect
        aria-label="Period"
        value={isShown ? custom : filter('period')}
        onChange={({ currentTarget: { value } }) => {
          setIsCustom(value === custom)
          narrow({ period: value === custom ? '' : value, from: '', to: '' })
        }}
        data={[
          { value: '', label: 'All time' },
          ...periods.map(({ value, label }) => ({ value, label })),
          { value: custom, label: 'Between two times' },
        ]}
      />
      {isShown && (
        <>
          <TimeFilter list={list} name="from" label="From" error={errorOf('from')} />
          <TimeFilter list={list} name="to" label="To" error={errorOf('to')} />
        </>
      )}
    </>
  )
}

interface TimeProps {
  readonly list: ListState
  readonly name: 'from' | 'to'
  readonly label: string
  readonly error: string | undefined
}

/** A time, which applies on Enter or when the field loses the focus. */
function TimeFilter({ list, name, ...shown }: TimeProps) {
  const asked = toLocal(timeIn(list, name))
  const [text, setText] = useState(asked)
  useEffect(() => setText(asked), [asked])
  const askNow = () => {
    if (text !== asked) list.narrow({ [name]: fromLocal(text) })
  }
  return (
    <TextInput
      {...shown}
      type="datetime-local"
      autoComplete="off"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={askNow}
      onKeyDown={(event) => event.key === 'Enter' && askNow()}
    />
  )
}
