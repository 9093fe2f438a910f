import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { anonymous } from '../../../src/auth/caller.ts'
import { AdmissionControl } from '../../../src/gateway/admission/admission.ts'
import { IncomingDocument } from '../../../src/gateway/admission/incoming-document.ts'
import {
  AcceptInvitationDocument,
  InvitationPreviewDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  SignInDocument,
  ViewerDocument,
} from '../../../src/sdk/generated.ts'
import { type Answer, password, secretOf } from '../../gateway.ts'
import { inventedSecret } from '../../sessions/documents.ts'
import { useWorld } from '../../world.ts'

// Points come back as time passes: here it does when a test says so.
const time = vi.spyOn(performance, 'now').mockReturnValue(0)

const { gateway, account } = useWorld({ environment: { CLUSTERGATE_ANONYMOUS_POINTS_PER_MINUTE: '' } })

afterAll(async () => {
  time.mockRestore()
})
beforeEach(() => gateway.advance(16 * 60_000))

const codes = ({ errors }: Answer) => errors.map(({ extensions }) => extensions.code)

/** Asks until the points are spent; answers with how often it was answered. */
async function spend(query: string, variables?: object): Promise<number> {
  for (let times = 0; ; times++) {
    if (codes(await gateway.anonymous.send(query, variables)).includes('RATE_LIMITED')) return times
    if (times > 500) throw new Error('The points never end.')
  }
}

const twenty = `{ ${Array.from({ length: 20 }, (_, at) => `a${at}: viewer { account { id } }`).join(' ')} }`

describe('a network whose anonymous points a stranger has spent', () => {
  beforeEach(async () => {
    expect(await spend(twenty)).toBe(5)
  })

  it('still lets a person see the sign-in page and sign in, as console, SDK and command line ask', async () => {
    for (let time = 0; time < 3; time++) {
      expect(await gateway.anonymous.run(ViewerDocument.toString(), { withAccount: true })).toEqual({ viewer: null })
      const input = { email: account.admin.email, password }
      const { signIn } = await gateway.anonymous.run(SignInDocument.toString(), { input })
      expect(signIn.user.email).toBe(account.admin.email)
    }
  })

  it('still lets an invited person look at the invitation and join', async () => {
    const invite = 'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { link } } }'
    const invitations = [{ email: 'mel@example.com', groupIds: [account.groupIds.member] }]
    const { inviteUsers } = await account.admin.run(invite, { input: { invitations } })
    const secret = secretOf(inviteUsers.results[0].link)
    const { invitationPreview } = await gateway.anonymous.run(InvitationPreviewDocument.toString(), { secret })
    expect(invitationPreview.email).toBe('mel@example.com')
    const input = { secret, name: 'Mel', password }
    const { acceptInvitation } = await gateway.anonymous.run(AcceptInvitationDocument.toString(), { input })
    expect(acceptInvitation.user.email).toBe('mel@example.com')
  })

  it('still lets a person ask for a reset link, and use it', async () => {
    const email = account.admin.email
    expect(
      codes(await gateway.anonymous.send(RequestPasswordResetDocument.toString(), { email, input: { email } })),
    ).toEqual([])
    const reset = { input: { secret: inventedSecret('cgr_'), newPassword: 'another Long phrase 8' } }
    expect(codes(await gateway.anonymous.send(ResetPasswordDocument.toString(), reset))).not.toContain('RATE_LIMITED')
  })

  it('still lets a person confirm a new address', async () => {
    const confirm = 'mutation { confirmEmail(input: { secret: "unknown" }) { __typename } }'
    expect(codes(await gateway.anonymous.send(confirm))).toEqual(['NOT_FOUND'])
  })

  it('gives nothing else away: other queries beside it, in its name or in a comment are refused', async () => {
    for (const query of [
      '{ viewer { permissions } other: viewer { permissions } }',
      '{ viewer { permissions } groups { totalCount } }',
      '{ groups { totalCount } } # viewer',
      'query viewer { groups { totalCount } }',
      '{ signIn: groups { totalCount } }',
      '{ ... { viewer { permissions } } }',
    ]) {
      expect(codes(await gateway.anonymous.send(query)), query).toEqual(['RATE_LIMITED'])
    }
  })

  it('looks at the operation that is asked for, where a document has several', async () => {
    const query = 'query Come { viewer { permissions } } query Other { groups { totalCount } }'
    const send = async (operationName: string) => {
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, operationName }),
      })
      return response.status
    }
    // The second time a plan answers.
    for (const _time of [1, 2]) expect([await send('Come'), await send('Other')]).toEqual([200, 429])
  })
})

it('each way in has an allowance of its own, and it ends', async () => {
  const preview = { secret: inventedSecret('cgi_') }
  const times = await spend(InvitationPreviewDocument.toString(), preview)
  expect(times).toBeGreaterThan(50)
  expect(times).toBeLessThanOrEqual(200)
  expect(codes(await gateway.anonymous.send('{ groups { totalCount } }'))).toEqual(['UNAUTHENTICATED'])
  const input = { email: account.admin.email, password }
  expect(codes(await gateway.anonymous.send(SignInDocument.toString(), { input }))).toEqual([])
})

it('who waits for other queries of a network takes no place from those who sign in', async () => {
  const control = new AdmissionControl({ principal: 100, network: 100 }, () => 0)
  const stranger = anonymous({ requestId: '1', ip: '192.0.2.7', client: '' })
  let joined = 0
  const join = async (query: string) => {
    const document = new IncomingDocument(query, undefined, undefined)
    const admission = control.open(() => {})
    await admission.begin(document, false)
    await admission.join(stranger, document)
    joined++
  }
  const others = Array.from({ length: 72 }, () => join('{ groups { totalCount } }').catch(() => {}))
  await turn()
  expect(joined).toBe(8)
  await join('mutation { signIn(input: {}) { user { id } } }')
  expect(joined).toBe(9)
  expect(others).toHaveLength(72)
  control.stop()
})
