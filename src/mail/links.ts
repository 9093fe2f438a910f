/**
 * The links in mails. They are made from the configuration alone; secrets stand in the fragment, which no browser sends
 * to a server.
 */
export class Links {
  /** The sign-in page. */
  readonly login: string

  constructor(
    private readonly publicUrl: string,
    /** Whether links are shown to the Admin, because there is no mail server to send them. */
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
