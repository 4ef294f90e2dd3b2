import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedPages } from '../docs/generate.ts';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

describe('the documentation', () => {
  it.each([...generatedPages()])('docs/%s is what npm run docs writes', (name, text) => {
    expect(read(`docs/${name}`)).toBe(text);
  });

  it('links between its pages lead somewhere', () => {
    const pages = ['README.md', ...readdirSync(path.join(root, 'docs')).map((name) => `docs/${name}`)].filter((name) =>
      name.endsWith('.md'),
    );
    const broken = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
        .map((match) => path.join(path.dirname(page), match[1]!))
        .filter((target) => {
          try {
            readFileSync(path.join(root, target));
            return false;
          } catch (error) {
            return (error as NodeJS.ErrnoException).code !== 'EISDIR';
          }
        })
        .map((target) => `${page} -> ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('every folder of src is in the code map', () => {
    const map = read('docs/ARCHITECTURE.md');
    const folders = readdirSync(path.join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((entry) => entry.name).filter((name) => !map.includes(`\`${name}/\``))).toEqual([]);
  });

  it('every npm script that the documentation names exists', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const pages = ['README.md', 'docs/ARCHITECTURE.md'].map(read).join('\n');
    const named = [...pages.matchAll(/npm run ([a-z][a-z:-]*)/g)].map((match) => match[1]!);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});
