import icon from '../icon.svg'

/** The mark of the product, beside its name. */
export function Mark({ size = 26 }: { readonly size?: number }) {
  return <img src={icon} width={size} height={size} alt="" />
}
