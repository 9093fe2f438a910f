import { register } from 'node:module'

/** Clustergate as shipped, but for two modules: graphql-jit makes its plans, and carries them out. */

const hook = `export async function resolve(specifier, context, next) {
  const ofPlans = /^\\.\\/(compile|run)\\.js$/.test(specifier) && context.parentURL.endsWith('/plans/hot-path.js')
  return ofPlans ? { url: ${JSON.stringify(new URL('jit-plans.mjs', import.meta.url).href)}, shortCircuit: true } : next(specifier, context)
}`
register(`data:text/javascript,${encodeURIComponent(hook)}`)

await import('../../../dist/main.js')
