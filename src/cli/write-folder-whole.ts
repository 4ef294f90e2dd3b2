/** Writes a folder of files under another name first: it is there whole or not at all. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** `files`: name -> content. Throws where `folder` is there already and not empty. */
export async function writeFolderWhole(folder: string, files: ReadonlyMap<string, string | Uint8Array>): Promise<void> {
  const part = `${folder}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  for (const [file, content] of files) await writeFile(path.join(part, file), content);
  await rename(part, folder);
}
