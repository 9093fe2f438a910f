/** The actor that the audit log names. */
export interface Actor {
  readonly id: string | null
  readonly label: string
}

/** The actors without an id whom no caller can be: an address has an @, and a label of a token has more than one word. */
export const operator: Actor = { id: null, label: 'operator' }
export const gateway: Actor = { id: null, label: 'gateway' }
