import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { LaneReport } from './lane-report.ts';

export default defineConfig({
  root: path.resolve(import.meta.dirname, '..'),
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    globalSetup: ['tests/temporary-folder.ts', 'tests/servers/hapi-global-setup.ts'],
    reporters: ['default', new LaneReport()],
  },
});
