import { Button } from '@mantine/core'
import { FileQuestionMark } from 'lucide-react'
import { Link } from 'wouter'
import { PageHeader } from '../frame/page-header.tsx'
import { Empty } from './empty.tsx'

interface Props {
  /** What was looked for, as in `User not found`. */
  readonly what: string
  /** Why it may be missing; another reader may have it, so nothing is said of whether it ever was. */
  readonly because?: string
  /** Where to go from here. */
  readonly next: { readonly href: string; readonly label: string }
}

/** A page in the place of something that is not there, with the way on. */
export function NotFound({
  what,
  because = 'Nothing is at this address: it was removed, or is not yours to see.',
  next,
}: Props) {
  return (
    <>
      <PageHeader title={`${what} not found`} />
      <Empty title={because} icon={FileQuestionMark}>
        <Button component={Link} href={next.href} variant="default" mt="xs">
          {next.label}
        </Button>
      </Empty>
    </>
  )
}
