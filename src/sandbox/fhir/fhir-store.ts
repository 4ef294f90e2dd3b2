/**
 * The resources of the embedded FHIR server, in memory. Stored resources are deep-frozen copies, so what a search
 * returned can never change under its reader. Only the current version is kept; a deleted resource leaves its
 * version number behind, so that versions never repeat.
 */
import { randomUUID } from 'node:crypto';
import type { Meta } from 'fhir/r4.js';
import { FhirFailure } from './failure.ts';
import { deepFreeze, type ResourceJson } from './resource-json.ts';

export interface StoredResource extends ResourceJson {
  readonly id: string;
  readonly meta: Meta & { readonly versionId: string; readonly lastUpdated: string };
}

type Slot = { readonly version: number; readonly resource?: StoredResource };

const MAX_RESOURCES = 100_000;

export class FhirStore {
  readonly #types = new Map<string, Map<string, Slot>>();
  readonly #now: () => Date;
  /** Slots as they were before the running transaction, oldest first. */
  #journal: { type: string; id: string; before: Slot | undefined }[] | undefined;
  #slots = 0;

  constructor(now: () => Date = () => new Date()) {
    this.#now = now;
  }

  /** Undefined where it never was; 410 where it was deleted. */
  read(type: string, id: string): StoredResource | undefined {
    const slot = this.#types.get(type)?.get(id);
    if (slot !== undefined && slot.resource === undefined) throw new FhirFailure(410, 'deleted', `This ${type} was deleted`);
    return slot?.resource;
  }

  /** Like `read`, with undefined for deleted ones too. */
  find(type: string, id: string): StoredResource | undefined {
    return this.#types.get(type)?.get(id)?.resource;
  }

  /** Every resource of a type, in order of first creation. */
  all(type: string): StoredResource[] {
    return [...(this.#types.get(type)?.values() ?? [])].flatMap((slot) => slot.resource ?? []);
  }

  /** A free id for a resource that is about to be created. */
  newId(): string {
    return randomUUID();
  }

  /** Stores a copy under `id` as the next version of it. */
  put(resource: ResourceJson, id: string): StoredResource {
    const type = resource.resourceType;
    const before = this.#types.get(type)?.get(id);
    if (before === undefined && this.#slots >= MAX_RESOURCES)
      throw new FhirFailure(507, 'throttled', `This server holds at most ${MAX_RESOURCES} resources`);
    const version = (before?.version ?? 0) + 1;
    const copy = structuredClone(resource);
    const stored = deepFreeze({
      ...copy,
      id,
      meta: { ...copy.meta, versionId: String(version), lastUpdated: this.#now().toISOString() },
    });
    this.#set(type, id, { version, resource: stored });
    return stored;
  }

  delete(type: string, id: string): void {
    const before = this.#types.get(type)?.get(id);
    if (before?.resource !== undefined) this.#set(type, id, { version: before.version + 1 });
  }

  /** Runs synchronous work; when it throws, the store is as it was before. Transactions do not nest. */
  transaction<T>(work: () => T): T {
    this.#journal = [];
    try {
      return work();
    } catch (error) {
      for (const { type, id, before } of this.#journal.reverse()) {
        if (before === undefined) {
          this.#types.get(type)?.delete(id);
          this.#slots--;
        } else this.#types.get(type)?.set(id, before);
      }
      throw error;
    } finally {
      this.#journal = undefined;
    }
  }

  #set(type: string, id: string, slot: Slot): void {
    const slots = this.#types.get(type) ?? new Map<string, Slot>();
    const before = slots.get(id);
    this.#journal?.push({ type, id, before });
    if (before === undefined) this.#slots++;
    this.#types.set(type, slots.set(id, slot));
  }
}
