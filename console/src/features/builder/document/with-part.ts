/** The object with one part changed; undefined takes the part away. */
export function withPart<One extends object, Key extends keyof One>(
  one: One,
  key: Key,
  value: One[Key] | undefined,
): One {
  if (value !== undefined) return { ...one, [key]: value };
  const { [key]: _gone, ...rest } = one;
  return rest as One;
}
