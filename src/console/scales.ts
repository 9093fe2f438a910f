/**
 * The colours of the console, from light to dark, ten shades each. They are even in OKLCH: shade 7 of each takes white
 * text, and shade 4 is read on the darkest surfaces. docs/design.md says what each is for.
 */
export const scales = {
  // biome-ignore format: a row
  petrol: ['#ecfbfd', '#d7f5f9', '#b3ebf2', '#88dce6', '#52c8d4', '#10aebb', '#04909b', '#05727c', '#065b62', '#02464c'],
  // biome-ignore format: a row
  green: ['#eefcf1', '#dbf7e1', '#bbefc8', '#95e1a9', '#68cd88', '#40b36a', '#16974f', '#01793c', '#04602f', '#014a23'],
  // biome-ignore format: a row
  blue: ['#f4f8fe', '#e6efff', '#d0e0fe', '#b1cdff', '#8bb4ff', '#6096fe', '#4379e2', '#2d5ebf', '#1f4a9e', '#16387c'],
  // biome-ignore format: a row
  yellow: ['#fff6ec', '#feebd4', '#fed9ab', '#f7c17e', '#e8a548', '#d08808', '#ac7002', '#8a5901', '#6e4602', '#553501'],
  // biome-ignore format: a row
  red: ['#fef5f4', '#fee9e6', '#fed4d0', '#ffb7b1', '#fe9088', '#fd5a57', '#dd393c', '#b91b25', '#970818', '#77020f'],
  // biome-ignore format: a row
  gray: ['#f8fafc', '#f1f5f7', '#e8edef', '#dee4e7', '#cfd7db', '#a5b0b5', '#7d8a8f', '#59666b', '#3b474c', '#1e282c'],
  // biome-ignore format: a row
  dark: ['#e4e9eb', '#b7bfc3', '#9ca6ab', '#687479', '#364247', '#293438', '#1d272b', '#161f23', '#0f171b', '#090f12'],
} as const
