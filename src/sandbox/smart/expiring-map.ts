/** Secrets that live for a while: launch tokens, codes. Bounded; the oldest go first, and an expired one is never given out. */
export class ExpiringMap<V> {
  readonly #entries = new Map<string, { readonly value: V; readonly until: number }>();
  readonly #lifetimeMs: number;
  readonly #now: () => Date;
  readonly #maxEntries: number;

  constructor(lifetimeMs: number, now: () => Date, maxEntries = 10_000) {
    this.#lifetimeMs = lifetimeMs;
    this.#now = now;
    this.#maxEntries = maxEntries;
  }

  set(key: string, value: V): void {
    this.#entries.delete(key);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size < this.#maxEntries) break;
      this.#entries.delete(oldest);
    }
    this.#entries.set(key, { value, until: this.#now().getTime() + this.#lifetimeMs });
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.until > this.#now().getTime() ? entry.value : undefined;
  }
}
