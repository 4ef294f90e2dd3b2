/** Python environments for peers that are measured, made once in the user's cache folder, and a process in one of them. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Path of its Python. `installs`: the arguments of each `pip install`, in turn. */
export function pythonEnvironment(name: string, installs: readonly (readonly string[])[]): string {
  const folder = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'her2-cds', name, 'venv');
  const python = path.join(folder, 'bin', 'python');
  const finished = path.join(folder, 'finished');
  if (existsSync(finished)) return python;
  process.stderr.write(`making a Python environment in ${folder}\n`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.dirname(folder), { recursive: true });
  const run = (command: string, ...args: string[]): void =>
    void execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  run('python3', '-m', 'venv', folder);
  for (const packages of installs) run(python, '-m', 'pip', 'install', '--quiet', ...packages);
  writeFileSync(finished, '');
  return python;
}

export interface PythonProcess {
  /** One request at a time. */
  ask(request: object): Promise<Record<string, unknown>>;
  stop(): void;
}

/** `script` reads a JSON request a line and answers with a JSON object a line; one with `error` is thrown under `name`. */
export function startPython(name: string, python: string, script: string): PythonProcess {
  const child = spawn(python, [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const { value, done } = await lines.next();
      const answer: Record<string, unknown> = done === true ? { error: 'the process ended' } : JSON.parse(value);
      if (answer.error !== undefined) throw new Error(`${name}: ${answer.error}`);
      return answer;
    },
    stop: () => void child.stdin.end(),
  };
}
