/**
 * `npm run parity:statistics -- DIR [--topic NAME] [--json]`: every topic of a folder in the layout of the statistical
 * references, with its worst difference, then "N compared, N outside". Exit code 1 where any is outside.
 */
import { parseArgs } from 'node:util';
import { helpFrom } from '../bench/help.ts';
import { compareTopic } from './statistics/compare-topic.ts';
import { openFolder } from './statistics/reference-folder.ts';
import type { Tally } from './statistics/tally.ts';

helpFrom(import.meta.filename);

const LISTED = 20;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { topic: { type: 'string', multiple: true }, json: { type: 'boolean' } },
});
const [directory] = positionals;
if (directory === undefined) {
  process.stderr.write('usage: npm run parity:statistics -- DIR [--topic NAME] [--json]\n');
  process.exit(1);
}

const folder = openFolder(directory);
const topics = folder.topics.filter((topic) => options.topic?.includes(topic) ?? true);
const tallies: (readonly [string, Tally])[] = [];
for (const topic of topics) tallies.push([topic, await compareTopic(folder, topic)]);
const compared = tallies.reduce((sum, [, tally]) => sum + tally.compared, 0);
const outside = tallies.reduce((sum, [, tally]) => sum + tally.outside.length, 0);

if (options.json) {
  const topics = tallies.map(([topic, { compared, outside, worst }]) => ({ topic, compared, outside, worst }));
  process.stdout.write(`${JSON.stringify({ topics, compared, outside })}\n`);
} else {
  for (const [topic, tally] of tallies) {
    const { difference, where } = tally.worst;
    const counts = `${String(tally.compared).padStart(6)} compared ${String(tally.outside.length).padStart(4)} outside`;
    process.stdout.write(`${topic.padEnd(20)} ${counts}  worst ${difference.toExponential(1)}  ${where}\n`);
    for (const line of tally.outside.slice(0, LISTED)) process.stdout.write(`  outside: ${line}\n`);
    if (tally.outside.length > LISTED) process.stdout.write(`  outside: and ${tally.outside.length - LISTED} more\n`);
  }
  process.stdout.write(`${compared} compared, ${outside} outside\n`);
}
if (outside > 0 || compared === 0) process.exitCode = 1;
