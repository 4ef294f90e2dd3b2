/** Values at a dotted element path (`name.family`), arrays flattened; own properties only, nothing for absent ones. */
export function valuesAt(root: unknown, path: string): unknown[] {
  let values = [root];
  for (const name of path.split('.'))
    values = values.flatMap((value) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? [(value as Record<string, unknown>)[name]].flat()
        : [],
    );
  return values;
}
