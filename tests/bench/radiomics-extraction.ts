/** The engine of one checkout as the benchmark calls it: this one, or another revision loaded from its own folder. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Radiomics from '../../src/radiomics/index.ts';
import type { Scene } from './radiomics-scene.ts';

export interface FeatureSet {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly imageTypes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Feature names; all where left out. */
  readonly only?: readonly string[];
}

export interface Timed {
  readonly cpuMs: number;
  readonly values: ReadonlyMap<string, number>;
}

export type Extraction = (scene: Scene, set: FeatureSet) => Timed;

/** undefined for a set that the revision does not know. */
export async function loadExtraction(root: string): Promise<(set: FeatureSet) => ((scene: Scene) => Timed) | undefined> {
  const radiomics: typeof Radiomics = await import(pathToFileURL(path.join(root, 'src/radiomics/index.ts')).href);
  return (set) => {
    const parsed = radiomics.parseSettings({ ...set.settings, imageTypes: set.imageTypes });
    if (parsed.kind === 'invalid') return undefined;
    const names = set.only ?? radiomics.allFeatureNames(radiomics.FEATURE_CLASS_NAMES, parsed.settings);
    const plan = radiomics.compilePlan(names, parsed.settings);
    return (scene) => {
      const before = process.cpuUsage();
      const result = radiomics.extract(scene.input, plan);
      const { user, system } = process.cpuUsage(before);
      if (result.kind === 'refused') throw new Error(result.message);
      return { cpuMs: (user + system) / 1000, values: result.values };
    };
  };
}
