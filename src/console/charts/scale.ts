/** The end of an axis that takes in a number: the next of 2, 4, 6, 8, 10, 20, 40, …, so that its half is whole. */
export function axisEnd(most: number): number {
  for (let power = 1; ; power *= 10) {
    const end = [2, 4, 6, 8, 10].map((step) => step * power).find((step) => step >= most)
    if (end !== undefined) return end
  }
}
