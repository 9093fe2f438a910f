import { createTheme } from '@mantine/core'
import { scales } from './scales.ts'

const fontFamily =
  "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif"

/** `--motion-fast` of theme.css: Mantine takes numbers. */
const motionFast = 120

/** What Mantine’s components take: scales and sizes. `theme.css` says which shade is for what; docs/design.md has both. */
export const theme = createTheme({
  colors: scales,
  primaryColor: 'petrol',
  // White text on this shade has enough contrast in both themes.
  primaryShade: 7,
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily,
  headings: {
    fontFamily,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.3' },
      h2: { fontSize: '1.25rem', lineHeight: '1.35' },
      h3: { fontSize: '1.125rem', lineHeight: '1.4' },
      h4: { fontSize: '0.9375rem', lineHeight: '1.45' },
    },
  },
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.5rem' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '0.125rem', sm: '0.25rem', md: '0.375rem', lg: '0.625rem', xl: '1rem' },
  defaultRadius: 'md',
  // Named, and not imported: their code would come with the first page.
  components: {
    // Underlined, as colour alone does not tell a link from the text around it (WCAG 1.4.1).
    Anchor: { defaultProps: { underline: 'always' } },
    // A focusable element that is no entry does not belong into a menu (WCAG 4.1.2).
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Modal: { defaultProps: { transitionProps: { transition: 'fade', duration: motionFast } } },
    Drawer: { defaultProps: { transitionProps: { duration: motionFast } } },
    // Keeps the text whole in a narrow column.
    Badge: { defaultProps: { miw: 'max-content' } },
  },
})
