import { Anchor, Text } from '@mantine/core'
import { type ComponentType, lazy, Suspense, useState } from 'react'
import { Link, matchRoute, Route, Switch, useLocation, useRouter } from 'wouter'
import { Frame } from './frame/frame.tsx'
import { PageHeader } from './frame/page-header.tsx'
import { pages } from './pages.ts'
import { SignInPage } from './sign-in/sign-in-page.tsx'
import { FullPageLoader } from './states/full-page-loader.tsx'
import { Loading } from './states/loading.tsx'
import { NotAllowed } from './viewer/not-allowed.tsx'
import { useSignedIn } from './viewer/viewer.ts'
import { ViewerProvider } from './viewer/viewer-provider.tsx'

const AcceptPage = lazy(() => import('./invitations/accept-page.tsx'))
const ConfirmEmailPage = lazy(() => import('./email-changes/confirm-email-page.tsx'))
const ResetPage = lazy(() => import('./passwords/reset-page.tsx'))
const ForgotPasswordPage = lazy(() => import('./sign-in/forgot-password-page.tsx'))
const signedInRoutes = pages.map((page) => ({ ...page, Content: lazy(page.load) }))

/** The page for the current URL. */
export function Routes() {
  useEarlyStart()
  return (
    <Suspense fallback={<FullPageLoader />}>
      <Switch>
        <Route path="/accept" component={AcceptPage} />
        <Route path="/confirm-email" component={ConfirmEmailPage} />
        <Route path="/reset" component={ResetPage} />
        <Route path="/forgot" component={ForgotPasswordPage} />
        <Route>
          <ViewerProvider signedOut={(onSignedIn) => <SignInPage onSignedIn={onSignedIn} />}>
            <SignedInRoutes />
          </ViewerProvider>
        </Route>
      </Switch>
    </Suspense>
  )
}

/**
 * Loads the code of the page while the viewer is read, so that its first query need not wait for one after the other.
 */
function useEarlyStart(): void {
  const { parser } = useRouter()
  const [here] = useLocation()
  useState(() => void pages.find(({ path }) => matchRoute(parser, path, here)[0])?.load())
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
            <PageHeader title="Page not found" />
            <Text>
              The address is wrong, or the page no longer exists.{' '}
              <Anchor component={Link} href="/">
                Go to the overview
              </Anchor>
            </Text>
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
