import { domainToASCII } from 'node:url'

/** An e-mail address in the form that the gateway stores: lower case, with an internationalised domain in ASCII. */
export function asKept(address: string): string {
  const at = address.lastIndexOf('@') + 1
  return (address.slice(0, at) + (domainToASCII(address.slice(at)) || address.slice(at))).toLowerCase()
}
