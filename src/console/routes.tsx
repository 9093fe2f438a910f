import { type ComponentType, lazy, Suspense, useState } from 'react'
import { matchRoute, Route, Switch, useLocation, useRouter } from 'wouter'
import { Frame } from './frame/frame.tsx'
import { PageHeader } from './frame/page-header.tsx'
import { pages } from './pages.ts'
import { UnknownPage } from './sign-in/unknown-page.tsx'
import { FullPageLoader } from './states/full-page-loader.tsx'
import { Loading } from './states/loading.tsx'
import { NotFound } from './states/not-found.tsx'
import { NotAllowed } from './viewer/not-allowed.tsx'
import { useSignedIn } from './viewer/viewer.ts'
import { ViewerProvider } from './viewer/viewer-provider.tsx'

const AcceptPage = lazy(() => import('./invitations/accept-page.tsx'))
const ConfirmEmailPage = lazy(() => import('./email-changes/confirm-email-page.tsx'))
const ResetPage = lazy(() => import('./passwords/reset-page.tsx'))
const SignInPage = lazy(async () => ({ default: (await import('./sign-in/sign-in-page.tsx')).SignInPage }))
const ForgotPasswordPage = lazy(() => import('./sign-in/forgot-password-page.tsx'))
const signedInRoutes = pages.map((page) => ({ ...page, Content: lazy(page.load) }))

/** The page for the current URL. */
export function Routes() {
  const isKnown = useEarlyStart()
  return (
    <Suspense fallback={<FullPageLoader />}>
      <Switch>
        <Route path="/accept" component={AcceptPage} />
        <Route path="/confirm-email" component={ConfirmEmailPage} />
        <Route path="/reset" component={ResetPage} />
        <Route path="/forgot" component={ForgotPasswordPage} />
        <Route>
          <ViewerProvider
            signedOut={(onSignedIn) => (isKnown ? <SignInPage onSignedIn={onSignedIn} /> : <UnknownPage />)}
          >
            <SignedInRoutes />
          </ViewerProvider>
        </Route>
      </Switch>
    </Suspense>
  )
}

/**
 * Loads the code of the page while the viewer is read, so that its first query need not wait for one after the other.
 * False for an address that has no page.
 */
function useEarlyStart(): boolean {
  const { parser } = useRouter()
  const [here] = useLocation()
  const page = pages.find(({ path }) => matchRoute(parser, path, here)[0])
  useState(() => void page?.load())
  return page !== undefined
}

function SignedInRoutes() {
  return (
    <Frame>
      <Suspense fallback={<Loading />}>
        <Switch>
          {signedInRoutes.map((route) => (
            <Route key={route.path} path={route.path}>
              <Guarded {...route} />
            </Route>
          ))}
          <Route>
            <NotFound
              what="Page"
              because="The address is wrong, or the page is somewhere else now."
              next={{ href: '/', label: 'Go to the overview' }}
            />
          </Route>
        </Switch>
      </Suspense>
    </Frame>
  )
}

function Guarded({ menu, permission, Content }: (typeof signedInRoutes)[number] & { Content: ComponentType }) {
  const { may } = useSignedIn()
  if (permission && !may(permission)) {
    return (
      <>
        <PageHeader title={menu ?? 'Not allowed'} />
        <NotAllowed permission={permission} title="You may not see this" />
      </>
    )
  }
  return <Content />
}
