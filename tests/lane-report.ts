/** Vitest reporter: after the run, one line for each lane that did not run, with the reason and how to get it. */
import type { Reporter, TestModule } from 'vitest/node';
import { MISSING_LANE } from './missing-lane.ts';

export class LaneReport implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const suites = new Map<string, number>();
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        if (!test.name.startsWith(MISSING_LANE)) continue;
        const lane = test.name.slice(MISSING_LANE.length + 2);
        suites.set(lane, (suites.get(lane) ?? 0) + 1);
      }
    }
    if (suites.size === 0) return;
    console.log('\nLanes that did not run (they are required where CI is set):');
    for (const [lane, count] of suites) console.log(`  ${lane} [${count} ${count === 1 ? 'suite' : 'suites'}]`);
  }
}
