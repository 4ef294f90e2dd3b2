/** The comparison of a topic is the file of its name in this folder; a topic without one lies outside, and says so. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ReferenceFolder } from './reference-folder.ts';
import { type Comparison, newTally, type Tally } from './tally.ts';

export async function compareTopic(folder: ReferenceFolder, topic: string): Promise<Tally> {
  const tally = newTally();
  const file = path.join(import.meta.dirname, `${topic}.ts`);
  if (!existsSync(file)) {
    tally.same(topic, 'no comparison of this topic', 'a comparison');
    return tally;
  }
  try {
    const { compare } = (await import(pathToFileURL(file).href)) as { readonly compare: Comparison };
    compare(folder, topic, tally);
  } catch (error) {
    tally.same(topic, error instanceof Error ? error.message : String(error), 'a comparison that runs through');
  }
  return tally;
}
