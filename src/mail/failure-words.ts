const words: Readonly<Record<string, string>> = {
  ETLS: 'The mail server offers no TLS (STARTTLS), without which no password or link is sent: use smtps://, or add ?requireTLS=false to SMTP_URL for a network of your own.',
  ESOCKET: 'The connection to the mail server could not be made secure, or broke.',
  ECONNECTION: 'The connection to the mail server broke.',
  ECONNREFUSED: 'Nothing listens where SMTP_URL points.',
  ECONNRESET: 'The mail server broke the connection off.',
  EHOSTUNREACH: 'No way leads to the host of SMTP_URL.',
  ENETUNREACH: 'No way leads to the host of SMTP_URL.',
  ETIMEDOUT: 'The mail server does not answer.',
  EDNS: 'The host of SMTP_URL is unknown.',
  ENOTFOUND: 'The host of SMTP_URL is unknown.',
  EAI_AGAIN: 'The name server does not answer.',
  EAUTH: 'The mail server refused the user or the password of SMTP_URL.',
  EENVELOPE: 'The mail server refused the sender or the recipient.',
  EMESSAGE: 'The mail server refused the message.',
  EPROTOCOL: 'What answers where SMTP_URL points is no mail server.',
  CERT_HAS_EXPIRED: 'The certificate of the mail server has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'The mail server’s certificate is signed by itself: NODE_EXTRA_CA_CERTS names what to trust.',
  SELF_SIGNED_CERT_IN_CHAIN:
    'Nobody known has signed the mail server’s certificate: NODE_EXTRA_CA_CERTS names whom to trust.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'Nobody known has signed the mail server’s certificate: NODE_EXTRA_CA_CERTS names whom to trust.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The mail server’s certificate is for another name than the host of SMTP_URL.',
  ENOSPC: 'The disk on which mail is written is full.',
  EACCES: 'The gateway may not write to the mail directory.',
  EROFS: 'The file system of the mail directory is read-only.',
  '421': 'The mail server is closing, or has too much to do.',
  '450': 'The recipient’s mailbox is busy, or the server wants the mail later.',
  '451': 'The mail server had a fault of its own, or wants the mail later.',
  '452': 'The mail server has no room left.',
  '530': 'The mail server wants a user and a password: SMTP_URL takes them, as in smtp://user:password@host.',
  '534': 'The mail server takes no sign-in of this kind.',
  '535': 'The mail server refused the user or the password of SMTP_URL.',
  '538': 'The mail server takes passwords only by TLS.',
  '550': 'The mail server knows no such mailbox, or refuses mail for it.',
  '551': 'The recipient is not of this mail server.',
  '552': 'The recipient’s mailbox is full, or the mail is too large.',
  '553': 'The mail server refuses the address.',
  '554': 'The mail server refused the mail.',
  EXPIRED: 'Its link is no longer good for anything.',
  FAULT: 'The gateway had a fault of its own; the log tells which.',
  STOPPED: 'The gateway was stopped before the mail was handed over.',
  TIMED_OUT: 'It took too long to hand the mail over.',
  INTERRUPTED: 'The gateway was ended in the midst of it too often.',
  UNSEAL: 'It was sealed with another master key.',
}

/** The meaning of a failure code, for the operator who reads the log; never the server's own text. */
export function failureInWords(code: string): string {
  const known = words[code]
  if (known) return known
  if (/^4\d\d$/.test(code)) return 'The mail server wants the mail later.'
  if (/^5\d\d$/.test(code)) return 'The mail server refused the mail.'
  return 'The mail could not be handed over.'
}
