import { Modal } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'

interface Props {
  readonly title: string
  readonly isOpen: boolean
  onClose(): void
  /** Closed by its buttons only: what it shows cannot be shown again. */
  readonly isHeld?: boolean
  readonly children: ReactNode
}

/** A question over the page. What it holds is made anew each time it opens, and the focus returns to where it was. */
export function Dialog({ title, isOpen, onClose, isHeld = false, children }: Props) {
  // It notes where the focus was when it opens, not when it is made open.
  const [isShown, setShown] = useState(false)
  useEffect(() => setShown(isOpen), [isOpen])
  return (
    <Modal
      opened={isShown}
      onClose={onClose}
      title={title}
      closeOnClickOutside={!isHeld}
      closeOnEscape={!isHeld}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {children}
    </Modal>
  )
}
