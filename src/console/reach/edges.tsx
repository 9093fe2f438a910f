import classes from './reach.module.css'

/** The height of a node with the gap below it, in pixels: lines and nodes are placed by it alone. */
export const pitch = 48

export interface Edge {
  readonly from: number
  readonly to: number
  /** Whether what it stands for changes something. */
  readonly isStrong: boolean
}

interface Props {
  readonly edges: readonly Edge[]
  /** How many nodes stand at each end. */
  readonly left: number
  readonly right: number
  readonly rows: number
}

/** The lines between two columns of nodes, which stand in the middle of their columns. They are told in words, too. */
export function Edges({ edges, left, right, rows }: Props) {
  const height = rows * pitch
  const middle = (at: number, count: number) => (at + 0.5 + (rows - count) / 2) * pitch
  return (
    <svg
      className={classes['edges']}
      viewBox={`0 0 100 ${height}`}
      height={height}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {edges.map(({ from, to, isStrong }) => {
        const [start, end] = [middle(from, left), middle(to, right)]
        return (
          <path
            key={`${from} ${to}`}
            d={`M0 ${start} C50 ${start} 50 ${end} 100 ${end}`}
            data-strong={isStrong || undefined}
            vectorEffect="non-scaling-stroke"
          />
        )
      })}
    </svg>
  )
}
