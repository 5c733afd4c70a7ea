/**
 * What this release's templates, expressions and sources may say. Raised with each change that a release before would take
 * without a complaint and understand otherwise, such as a new name that expressions know: where it is not there, it would be
 * empty. A document that a release before refuses to read needs nothing.
 */
export const documentLanguage = 1;
