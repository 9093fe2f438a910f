/** Addresses are relative, for gateways that a proxy serves below a path. The script fills in, shows and hides. */
const page = (name: string, title: string, content: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} – Clustergate</title>
<link rel="stylesheet" href="pages/style.css">
<script type="module" src="pages/script.js"></script>
</head>
<body data-page="${name}">
<main>
<h1 tabindex="-1">${title}</h1>
<noscript><p>This page needs JavaScript.</p></noscript>
<p id="status" role="status"></p>
<div id="signed-out">
${content}
</div>
<section id="signed-in" hidden>
<dl id="viewer"></dl>
<h2>Clusters</h2>
<dl id="clusters"></dl>
<h2>API</h2>
<p>The API and its explorer are at <a id="api" href="graphql">graphql</a>.</p>
<form id="sign-out" method="post"><button>Sign out</button><p class="error" role="alert"></p></form>
</section>
</main>
</body>
</html>
`

/** An input with its label, and room for what the server says of it. */
const field = (name: string, label: string, attributes: string, hint = '') => `<label for="${name}">${label}</label>
<input id="${name}" name="${name}" ${attributes} aria-describedby="${name}-hint ${name}-error">
<p class="hint" id="${name}-hint">${hint}</p>
<p class="error" id="${name}-error"></p>`

const newPassword = (label: string) =>
  field(
    'password',
    label,
    'type="password" autocomplete="new-password" required',
    '12 to 128 characters, not a common password, without the name part of your e-mail address.',
  )

const submit = (label: string) => `<p class="error" role="alert"></p>
<button>${label}</button>`

const signInLink = '<p><a href="./">Sign in, or ask for a new password</a></p>'

export const acceptPage = page(
  'accept',
  'Your invitation',
  `<dl id="invitation"></dl>
<form id="accept" method="post" hidden>
${field('email', 'E-mail', 'type="email" autocomplete="username" readonly')}
${field('name', 'Your name', 'autocomplete="name" required', 'How others will see you.')}
${newPassword('Password')}
${submit('Accept the invitation')}
</form>
${signInLink}`,
)

export const resetPage = page(
  'reset',
  'A new password',
  `<form id="reset" method="post" hidden>
${newPassword('New password')}
${submit('Set the password')}
</form>
${signInLink}`,
)

export const signInPage = page(
  'signIn',
  'Sign in',
  `<form id="sign-in" method="post" hidden>
${field('email', 'E-mail', 'type="email" autocomplete="username" required')}
${field('password', 'Password', 'type="password" autocomplete="current-password" required')}
<details>
<summary>Several accounts?</summary>
${field('accountId', 'Account id', 'autocomplete="off" spellcheck="false"', 'Your invitation names it. Needed only where one address has several accounts.')}
</details>
${submit('Sign in')}
<button type="button" id="forgot">Forgot password</button>
</form>`,
)
