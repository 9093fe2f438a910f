import { Anchor, Badge, createTheme } from '@mantine/core'

export const theme = createTheme({
  // White on it is readable in both themes.
  primaryShade: 8,
  cursorType: 'pointer',
  components: {
    // Colour alone does not tell a link from the text around it.
    Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }),
    // A word in a narrow column is not cut.
    Badge: Badge.extend({ defaultProps: { miw: 'max-content' } }),
  },
})
