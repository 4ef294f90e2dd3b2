/** A Content-Type value (RFC 9110 8.3.1): lower-case type and parameters, quoted or not. */
export interface MediaType {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

export function parseMediaType(value: string | null | undefined): MediaType {
  const text = (value ?? '').slice(0, 1000);
  const parameters = new Map<string, string>();
  for (const [, name, quoted, plain] of text.matchAll(/;\s*([\w-]+)\s*=\s*(?:"([^"]*)"|([^;\s]*))/g)) {
    const key = name!.toLowerCase();
    if (!parameters.has(key)) parameters.set(key, quoted ?? plain ?? '');
  }
  return { type: (text.split(';')[0] ?? '').trim().toLowerCase(), parameters };
}
