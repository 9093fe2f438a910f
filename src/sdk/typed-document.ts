/**
 * The types of a document's variables and result, in the form in which GraphQL clients look for them on a document
 * (`DocumentTypeDecoration` of `@graphql-typed-document-node/core`). A definition of our own, so that a project that
 * compiles against the SDK needs no other package; forms are compared, not names, so that those clients accept it.
 */
export interface DocumentTypeDecoration<Result, Variables> {
  /** Not present at run time: it only carries the two types. */
  __apiType?: (variables: Variables) => Result
}
