const contentOf = (name: string): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? ''

/** What the gateway says of itself in the page it serves: the path it lies below, and where its explorer is. */
const { basePath, explorer } = JSON.parse(contentOf('gateway')) as { basePath: string; explorer: string | null }

export const gateway = {
  basePath,
  apiPath: `${basePath}/graphql`,
  /** Null where the operator wants none. */
  explorerPath: explorer === null ? null : `${basePath}${explorer}`,
}

/** What a style sheet that is made while running must carry. */
export const styleNonce = contentOf('style-nonce')
