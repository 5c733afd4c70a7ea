/** Variables as a source finds them: the cycle's own, as the run has set them, before the account's of the same name. */
export interface Variables {
  variables: Readonly<Record<string, unknown>>;
  account?: Readonly<Record<string, unknown>>;
}

/** Step ids and variables are people's names: `constructor` is one of them. */
export const ownOf = (record: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(record, name) ? record[name] : undefined;

export const variableOf = ({ variables, account = {} }: Variables, name: string): unknown =>
  Object.hasOwn(variables, name) ? variables[name] : ownOf(account, name);

/** What an expression knows as `$variables`. */
export const allVariables = ({ variables, account = {} }: Variables): Record<string, unknown> => ({
  ...account,
  ...variables,
});
