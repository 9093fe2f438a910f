import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSearchParams } from 'wouter'
import classes from './url-tabs.module.css'

export interface OfferedTab {
  /** Its name in the URL. */
  readonly key: string
  readonly title: string
  /** Whether the viewer may see what it holds. */
  readonly isOffered: boolean
  /** Rendered, and so read from the gateway, when the tab is opened. */
  readonly content: ReactNode
}

interface Props {
  readonly label: string
  /** The first that is offered is open when the URL names none. */
  readonly tabs: readonly OfferedTab[]
}

const parameter = 'tab'
/** What the page of a database called it: links of before still open their tab. */
const formerParameter = 'show'

/** Tabs of a page. The URL holds the open one, and with it the page and filters of its list. */
export function UrlTabs({ label, tabs: all }: Props) {
  const [search, setSearch] = useSearchParams()
  const tabs = all.filter(({ isOffered }) => isOffered)
  const asked = search.get(parameter) ?? search.get(formerParameter)
  const shown = tabs.find(({ key }) => key === asked) ?? tabs[0]
  if (!shown) return null
  return (
    <Tabs
      value={shown.key}
      onChange={(key) => setSearch(key && key !== tabs[0]?.key ? { [parameter]: key } : {})}
      keepMounted={false}
    >
      <Tabs.List mb="md" aria-label={label} className={classes['list']}>
        {tabs.map(({ key, title }) => (
          <Tabs.Tab key={key} value={key}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ key, content }) => (
        <Tabs.Panel key={key} value={key}>
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
