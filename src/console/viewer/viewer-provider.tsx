import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Provider } from 'urql'
import { LimitedViewerDocument, ViewerDocument } from '../../sdk/generated.ts'
import { ask, openClient } from '../api/client.ts'
import { onReadAgain } from '../api/read-again.ts'
import { asRefusal, type Refusal } from '../api/refusal.ts'
import { gateway } from '../gateway.ts'
import { Failure } from '../states/failure.tsx'
import { FullPageLoader } from '../states/full-page-loader.tsx'
import { type SignedIn, SignedInContext, type Viewer, viewerOf } from './viewer.ts'

const loadSignInAgain = () => import('../sign-in/sign-in-again.tsx')
const SignInAgain = lazy(async () => ({ default: (await loadSignInAgain()).SignInAgain }))
/** Its code comes after that of the page, and long before it is needed: the gateway may have another version by then. */
const signInAgainMilliseconds = 3_000

type State =
  | { readonly name: 'unknown' }
  | { readonly name: 'unreachable'; readonly refusal: Refusal }
  | { readonly name: 'signed-out' }
  | { readonly name: 'signed-in'; readonly viewer: Viewer }

/**
 * How often the viewer is read again: an Admin may change the permissions at any time, and nothing notifies the
 * console.
 */
const lookAgainMilliseconds = 60_000
const signsOfUse = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']

interface Props {
  /** Shown to visitors who are not signed in. */
  signedOut(onSignedIn: () => Promise<void>): ReactNode
  readonly children: ReactNode
}

/**
 * Provides the signed-in user, reads it again regularly, and asks for the password when the session ends; forms keep
 * their content.
 */
export function ViewerProvider({ signedOut, children }: Props) {
  const [state, setState] = useState<State>({ name: 'unknown' })
  const [asksAgain, setAsksAgain] = useState<'ending' | 'ended' | null>(null)
  const [whyEnded, setWhyEnded] = useState<string | null>(null)
  const known = useRef<Viewer | null>(null)
  const waiting = useRef<(() => void)[]>([])

  // Of several answers only the first has the reason: it deletes the cookie.
  const noteWhy = useCallback(({ message, details }: Refusal) => {
    if (details['sessionEndReason'] !== undefined) setWhyEnded(message)
  }, [])

  const refresh = useCallback(async () => {
    const viewer = await readViewer(known.current, noteWhy).catch((error: unknown) => asRefusal(error))
    if (viewer instanceof Error) {
      if (!known.current) setState({ name: 'unreachable', refusal: viewer })
      return
    }
    if (!viewer) {
      if (known.current) setAsksAgain('ended')
      else setState({ name: 'signed-out' })
      return
    }
    // Another tab may have signed in another user: no data of the former one may stay.
    if (known.current && known.current.user.id !== viewer.user.id) return location.assign(`${gateway.basePath}/`)
    // Keeps the dialog open while the user looks up the password in another tab.
    const isSame = known.current?.session.id === viewer.session.id
    known.current = viewer
    setState({ name: 'signed-in', viewer })
    setWhyEnded(null)
    setAsksAgain((asked) => (asked === 'ending' && isSame ? asked : null))
    for (const resolve of waiting.current.splice(0)) resolve()
  }, [noteWhy])

  useEffect(() => {
    void refresh()
    const look = () => {
      if (document.visibilityState === 'visible' && known.current) void refresh()
    }
    // Each read extends the session, which an unattended page must not do.
    let isTouched = true
    const touch = () => {
      isTouched = true
    }
    const lookIfTouched = () => {
      if (isTouched) look()
      isTouched = false
    }
    const timer = setInterval(lookIfTouched, lookAgainMilliseconds)
    for (const sign of signsOfUse) addEventListener(sign, touch, { capture: true, passive: true })
    addEventListener('focus', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      for (const sign of signsOfUse) removeEventListener(sign, touch, { capture: true })
      removeEventListener('focus', look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [refresh])

  useEffect(() => onReadAgain(() => void refresh()), [refresh])
  useEffect(() => {
    const timer = setTimeout(() => void loadSignInAgain().catch(() => {}), signInAgainMilliseconds)
    return () => clearTimeout(timer)
  }, [])

  const viewer = state.name === 'signed-in' ? state.viewer : null
  const standing = viewer && [viewer.user.id, ...viewer.permissions, '', ...viewer.partialPermissions].join()
  // After a change of permissions, no data that was read before is shown.
  // biome-ignore lint/correctness/useExhaustiveDependencies: changed permissions get a new client, with an empty cache.
  const client = useMemo(
    () =>
      openClient({
        onForbidden: () => void refresh(),
        onSessionRefused: noteWhy,
        onSessionEnded: () =>
          new Promise((resolve) => {
            waiting.current.push(resolve)
            setAsksAgain('ended')
          }),
      }),
    [refresh, noteWhy, standing],
  )
  const signedIn = useMemo<SignedIn | null>(
    () =>
      viewer && {
        viewer,
        may: (permission) => viewer.permissions.has(permission) || viewer.partialPermissions.has(permission),
        mayEverywhere: (permission) => viewer.permissions.has(permission),
        refresh,
        stay: async () => {
          const { expiresAt } = viewer.session
          await refresh()
          // The read has extended the session, unless it has reached its maximum lifetime.
          if (known.current?.session.expiresAt === expiresAt) setAsksAgain('ending')
        },
      },
    [viewer, refresh],
  )

  if (state.name === 'unknown') return <FullPageLoader />
  if (state.name === 'unreachable') return <Failure refusal={state.refusal} again={() => void refresh()} />
  if (!signedIn) return signedOut(refresh)
  return (
    <SignedInContext value={signedIn}>
      <Provider value={client}>{children}</Provider>
      {asksAgain && (
        <Suspense>
          <SignInAgain
            viewer={signedIn.viewer}
            reason={asksAgain}
            why={whyEnded}
            onSignedIn={refresh}
            onClose={() => setAsksAgain(null)}
          />
        </Suspense>
      )}
    </SignedInContext>
  )
}

/**
 * Reads the viewer. Groups may leave somebody without the permissions for all that the console shows of them: the rest is
 * read then, and, while they lack these, nothing else is asked for.
 */
async function readViewer(before: Viewer | null, onRefused: (refusal: Refusal) => void): Promise<Viewer | null> {
  if (!before || mayReadAll(before)) {
    try {
      return viewerOf((await ask(ViewerDocument, { withAccount: true }, onRefused)).viewer)
    } catch (error) {
      if (asRefusal(error).code !== 'FORBIDDEN') throw error
    }
  }
  const viewer = viewerOf((await ask(LimitedViewerDocument, {}, onRefused)).viewer)
  if (!viewer || !mayReadAll(viewer)) return viewer
  return viewerOf((await ask(ViewerDocument, { withAccount: true }, onRefused)).viewer)
}

const mayReadAll = ({ permissions }: Viewer): boolean =>
  permissions.has('ACCOUNT_READ') && permissions.has('GROUP_READ')
