import { Braces } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { Link, useLocation } from 'wouter'
import { gateway } from '../gateway.ts'
import { type Page, pages } from '../pages.ts'
import { useSignedIn } from '../viewer/viewer.ts'
import classes from './menu.module.css'

const sections = [undefined, 'People', 'Data', 'Access', 'Log'] as const
const iconSize = 17

/** The pages that the viewer may see, by section, and the explorer. */
export function Menu({ onChosen }: { onChosen(): void }) {
  const { may } = useSignedIn()
  const shown = pages.filter(({ menu, permission }) => menu && (!permission || may(permission)))
  return (
    <>
      {sections.map((section) => (
        <Section key={section ?? ''} title={section}>
          {shown
            .filter((page) => page.section === section)
            .map((page) => (
              <Entry key={page.path} page={page} onChosen={onChosen} />
            ))}
        </Section>
      ))}
      {gateway.explorerPath && (
        <ul className={`${classes['list']} ${classes['end']}`}>
          <li>
            <a href={gateway.explorerPath} className={classes['link']}>
              <Braces size={iconSize} aria-hidden />
              API explorer
            </a>
          </li>
        </ul>
      )}
    </>
  )
}

interface SectionProps {
  readonly title: string | undefined
  readonly children: readonly ReactNode[]
}

function Section({ title, children }: SectionProps) {
  const id = useId()
  if (children.length === 0) return null
  return (
    <>
      {title && (
        <p id={id} className={classes['title']}>
          {title}
        </p>
      )}
      <ul className={classes['list']} aria-labelledby={title && id}>
        {children}
      </ul>
    </>
  )
}

function Entry({ page, onChosen }: { readonly page: Page; onChosen(): void }) {
  const [here] = useLocation()
  const starts = [page.path, ...pages.flatMap(({ path, under }) => (under === page.path ? [path] : []))]
    .map((path) => path.replace(/\/:id$/, ''))
    .filter((path) => path !== '/')
  const isHere = here === page.path || starts.some((start) => here.startsWith(`${start}/`))
  const Icon = page.icon
  return (
    <li>
      <Link href={page.path} className={classes['link']} aria-current={isHere ? 'page' : undefined} onClick={onChosen}>
        {Icon && <Icon size={iconSize} aria-hidden />}
        {page.menu}
      </Link>
    </li>
  )
}
