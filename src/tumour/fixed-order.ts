/** Resources by id, each once, so that neither a server's order nor a resource sent twice changes a fact. */
import { text } from './elements.ts';

export function inFixedOrder(resources: readonly unknown[]): readonly unknown[] {
  const unique = new Map(resources.map((resource, index) => [text(resource, 'id') ?? `#${index}`, resource]));
  return [...unique].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, resource]) => resource);
}
