/** `her2-cds facts`: a Bundle of one patient in, its clinical facts with their evidence out. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type Hook, isTooDeep, type PathwayFacts, ServiceError } from '../core/index.ts';
import { jsonOption } from './options.ts';

interface Options {
  readonly bundle: string;
  readonly patient?: string;
  readonly drafts?: string;
  readonly content: string;
  readonly today: string;
  readonly json?: true;
}

const SHIPPED = path.resolve(import.meta.dirname, '../../cds-services/her2-low');
const NO_IMAGING: PathwayFacts['imaging'] = { state: 'not-asked', codes: [], studyFound: false, outlineMissing: false };

export function factsCommand(): Command {
  return new Command('facts')
    .description(
      'clinical facts of one patient with the evidence for each, as the rules of the pathway see them (no image is read)',
    )
    .requiredOption('--bundle <file>', 'FHIR R4 Bundle of the patient, or a JSON array of resources')
    .option('--patient <id>', 'id of the Patient, where the file has several')
    .option('--drafts <file>', 'Bundle of draft orders, as order-sign sends it')
    .option('--content <folder>', 'service folder with order classes and concept maps', SHIPPED)
    .addOption(
      new Option('--today <date>', 'day of the reading')
        .argParser(parseDay)
        .default(new Date().toISOString().slice(0, 10), 'today'),
    )
    .addOption(jsonOption())
    .action(async (options: Options) => {
      const { facts, notes } = await factsOf(options);
      for (const note of notes) process.stderr.write(`${note}\n`);
      const { factsTable } = await import('./facts-table.ts');
      process.stdout.write(options.json ? `${JSON.stringify(facts, null, 2)}\n` : factsTable(facts));
    });
}

async function factsOf({ bundle, patient, drafts, content, today }: Options): Promise<{ facts: PathwayFacts; notes: string[] }> {
  const [{ readContent }, { NO_DRAFTS, readDraftOrders, recordFromBundle }, { tissueFacts }] = await Promise.all([
    import('../assessment/index.ts'),
    import('../fhir/index.ts'),
    import('../tumour/index.ts'),
  ]);
  const service = await readContent(content, today);
  const { record, unreadable, others } = recordFromBundle(await readJson(bundle), patient);
  const orders = drafts === undefined ? NO_DRAFTS : readDraftOrders(await readJson(drafts), [], record.patientId, undefined);
  if (orders === undefined)
    throw new ServiceError('malformed-body', `${drafts} is no Bundle of readable orders.`, { field: 'drafts' });
  const tissue = tissueFacts(record, orders, {
    today,
    orderClasses: service.orderClasses,
    openOrderDays: service.site.windows.openOrderDays,
    terminology: service.terminology,
  });
  const hook: Hook = drafts === undefined ? 'patient-view' : 'order-sign';
  const notes = [
    ...unreadable.map((name) => `not readable as FHIR R4, left out: ${name}`),
    ...(others === 0 ? [] : [`${others} resources of other patients left out`]),
  ];
  return { facts: { ...tissue, hook, today, patientId: record.patientId, imaging: NO_IMAGING }, notes };
}

async function readJson(file: string): Promise<unknown> {
  const bytes = await readFile(file);
  if (isTooDeep(bytes)) throw new ServiceError('malformed-body', `${file} is nested too deep.`, { field: file });
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new ServiceError('malformed-body', `${file} is not JSON.`, { field: file, cause });
  }
}

function parseDay(text: string): string {
  // Date.parse takes 31 February for the 3rd of March.
  const day = new Date(Date.parse(text));
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text)
    throw new InvalidArgumentError('expected YYYY-MM-DD');
  return text;
}
