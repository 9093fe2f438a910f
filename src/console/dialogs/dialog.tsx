import { Modal } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { readAgain } from '../api/read-again.ts'
import { HoldContext } from './hold.ts'
import { ReloadContext } from './reload.ts'

interface Props {
  readonly title: string
  readonly isOpen: boolean
  onClose(): void
  /** Whether only its buttons close it: for a secret that cannot be shown again. */
  readonly isHeld?: boolean
  /** Whether what it holds needs room, such as a matrix or a program. */
  readonly isWide?: boolean
  readonly children: ReactNode
}

/** A modal dialog. Its content is mounted anew each time it opens, and the focus returns to where it was. */
export function Dialog({ title, isOpen, onClose, isHeld = false, isWide = false, children }: Props) {
  // Mantine records the focus when `opened` changes, not when a dialog is mounted open.
  const [isShown, setShown] = useState(false)
  useEffect(() => setShown(isOpen), [isOpen])
  const hold = useRef<() => void>(undefined)
  const leave = () => {
    readAgain()
    onClose()
  }
  return (
    <Modal
      opened={isShown}
      onClose={() => (hold.current ?? onClose)()}
      title={title}
      size={isWide ? 'xl' : 'md'}
      closeOnClickOutside={!isHeld}
      closeOnEscape={!isHeld}
      closeButtonProps={{ 'aria-label': 'Close' }}
      // Else readers would meet a second header of the page.
      attributes={{ header: { role: 'presentation' } }}
    >
      <ReloadContext value={leave}>
        <HoldContext value={hold}>{children}</HoldContext>
      </ReloadContext>
    </Modal>
  )
}
