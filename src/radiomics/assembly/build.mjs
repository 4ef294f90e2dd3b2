/**
 * Compiles the kernels to WebAssembly and writes them as ../kernel-bytes.ts, base64, so that the engine reads no file.
 * Leaves a result alone that came from the same sources.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = import.meta.dirname;
const target = path.join(folder, '../kernel-bytes.ts');
const sources = readdirSync(folder)
  .filter((name) => /\.(ts|mjs)$/.test(name))
  .sort();
const hash = createHash('sha256');
for (const name of sources) hash.update(`${name}\n`).update(readFileSync(path.join(folder, name)));
const stamp = `// Made by assembly/build.mjs from sources of SHA-256 ${hash.digest('hex')}\n`;

if (!existsSync(target) || !readFileSync(target, 'utf8').startsWith(stamp)) {
  const { main } = await import('assemblyscript/asc');
  let bytes;
  let said = '';
  const options = ['--optimizeLevel', '3', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];
  const memory = ['--initialMemory', '16', '--maximumMemory', '16384'];
  const { error } = await main(['index.ts', '--baseDir', folder, '--outFile', 'kernels.wasm', ...options, ...memory], {
    // Shown only where it fails: it also remarks on how well it optimised.
    stderr: { write: (text) => (said += text) },
    writeFile: (name, contents) => {
      if (name.endsWith('.wasm')) bytes = contents;
    },
  });
  if (error !== null || bytes === undefined) throw new Error(`the kernels do not compile: ${said}`, { cause: error });
  writeFileSync(target, `${stamp}export const KERNEL_BYTES =\n  '${Buffer.from(bytes).toString('base64')}';\n`);
}
