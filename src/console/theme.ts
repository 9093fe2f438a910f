import { Anchor, createTheme } from '@mantine/core'

export const theme = createTheme({
  // White on it is readable in both themes.
  primaryShade: 8,
  cursorType: 'pointer',
  components: {
    // Colour alone does not tell a link from the text around it.
    Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }),
  },
})
