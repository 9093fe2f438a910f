import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const path = (relative: string): string => new URL(relative, import.meta.url).pathname

/** Takes the indentation out of the documents of the SDK, which are in a script that every page loads. */
const narrowDocuments: Plugin = {
  name: 'narrow-documents',
  enforce: 'pre',
  transform: (code, id) => (id.endsWith('/src/sdk/generated.ts') ? code.replace(/^ +/gm, '') : undefined),
}

export default defineConfig({
  root: path('.'),
  // Relative URLs, for gateways that a proxy serves below a path; the gateway completes them in the pages.
  base: './',
  plugins: [narrowDocuments, react()],
  build: {
    emptyOutDir: true,
    target: 'es2022',
    // A data: URL would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 5_000,
    rolldownOptions: {
      input: [path('./index.html'), path('./explorer.html')],
      // GraphiQL's modules carry directives for a compiler that is not used here.
      onLog: (level, log, report) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && report(level, log),
    },
  },
})
