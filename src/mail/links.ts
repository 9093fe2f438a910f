/** The links that mails carry. They come from configuration alone; secrets stand in the fragment, which no server sees. */
export class Links {
  /** Where people sign in. */
  readonly login: string

  constructor(
    private readonly publicUrl: string,
    /** Whether links are handed to the Admin, as there is no mail server to send them. */
    readonly handedOver: boolean,
  ) {
    this.login = `${publicUrl}/`
  }

  accept(secret: string): string {
    return `${this.publicUrl}/accept#${secret}`
  }

  confirmEmail(secret: string): string {
    return `${this.publicUrl}/confirm-email#${secret}`
  }

  reset(secret: string): string {
    return `${this.publicUrl}/reset#${secret}`
  }
}
