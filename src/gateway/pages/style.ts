export const style = `:root { color-scheme: light dark; --error: #b00020; --quiet: #566072; }
@media (prefers-color-scheme: dark) { :root { --error: #ffb4ab; --quiet: #aab4c2; } }
[hidden] { display: none; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main { box-sizing: border-box; max-width: 30rem; margin: 0 auto; padding: 1.5rem 1rem; }
h1 { font-size: 1.5rem; line-height: 1.3; }
h1:focus { outline: none; }
h2 { font-size: 1.125rem; }
label { display: block; margin-top: 1rem; font-weight: 600; }
input, button { box-sizing: border-box; width: 100%; min-height: 2.75rem; padding: 0.5rem; font: inherit; }
input[aria-invalid="true"] { border: 2px solid var(--error); }
button { margin-top: 0.75rem; cursor: pointer; }
details { margin-top: 1rem; }
dt, .hint { color: var(--quiet); font-size: 0.875rem; }
dd { margin: 0 0 0.5rem; }
.hint, .error { margin: 0.25rem 0 0; }
.error { color: var(--error); }
.hint:empty, .error:empty, #status:empty { margin: 0; }
`
