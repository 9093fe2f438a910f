import { domainToASCII } from 'node:url'

/** An e-mail address as the gateway keeps it: in lower case, with an internationalised domain in ASCII. */
export function asKept(address: string): string {
  const at = address.lastIndexOf('@') + 1
  return (address.slice(0, at) + (domainToASCII(address.slice(at)) || address.slice(at))).toLowerCase()
}
