/** Seeded random choices for fuzzing: the same seed, the same case. */

export class Dice {
  readonly #seed: { state: number };

  constructor(seed: number) {
    this.#seed = { state: (seed * 0x9e3779b1) >>> 0 };
    this.unit();
  }

  /** Mulberry32: 0 to below 1. */
  unit(): number {
    this.#seed.state = (this.#seed.state + 0x6d2b79f5) >>> 0;
    let t = this.#seed.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Both included. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.unit() * (to - from + 1));
  }

  between(from: number, to: number): number {
    return from + this.unit() * (to - from);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  oneOf<Item>(items: readonly Item[]): Item {
    return items[this.integer(0, items.length - 1)]!;
  }

  some<Item>(items: readonly Item[], atMost: number): Item[] {
    const count = this.integer(1, atMost);
    return [...new Set(Array.from({ length: count }, () => this.oneOf(items)))];
  }
}
