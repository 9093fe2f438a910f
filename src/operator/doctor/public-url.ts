import { version } from '../../version.ts'
import type { AnswerAtPublicUrl } from './ask-gateway.ts'
import { type Check, failed, ok, skipped, type Verdict, warning } from './check.ts'

const toGateway = 'Check CLUSTERGATE_PUBLIC_URL, the DNS, and the proxy before the gateway; and that a gateway runs.'

const faults: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its host is unknown',
  EAI_AGAIN: 'the name server does not answer',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was broken off',
  EHOSTUNREACH: 'no way leads to its host',
  ENETUNREACH: 'no way leads to its host',
  ETIMEDOUT: 'it does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
}

/** Whether the public URL leads to a gateway on this store: links in mails begin with it. */
export const publicUrl: Check = async ({ config, opened, atPublicUrl }) => {
  const answer = await atPublicUrl()
  const url = config.publicUrl
  if ('code' in answer) return [unreached(url, answer)]
  if (!answer.isGateway) {
    return [failed(`What answers at ${url} is no gateway (status ${answer.status} at /livez).`, toGateway)]
  }
  if (!opened)
    return [skipped(`A gateway answers at ${url}; the store could not be opened, to see whether it is its own.`)]
  const { told } = answer
  if (!told) {
    return [
      failed(
        `A gateway answers at ${url}, but it has another master key than this one, or is of an earlier version.`,
        'Give this command the configuration of that gateway, or lead CLUSTERGATE_PUBLIC_URL to the right one.',
      ),
    ]
  }
  if (!(await opened.ring.holders()).some(({ processId }) => processId === told.processId)) {
    return [
      failed(
        `The gateway at ${url} has the master key of this store, but works on another one.`,
        'Check DATABASE_URL and CLUSTERGATE_DATA_DIR, here and there.',
      ),
    ]
  }
  if (told.version !== version) {
    return [
      warning(`The gateway at ${url} has version ${told.version}; this command has ${version}.`, 'Finish the upgrade.'),
    ]
  }
  return [ok(`${url} leads to a gateway on this store, of version ${version}.`)]
}

function unreached(url: string, { code }: Extract<AnswerAtPublicUrl, { code: string }>): Verdict {
  const fault = faults[code]
  if (fault) return failed(`${url} leads to no gateway: ${fault}.`, toGateway)
  return failed(
    `${url} leads to no gateway (${code}).`,
    `${toGateway} The check certificate tells more of a fault of TLS.`,
  )
}
