/** PyRadiomics in a child process, one request at a time. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type PythonProcess, startPython } from './python-environment.ts';
import { pyradiomicsPython } from './radiomics-environment.ts';
import type { Scene } from './radiomics-scene.ts';

export interface PyradiomicsProcess extends PythonProcess {
  load(scene: Scene): Promise<void>;
}

/** `scratch`: folder for the images that go to it. */
export function startPyradiomics(scratch: string): PyradiomicsProcess {
  const { ask, stop } = startPython(
    'PyRadiomics',
    pyradiomicsPython(),
    path.join(import.meta.dirname, 'radiomics-pyradiomics.py'),
  );
  let loaded: Scene | undefined;
  return {
    async load(scene) {
      if (loaded === scene) return;
      loaded = scene;
      const { image, mask, spacing } = scene.input;
      const [imageFile, maskFile] = [path.join(scratch, 'image'), path.join(scratch, 'mask')];
      writeFileSync(imageFile, image.pixels);
      writeFileSync(maskFile, mask);
      const { width, height } = image;
      await ask({ kind: 'load', image: imageFile, mask: maskFile, width, height, spacing: [spacing.xMm, spacing.yMm] });
    },
    ask,
    stop,
  };
}
