/** A Python environment with PyRadiomics 3.0.1, made once in the user's cache folder. NumPy 2 corrupts PyRadiomics' binning. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const NUMPY = 'numpy==1.26.4';

/** Path of its Python. Needs Python 3.11 or older and a C compiler. */
export function pyradiomicsPython(): string {
  const folder = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'her2-cds', 'pyradiomics', 'venv');
  const python = path.join(folder, 'bin', 'python');
  const finished = path.join(folder, 'finished');
  if (existsSync(finished)) return python;
  process.stderr.write(`making a Python environment in ${folder}\n`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.dirname(folder), { recursive: true });
  const run = (command: string, ...args: string[]): void =>
    void execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  run('python3', '-m', 'venv', folder);
  const install = (...args: string[]): void => run(python, '-m', 'pip', 'install', '--quiet', ...args);
  install(NUMPY, 'versioneer', 'cython', 'setuptools', 'wheel');
  install('--no-build-isolation', '--no-deps', 'pyradiomics==3.0.1');
  install(NUMPY, 'SimpleITK', 'PyWavelets', 'pykwalify', 'six');
  writeFileSync(finished, '');
  return python;
}
