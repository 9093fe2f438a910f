/** Thrown at what plans do not cover; graphql-js takes that. */
export class Unplanned extends Error {}
