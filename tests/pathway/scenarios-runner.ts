/**
 * npm run scenarios: every scenario from hook request to card, the rows that each meets, and how much of the decisions they
 * cover. `-- --write DIR` writes the hook requests with their FHIR resources.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { helpFrom } from '../bench/help.ts';
import { content } from './her2-low-content.ts';
import { coverageOf } from './scenarios/coverage.ts';
import { SCENARIOS } from './scenarios/descriptions.ts';
import { type Evaluated, evaluate } from './scenarios/evaluate.ts';
import { factsOnlyCase } from './scenarios/facts-only-case.ts';
import { goldenText, matchesGolden } from './scenarios/golden.ts';
import { MORE_CASES } from './scenarios/more-cases.ts';
import { outcomeOf } from './scenarios/outcome.ts';
import { hookBody } from './scenarios/record-of.ts';
import type { Scenario } from './scenarios/scenario.ts';

helpFrom(import.meta.filename);

const { values } = parseArgs({ options: { write: { type: 'string' } } });

async function run(scenarios: readonly Scenario[]): Promise<readonly (Evaluated & { id: string; passed: boolean })[]> {
  const results = [];
  for (const scenario of scenarios) {
    const evaluated = await evaluate(scenario);
    const asExpected = JSON.stringify(outcomeOf(evaluated)) === JSON.stringify(scenario.expected);
    const passed = matchesGolden(scenario.id, goldenText(evaluated)) && asExpected;
    const { row = '-', merged } = evaluated.application;
    const summary = evaluated.application.proposal?.summary ?? 'no card';
    print(`${passed ? 'ok  ' : 'FAIL'} ${scenario.id}  ${[row, ...merged].join('+').padEnd(8)} ${scenario.title}: ${summary}`);
    if (values.write !== undefined) {
      mkdirSync(values.write, { recursive: true });
      const body = `${JSON.stringify(hookBody(scenario), undefined, 2)}\n`;
      writeFileSync(path.join(values.write, `${scenario.id}.json`), body);
    }
    results.push({ id: scenario.id, ...evaluated, passed });
  }
  return results;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const scenarios = await run(SCENARIOS);
const more = await run(MORE_CASES);
const all = [...scenarios, ...more];
const { rows, missingRows, oneWay, conditions } = coverageOf(content, [...all, factsOnlyCase()]);
print('');
for (const [row, met] of rows) print(`${row.padEnd(4)} ${met.length === 0 ? 'NOT MET' : met.join(' ')}`);
print('');
const passed = (results: readonly { readonly passed: boolean }[]) =>
  `${results.filter((result) => result.passed).length} of ${results.length}`;
print(`scenarios: ${passed(scenarios)}; other cases: ${passed(more)}`);
print(`rows met: ${rows.size - missingRows.length} of ${rows.size}`);
print(`conditions seen both ways: ${conditions.size - oneWay.length} of ${conditions.size}`);
for (const line of oneWay) print(`  ${line}`);
if (all.some((result) => !result.passed) || missingRows.length > 0 || oneWay.length > 0) process.exitCode = 1;
