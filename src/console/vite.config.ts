import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const path = (relative: string): string => new URL(relative, import.meta.url).pathname

export default defineConfig({
  root: path('.'),
  // Relative URLs, for gateways that a proxy serves below a path; the gateway completes them in the pages.
  base: './',
  plugins: [react()],
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
