import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import layers from './layers.json' with { type: 'json' };

const root = path.resolve(import.meta.dirname, '..');
const src = path.join(root, 'src');
const everywhere = new Set(['zod', 'fhir']);

interface Rule {
  folders: readonly string[];
  packages: readonly string[];
}
const rules: Record<string, Rule> = layers.folders;

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function imports(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const statements = /^(?:import|export)\s(?:[^'";]*?\bfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;
  return [...text.matchAll(statements)].map((match) => (match[1] ?? match[2])!);
}

function folderOf(file: string): string {
  return path.relative(src, file).split(path.sep)[0]!;
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? `${parts[0]}/${parts[1]}` : parts[0]!;
}

function violations(file: string): string[] {
  const own = folderOf(file);
  const rule = rules[own];
  const name = path.relative(root, file);
  if (rule === undefined) return [`${name}: ${own} has no row in tests/layers.json`];
  return imports(file).flatMap((specifier) => {
    if (specifier.startsWith('node:')) return [];
    if (!specifier.startsWith('.')) {
      const used = packageOf(specifier);
      return everywhere.has(used) || rule.packages.includes(used) ? [] : [`${name} imports package ${used}`];
    }
    const target = path.resolve(path.dirname(file), specifier);
    if (!target.startsWith(src + path.sep)) return [`${name} imports ${specifier}, outside src`];
    const other = folderOf(target);
    if (other === own) return [];
    if (!rule.folders.includes('*') && !rule.folders.includes(other)) return [`${name} imports folder ${other}`];
    return other === 'main.ts' || path.basename(target) === 'index.ts'
      ? []
      : [`${name} imports ${specifier}: go through ${other}/index.ts`];
  });
}

describe('imports go one way', () => {
  const files = sourceFiles(src);

  it('every import in src is allowed by tests/layers.json', () => {
    expect(files.length).toBeGreaterThan(10);
    expect(files.flatMap(violations)).toEqual([]);
  });

  it('every row of tests/layers.json is a folder or file of src', () => {
    const present = new Set(files.map(folderOf));
    expect(Object.keys(rules).filter((folder) => !present.has(folder))).toEqual([]);
  });

  it('only the composition root reads the environment, and only the telemetry switch writes it', () => {
    const users = files.filter((file) => readFileSync(file, 'utf8').includes('process.env'));
    expect(users.map((file) => path.relative(src, file)).toSorted()).toEqual(['main.ts', 'model/no-telemetry.ts']);
  });

  it('no two files of src import each other in a circle', () => {
    const graph = new Map(
      files.map((file) => [
        file,
        imports(file)
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => path.resolve(path.dirname(file), specifier)),
      ]),
    );
    const done = new Set<string>();
    const circle = (file: string, trail: readonly string[]): string[] | undefined => {
      if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
      if (done.has(file)) return undefined;
      for (const next of graph.get(file) ?? []) {
        const found = circle(next, [...trail, file]);
        if (found !== undefined) return found;
      }
      done.add(file);
      return undefined;
    };
    const circles = files.map((file) => circle(file, [])).filter((found) => found !== undefined);
    expect(circles.map((found) => found.map((file) => path.relative(root, file)))).toEqual([]);
  });
});
