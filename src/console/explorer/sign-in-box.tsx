import { type FormEvent, useEffect, useState } from 'react'
import { SignInDocument, SignOutDocument, ViewerDocument } from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { asRefusal } from '../api/refusal.ts'
import { gateway } from '../gateway.ts'

/** Shows who is signed in, and signs in or out: the explorer uses the console’s session. */
export function SignInBox() {
  const [email, setEmail] = useState<string | null>()
  const [refused, setRefused] = useState('')
  const attempt = async (work: () => Promise<string | null>) => {
    setRefused('')
    try {
      setEmail(await work())
    } catch (error) {
      setRefused(asRefusal(error).message)
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens.
  useEffect(() => {
    void attempt(async () => (await ask(ViewerDocument, {})).viewer?.user?.email ?? null)
  }, [])
  const signIn = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const input = {
      email: String(given.get('email')).trim(),
      password: String(given.get('password')),
      accountId: String(given.get('accountId')).trim() || null,
    }
    void attempt(async () => (await ask(SignInDocument, { input })).signIn?.user.email ?? null)
  }
  const signOut = () =>
    void attempt(async () => {
      await ask(SignOutDocument, {})
      // The next user of this tab must not see the operations and variables of this one.
      sessionStorage.clear()
      window.location.reload()
      return null
    })
  return (
    <header className="sign-in-box">
      <a href={`${gateway.basePath}/`}>Console</a>
      {email && (
        <>
          <span>
            Signed in as <strong>{email}</strong>
          </span>
          <button type="button" onClick={signOut}>
            Sign out
          </button>
        </>
      )}
      {email === null && (
        <form onSubmit={signIn} aria-label="Sign in">
          <input name="email" type="email" placeholder="E-mail" aria-label="E-mail" autoComplete="username" required />
          <input
            name="password"
            type="password"
            placeholder="Password"
            aria-label="Password"
            autoComplete="current-password"
            required
          />
          <input name="accountId" placeholder="Account ID, if several" aria-label="Account ID" autoComplete="off" />
          <button type="submit">Sign in</button>
        </form>
      )}
      {refused && <span role="alert">{refused}</span>}
    </header>
  )
}
