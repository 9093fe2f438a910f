import { Button, Text, VisuallyHidden } from '@mantine/core'
import { Circle, CircleCheck } from 'lucide-react'
import { Link } from 'wouter'
import { Section } from '../frame/section.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import type { Step } from './first-run-steps.ts'
import classes from './overview.module.css'

interface Props {
  readonly steps: readonly Step[]
  /** Leaves out what is done. */
  readonly isShort: boolean
  putAway(): void
}

/** The steps by which an account comes into use: what is done, and where the next one is. */
export function FirstRun({ steps, isShort, putAway }: Props) {
  const done = steps.filter(({ isDone }) => isDone).length
  return (
    <Section
      title="Set-up"
      actions={
        <Button size="compact-sm" variant="subtle" onClick={putAway}>
          Put away
        </Button>
      }
    >
      <div className={classes['firstRun']}>
        <Text size="sm" c="dimmed" mb="xs">
          {done} of {steps.length} done
        </Text>
        <ol>
          {steps
            .filter(({ isDone }) => !isShort || !isDone)
            .map((step) => (
              <StepLine key={step.title} step={step} />
            ))}
        </ol>
      </div>
    </Section>
  )
}

function StepLine({ step: { title, why, isDone, action, who } }: { readonly step: Step }) {
  const { may } = useSignedIn()
  const isOffered = action && (action.permission === undefined || may(action.permission))
  const Icon = isDone ? CircleCheck : Circle
  return (
    <li data-done={isDone}>
      <Icon size={18} aria-hidden="true" />
      <div>
        <strong>{title}</strong>
        <VisuallyHidden>{isDone ? ' (done)' : ' (not yet)'}</VisuallyHidden>
        {!isDone && (
          <p>
            {why} {(!isOffered || action.permission === undefined) && who}
          </p>
        )}
      </div>
      {!isDone && isOffered && (
        <Button
          component={Link}
          href={action.href}
          size="compact-sm"
          variant="light"
          aria-label={`${action.label}: ${title}`}
        >
          {action.label}
        </Button>
      )}
    </li>
  )
}
