/** `her2-cds apply`: facts of a case in, the row that it meets and its card out. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { type Proposal, ServiceError } from '../core/index.ts';
import type { Application, ServiceContent } from '../pathway/index.ts';
import { jsonOption } from './options.ts';

interface Options {
  readonly plan: string;
  readonly facts?: string;
  readonly table?: true;
  readonly json?: true;
}

const SHIPPED = path.resolve(import.meta.dirname, '../../cds-services/her2-low');

export function applyCommand(): Command {
  return new Command('apply')
    .description('the row and the card of a case, for authors of clinical content; the content is checked as at a start')
    .option('--plan <folder>', 'service folder with PlanDefinition.json', SHIPPED)
    .option('--facts <file>', 'JSON of the facts that differ from "nothing found"; the output of "her2-cds facts --json" will do')
    .option('--table', 'print the decision table: every combination with the row that it meets')
    .addOption(jsonOption())
    .action(async (options: Options) => {
      if (options.facts === undefined && options.table !== true) {
        throw new ServiceError('bad-configuration', 'Give --facts with a case, or --table.', { field: '--facts' });
      }
      const { readContent } = await import('../assessment/index.ts');
      const today = new Date().toISOString().slice(0, 10);
      const folder = path.basename(options.plan) === 'PlanDefinition.json' ? path.dirname(options.plan) : options.plan;
      const content = await readContent(folder, today);
      if (options.table === true) await printDecisions(content, options);
      if (options.facts !== undefined) await printCase(content, options.facts, today, options);
    });
}

async function printDecisions(content: ServiceContent, { json }: Options): Promise<void> {
  const { decisionTable, HAS, printTable } = await import('../pathway/index.ts');
  const lines = decisionTable(content);
  if (json === true) {
    process.stdout.write(`${JSON.stringify(lines, null, 2)}\n`);
    return;
  }
  const notes = Object.entries(HAS).map(([order, meaning]) => `"has" with ${order}: ${meaning}.`);
  process.stdout.write(`${printTable(lines)}\n\n${notes.join('\n')}\nRow O20 is merged into the cards of O7 to O19.\n`);
}

async function printCase(content: ServiceContent, file: string, today: string, { json }: Options): Promise<void> {
  const { lintProposal, readAuthorFacts } = await import('../pathway/index.ts');
  const application = content.apply(readAuthorFacts(parse(await readFile(file, 'utf8'), file), today));
  process.stdout.write(json === true ? `${JSON.stringify(application, null, 2)}\n` : `${describe(application, content)}\n`);
  const faults = application.proposal === undefined ? [] : lintProposal(application.proposal);
  for (const fault of faults) process.stderr.write(`no card may go out like this: ${fault}; shorten or reword the text\n`);
  if (faults.length > 0) process.exitCode = 2;
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ServiceError('bad-configuration', `${path.basename(file)} is not JSON.`, { field: '--facts', cause });
  }
}

function describe({ row, merged, usesImaging, proposal }: Application, content: ServiceContent): string {
  if (row === undefined) return 'No row: outside the context of the pathway. No card.';
  const titles = [row, ...merged].map((id) => `${id}: ${content.rows.find((known) => known.id === id)?.title ?? ''}`);
  const notes = usesImaging ? ['Asks for the imaging score.'] : [];
  return [...titles, ...notes, '', ...(proposal === undefined ? ['No card.'] : card(proposal))].join('\n');
}

function card({ indicator, summary, bullets, suggestions, links, source }: Proposal): readonly string[] {
  return [
    `[${indicator}] ${summary}`,
    ...bullets.map((bullet) => `  - ${bullet}`),
    ...suggestions.map(({ id, label, recommended, actions }) => {
      const what = actions.map((action) =>
        action.kind === 'create' ? action.resource.resourceType : `remove ${action.resourceId}`,
      );
      return `  ${id} ${label} (${what.join(', ')}${recommended ? ', recommended' : ''})`;
    }),
    ...links.map(({ id, label }) => `  ${id} ${label}`),
    `  ${source.label}`,
  ];
}
