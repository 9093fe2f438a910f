import { registerEnumType } from 'type-graphql'
import { type ErrorCode, errorCodes } from './errors.ts'

const names = Object.keys(errorCodes) as ErrorCode[]

export const ErrorCodeEnum = Object.fromEntries(names.map((name) => [name, name])) as {
  readonly [Name in ErrorCode]: Name
}

registerEnumType(ErrorCodeEnum, {
  name: 'ErrorCode',
  description: 'Every reason a request can be refused for. Codes never change their meaning.',
  valuesConfig: Object.fromEntries(names.map((name) => [name, { description: errorCodes[name] }])),
})
