/** What the pages do, as browsers run it: a module, whole in one file. Whatever it shows, it shows as text. */
export const script = `const part = (id) => document.getElementById(id)
const secret = location.hash.slice(1)
const say = (text) => { part('status').textContent = text }

/** The data of an operation; throws an error with the code, the field and the sentence of the server. */
async function ask(query, variables, isFirst = true) {
  let body
  try {
    // The mode stays cors: with any other, and no referrer, browsers would send the Origin null, which is refused.
    const response = await fetch('graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    body = await response.json()
  } catch {
    throw new Error('The gateway did not answer. Try again in a moment.')
  }
  const error = body.errors?.[0]
  if (!error) return body.data
  // The cookie of a session that has ended is refused before anything is done, and taken back with the answer.
  if (isFirst && error.extensions?.code === 'UNAUTHENTICATED') return ask(query, variables, false)
  throw Object.assign(new Error(error.message), { field: error.extensions?.field })
}

/** Does once at a time what a form is for, and shows beside the input what the server says of it. */
async function attempt(form, work) {
  if (form.hasAttribute('aria-busy')) return
  for (const place of form.querySelectorAll('.error')) place.textContent = ''
  for (const input of form.elements) input.removeAttribute('aria-invalid')
  form.setAttribute('aria-busy', 'true')
  try {
    await work(Object.fromEntries(new FormData(form)))
  } catch (error) {
    const input = form.elements.namedItem(String(error.field).split('.').at(-1))
    const place = input ? part(input.id + '-error') : form.querySelector('.error[role=alert]')
    place.textContent = error.message
    input?.setAttribute('aria-invalid', 'true')
    input?.closest('details')?.setAttribute('open', '')
    input?.focus()
  } finally {
    form.removeAttribute('aria-busy')
  }
}

function onSubmit(form, work) {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    attempt(form, work)
  })
}

/** A form whose mutation begins a session. */
function onEnter(form, title, mutation, inputOf) {
  onSubmit(form, async (values) => {
    await ask(mutation, { input: inputOf(values) })
    history.replaceState(null, '', location.pathname)
    await showSignedIn(title)
  })
}

function showFacts(list, rows) {
  list.replaceChildren(...rows.flatMap(([label, value]) => {
    const [term, text] = [document.createElement('dt'), document.createElement('dd')]
    term.textContent = label
    text.textContent = value
    return [term, text]
  }))
}

const readViewer = async () =>
  (await ask('query Viewer { viewer { user { name email groups { name } } account { id name } } }')).viewer

async function showSignedIn(title) {
  // Whatever fails from here on, the form has done its work.
  part('signed-out').hidden = true
  say('')
  const heading = document.querySelector('h1')
  heading.textContent = title
  heading.focus()
  try {
    const { user, account } = await readViewer()
    const { clusters } = await ask('query Clusters { clusters(first: 100) { nodes { name url } } }')
    showFacts(part('viewer'), [
      ['Name', user.name],
      ['E-mail', user.email],
      ['Groups', user.groups.map(({ name }) => name).join(', ')],
      ['Account', account.name],
      ['Account id', account.id],
    ])
    showFacts(part('clusters'), clusters.nodes.map(({ name, url }) => [name, url]))
    part('api').textContent = part('api').href
    part('signed-in').hidden = false
  } catch (error) {
    say(error.message)
  }
}

const invalid = 'This link is not valid. Open it as the mail has it, whole.'
const becameOf = {
  ACCEPTED: 'This invitation was accepted already. Sign in with the password that was set then.',
  EXPIRED: 'This invitation has expired. Ask whoever invited you to send it again.',
  REVOKED: 'This invitation was revoked. Ask whoever invited you.',
}

const pages = {
  async accept() {
    const { invitationPreview: invitation } = await ask(
      'query Preview($secret: String!) { invitationPreview(secret: $secret) ' +
        '{ email accountName invitedByName groups expiresAt status } }',
      { secret },
    )
    if (!invitation) return say(invalid)
    const form = part('accept')
    showFacts(part('invitation'), [
      ['Account', invitation.accountName],
      ['Invited by', invitation.invitedByName ?? 'The operator of the gateway'],
      ['For', invitation.email],
      ['Groups', invitation.groups.join(', ')],
      ['Good until', new Date(invitation.expiresAt).toLocaleString()],
    ])
    say(becameOf[invitation.status] ?? '')
    part('email').value = invitation.email
    form.hidden = invitation.status !== 'PENDING'
    onEnter(
      form,
      'Welcome',
      'mutation Accept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { user { id } } }',
      ({ name, password }) => ({ secret, name, password }),
    )
  },

  async reset() {
    if (!secret) return say(invalid)
    part('reset').hidden = false
    onEnter(
      part('reset'),
      'Your password is set',
      'mutation Reset($input: ResetPasswordInput!) { resetPassword(input: $input) { user { id } } }',
      ({ password }) => ({ secret, password }),
    )
  },

  async signIn() {
    const form = part('sign-in')
    onEnter(
      form,
      'Signed in',
      'mutation SignIn($input: SignInInput!) { signIn(input: $input) { user { id } } }',
      ({ email, password, accountId }) => ({ email, password, accountId: accountId.trim() || null }),
    )
    part('forgot').addEventListener('click', () => {
      if (!part('email').reportValidity()) return
      attempt(form, async ({ email, accountId }) => {
        const input = { email, accountId: accountId.trim() || null }
        say('')
        await ask('mutation Forgot($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { ok } }', {
          input,
        })
        say('If this address is known, a mail with a link is on its way. The link is good for 10 minutes.')
      })
    })
    if (await readViewer()) return showSignedIn('Signed in')
    form.hidden = false
  },
}

onSubmit(part('sign-out'), async () => {
  await ask('mutation SignOut { signOut { ok } }')
  location.assign('./')
})
// Another link that is opened in the same tab changes nothing but the fragment.
addEventListener('hashchange', () => location.reload())
pages[document.body.dataset.page]().catch((error) => say(error.message))
`
