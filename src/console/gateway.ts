const contentOf = (name: string): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? ''

/** The settings that the gateway writes into the page: its base path, and the path of its explorer. */
const { basePath, explorer } = JSON.parse(contentOf('gateway')) as { basePath: string; explorer: string | null }

export const gateway = {
  basePath,
  apiPath: `${basePath}/graphql`,
  /** Null when the operator has switched the explorer off. */
  explorerPath: explorer === null ? null : `${basePath}${explorer}`,
}

/** The nonce that the content security policy requires of style sheets created at run time. */
export const styleNonce = contentOf('style-nonce')
