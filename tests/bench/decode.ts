/**
 * `npm run bench:decode [-- DIR] [--samples N]`: the first frame of every DICOM file of a folder, from bytes in memory to grey
 * or RGB pixels, here and by pydicom 3.0.2 with its compiled decoders, in one run, calls in turn; CPU time, medians.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { decodeColourFrame, parseDicom } from '../../src/imaging/index.ts';
import { transferSyntaxName } from '../../src/imaging/transfer-syntax.ts';
import { helpFrom } from './help.ts';
import { median, rounded } from './median.ts';
import { pythonEnvironment, startPython } from './python-environment.ts';

helpFrom(import.meta.filename);

const { values: options, positionals } = parseArgs({
  options: { samples: { type: 'string', default: '15' } },
  allowPositionals: true,
});
const samples = Math.max(3, Number(options.samples));
const folder = path.resolve(positionals[0] ?? path.join(import.meta.dirname, '../../../shared/data/dicom'));
/** Calls after which the compiler has seen what it optimises and the codec of the file is there. */
const WARM_UP = 8;

const PACKAGES = ['numpy', 'pydicom==3.0.2', 'pylibjpeg', 'pylibjpeg-libjpeg', 'pylibjpeg-openjpeg', 'pylibjpeg-rle', 'pyjpegls'];
const python = pythonEnvironment('pydicom', [PACKAGES]);
const pydicom = startPython('pydicom', python, path.join(import.meta.dirname, 'decode-pydicom.py'));
const rows: Record<string, string | number>[] = [];
try {
  for (const name of readdirSync(folder).toSorted()) if (name.endsWith('.dcm')) rows.push(await compare(name));
} finally {
  pydicom.stop();
}
console.table(rows);
const ratios = rows.flatMap(({ ratio }) => (typeof ratio === 'number' ? [ratio] : []));
process.stderr.write(
  `CPU ms, medians of ${samples}, median ratio ${rounded(median(ratios))}; ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(2)}, Node ${process.version}\n`,
);

async function compare(name: string): Promise<Record<string, string | number>> {
  const file = path.join(folder, name);
  const bytes = new Uint8Array(readFileSync(file));
  for (let n = 0; n < WARM_UP; n++) await decode(bytes);
  await pydicom.ask({ file });
  const mine: number[] = [];
  const theirs: number[] = [];
  let syntax = '';
  let refused: string | undefined;
  for (let n = 0; n < samples && refused === undefined; n++) {
    const answer = await pydicom.ask({ file });
    const own = await decode(bytes);
    syntax = own.syntax;
    refused = typeof answer.refused === 'string' ? 'not by pydicom' : own.refused;
    mine.push(own.cpuMs);
    theirs.push(Number(answer.cpuMs));
  }
  if (refused !== undefined) return { file: name, syntax, ratio: refused };
  const [us, them] = [median(mine), median(theirs)];
  return { file: name, syntax, 'ours ms': rounded(us), 'pydicom ms': rounded(them), ratio: rounded(them / us) };
}

/** CPU time of all threads: the codecs run in some of their own. */
async function decode(
  bytes: Uint8Array,
): Promise<{ readonly cpuMs: number; readonly syntax: string; readonly refused?: string }> {
  const before = process.cpuUsage();
  const object = parseDicom(bytes);
  if (object.kind === 'unreadable') return { cpuMs: 0, syntax: '', refused: object.detail };
  const frame = await decodeColourFrame(object, 1);
  const { user, system } = process.cpuUsage(before);
  const measured = { cpuMs: (user + system) / 1000, syntax: transferSyntaxName(object.transferSyntax).replace(/ \(.*/, '') };
  return frame.kind === 'frame' ? measured : { ...measured, refused: 'not here' };
}
