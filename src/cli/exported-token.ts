import { withoutWrapping } from '../values/encoded-text.ts'

/** The token in CLUSTERGATE_TOKEN, without what a shell may have added around it; undefined when it is not set. */
export const exportedToken = ({ CLUSTERGATE_TOKEN = '' }: NodeJS.ProcessEnv): string | undefined =>
  withoutWrapping(CLUSTERGATE_TOKEN) || undefined
