import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ListState } from './use-list.ts'

const pauseMilliseconds = 300

/** A search field, which applies when typing pauses; the URL keeps the text. */
export function SearchField({ list, label }: { readonly list: ListState; readonly label: string }) {
  const asked = list.filter('search')
  const [text, setText] = useState(asked)
  useEffect(() => setText(asked), [asked])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing restarts the timer.
  useEffect(() => {
    if (text === asked) return
    const timer = setTimeout(() => list.narrow({ search: text }), pauseMilliseconds)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <TextInput
      type="search"
      w="17rem"
      maw="100%"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  )
}
