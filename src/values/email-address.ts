import { domainToASCII } from 'node:url'
import { GraphQLScalarType, Kind } from 'graphql'
import { badInput } from '../errors.ts'

const rule = 'An e-mail address is one address of at most 254 characters, such as ada@example.com.'

// One plain address: no quotes, comments, lists or line breaks, so that it is safe in a mail header.
const local = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i
const domain = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i

/** The address in lower case with its domain in ASCII (IDNA), as it is compared and kept; throws BAD_INPUT. */
export function parseEmailAddress(text: string): string {
  // Lower case comes last: the Kelvin sign, say, would turn into a k.
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

/** As it is where the domain is ASCII already, or is none at all. */
function withAsciiDomain(address: string): string {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  return ascii.test(domain) ? address : address.slice(0, at + 1) + (domainToASCII(domain) || domain)
}

/** A folded search text as it stands in kept addresses: with its domain in ASCII, where it names one as a whole. */
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
