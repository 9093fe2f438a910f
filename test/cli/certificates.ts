import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import {
  BasicConstraintsExtension,
  cryptoProvider,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { day } from '../times.ts'

// Its types are those of browsers.
cryptoProvider.set(webcrypto)

/** What a TLS server of Node takes, in PEM. */
export interface ServerCertificate {
  readonly key: string
  readonly cert: string
}

/** An authority that no machine knows, made for one test. */
export interface Authority {
  readonly certificate: string
  issue(hostname: string, validity?: { readonly from: Date; readonly until: Date }): Promise<ServerCertificate>
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const makeKeys = () =>
  webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>

/** Days from now, as certificates count. */
export const daysFromNow = (days: number): Date => new Date(Date.now() + days * day)

export async function makeAuthority(): Promise<Authority> {
  const keys = await makeKeys()
  const name = 'CN=Authority of a test'
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name,
    notBefore: daysFromNow(-30),
    notAfter: daysFromNow(30),
    signingAlgorithm: algorithm,
    keys,
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  })
  return {
    certificate: certificate.toString('pem'),
    async issue(hostname, { from, until } = { from: daysFromNow(-1), until: daysFromNow(1) }) {
      const { privateKey, publicKey } = await makeKeys()
      const issued = await X509CertificateGenerator.create({
        serialNumber: '02',
        subject: `CN=${hostname}`,
        issuer: name,
        notBefore: from,
        notAfter: until,
        signingAlgorithm: algorithm,
        publicKey,
        signingKey: keys.privateKey,
        extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: hostname }])],
      })
      const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey)).toString('base64')
      return { key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`, cert: issued.toString('pem') }
    },
  }
}
