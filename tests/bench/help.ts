/** `--help` of benchmarks and parity commands: their own head comment says what they do and take. */
import { readFileSync } from 'node:fs';

/** Prints the head comment of `file` and ends the process where --help was asked for. */
export function helpFrom(file: string): void {
  if (!process.argv.slice(2).some((word) => word === '--help' || word === '-h')) return;
  const comment = /^\/\*\*([\s\S]*?)\*\//.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\* ?/, '').trim());
  process.stdout.write(`${lines.join('\n').trim()}\n`);
  process.exit(0);
}
