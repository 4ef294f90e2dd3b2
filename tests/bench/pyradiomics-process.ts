/** PyRadiomics in a child process, one request at a time. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pyradiomicsPython } from './radiomics-environment.ts';
import type { Scene } from './radiomics-scene.ts';

export interface PyradiomicsProcess {
  load(scene: Scene): Promise<void>;
  ask(request: object): Promise<Record<string, unknown>>;
  stop(): void;
}

/** `scratch`: folder for the images that go to it. */
export function startPyradiomics(scratch: string): PyradiomicsProcess {
  const child = spawn(pyradiomicsPython(), [path.join(import.meta.dirname, 'radiomics-pyradiomics.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (request: object): Promise<Record<string, unknown>> => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await lines.next();
    const answer: Record<string, unknown> = done === true ? { error: 'the process ended' } : JSON.parse(value);
    if (answer.error !== undefined) throw new Error(`PyRadiomics: ${answer.error}`);
    return answer;
  };
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
    stop: () => void child.stdin.end(),
  };
}
