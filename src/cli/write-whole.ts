/** Writes a file under another name first: it is there whole or not at all. */
import { rename, writeFile } from 'node:fs/promises';

export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${file}.part`, content);
  await rename(`${file}.part`, file);
}
