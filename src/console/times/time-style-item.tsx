import { Menu } from '@mantine/core'
import { Clock } from 'lucide-react'
import { useTimeStyle } from './use-time-style.ts'

/** The entry of a menu that shows all times in the other way. */
export function TimeStyleItem({ iconSize }: { readonly iconSize: number }) {
  const [style, choose] = useTimeStyle()
  const other = style === 'exact' ? 'relative' : 'exact'
  return (
    <Menu.Item onClick={() => choose(other)} leftSection={<Clock size={iconSize} aria-hidden />}>
      {other === 'exact' ? 'Exact' : 'Relative'} times
    </Menu.Item>
  )
}
