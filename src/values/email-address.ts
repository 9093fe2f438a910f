import { domainToASCII } from 'node:url'
import { GraphQLScalarType, Kind } from 'graphql'
import { badInput } from '../errors.ts'

const rule = 'An e-mail address is one address of at most 254 characters, such as ada@example.com.'

// One plain address: no quotes, comments, lists or line breaks, so that it is safe in a mail header.
const local = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i
const domain = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i

/** The address as it is compared and stored: in lower case, with its domain in ASCII (IDNA). Throws BAD_INPUT. */
export function parseEmailAddress(text: string): string {
  // Lower case comes last, because it would turn letters such as the Kelvin sign into ASCII before the check.
  const address = withAsciiDomain(text.trim())
  const at = address.lastIndexOf('@')
  const valid =
    address.length <= 254 &&
    at > 0 &&
    at <= 64 &&
    local.test(address.slice(0, at)) &&
    domain.test(address.slice(at + 1))
  if (!valid) throw badInput('', rule)
  return address.toLowerCase()
}

const ascii = /^[\x00-\x7f]*$/

/** The address with its domain in ASCII; unchanged when the domain is ASCII already, or is not valid. */
function withAsciiDomain(address: string): string {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  return ascii.test(domain) ? address : address.slice(0, at + 1) + (domainToASCII(domain) || domain)
}

/** A folded search text in the form of stored addresses: its domain, if it contains a whole one, in ASCII. */
export const inAddresses = (search: string): string => withAsciiDomain(search)

export const EmailAddress = new GraphQLScalarType<string, string>({
  name: 'EmailAddress',
  description: `${rule} Compared without regard to case, and kept in lower case, an internationalised domain in its ASCII form (xn--…).`,
  serialize: String,
  parseValue: (value) => {
    if (typeof value !== 'string') throw badInput('', rule)
    return parseEmailAddress(value)
  },
  parseLiteral: (node) => {
    if (node.kind !== Kind.STRING) throw badInput('', rule)
    return parseEmailAddress(node.value)
  },
})
