/** Whether an order of a draft Bundle asks for something: order-sign also sends orders that are being stopped (its version 1.1). */
import { child, text } from './elements.ts';

const ENDED: ReadonlySet<string> = new Set(['stopped', 'cancelled', 'revoked', 'completed', 'ended', 'entered-in-error']);

export function asksForSomething(order: unknown): boolean {
  return child(order, 'doNotPerform') !== true && !ENDED.has(text(order, 'status') ?? '');
}
