import { Anchor, Badge, createTheme } from '@mantine/core'

export const theme = createTheme({
  // White text on this shade has enough contrast in both themes.
  primaryShade: 8,
  cursorType: 'pointer',
  components: {
    // Underlined, as colour alone does not tell a link from the text around it (WCAG 1.4.1).
    Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }),
    // Keeps the text whole in a narrow column.
    Badge: Badge.extend({ defaultProps: { miw: 'max-content' } }),
  },
})
