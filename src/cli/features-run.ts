/** The features command: one region, one reference case, or a cohort. */
import { ServiceError } from '../core/index.ts';
import { compilePlan } from '../radiomics/index.ts';
import { runBatch } from './features-batch.ts';
import { readCase } from './features-case.ts';
import type { FeaturesOptions } from './features-options.ts';
import { readRecipe } from './features-parameters.ts';
import { extractRegion, type RegionFeatures, type RegionRequest } from './features-region.ts';

export async function runFeatures(options: FeaturesOptions): Promise<void> {
  const modes = [options.case, options.batch, options.image].filter((mode) => mode !== undefined);
  if (modes.length !== 1) throw usage('Give one of --image with --mask, --case or --batch.');
  if (options.case !== undefined) return runCase(options.case, options);
  if (options.batch !== undefined) return runBatch(options.batch, options);
  return runOne(options);
}

async function runOne(options: FeaturesOptions): Promise<void> {
  if (options.image === undefined || options.mask === undefined) throw usage('--image needs --mask <file>.');
  const recipe = await readRecipe(options.params, options.profile);
  const label = options.label ?? recipe.label;
  const request: RegionRequest = {
    image: options.image,
    mask: options.mask,
    ...(options.spacing === undefined ? {} : { spacing: options.spacing }),
    ...(label === undefined ? {} : { label }),
    ...(options.frame === undefined ? {} : { frame: options.frame }),
  };
  const result = await extractRegion(request, compilePlan(recipe.featureNames, recipe.settings));
  if (result.kind === 'refused') {
    process.stderr.write(`her2-cds features: ${result.message}\n`);
    if (options.json) print(JSON.stringify({ values: {}, error: { code: result.code, message: result.message } }));
    process.exitCode = 2;
    return;
  }
  const notes = [...recipe.notes, ...result.notes];
  for (const note of notes) process.stderr.write(`note: ${note}\n`);
  for (const warning of result.warnings) process.stderr.write(`warning: ${warning}\n`);
  if (options.json) {
    print(
      JSON.stringify({
        values: jsonValues(result),
        provenance: result.provenance,
        warnings: result.warnings,
        notes,
        error: null,
      }),
    );
  } else if (options.csv) {
    print(`${result.values.map(([name]) => name).join(',')}\n${result.values.map(([, value]) => value).join(',')}`);
  } else {
    print(result.values.map(([name, value]) => `${name.padEnd(52)} ${value}`).join('\n'));
  }
}

/** Prints `{"values", "error"}` and nothing else; everything that stops it is an error in there too. */
async function runCase(file: string, options: FeaturesOptions): Promise<void> {
  try {
    const { recipe, request } = await readCase(file, options.profile);
    const result = await extractRegion(request, compilePlan(recipe.featureNames, recipe.settings));
    if (result.kind === 'refused') {
      printFailure(result.code, result.message);
      process.exitCode = 2;
      return;
    }
    for (const note of [...recipe.notes, ...result.notes]) process.stderr.write(`note: ${note}\n`);
    print(JSON.stringify({ values: jsonValues(result), error: null }));
  } catch (error) {
    const { code, message } = error as { code?: unknown; message?: unknown };
    printFailure(String(code ?? 'internal'), String(message));
    throw error;
  }
}

function printFailure(code: string, message: string): void {
  print(JSON.stringify({ values: {}, error: { code, message } }));
}

/** JSON has no NaN: these become strings. */
function jsonValues({ values }: RegionFeatures): Readonly<Record<string, number | string>> {
  return Object.fromEntries(values.map(([name, value]) => [name, Number.isFinite(value) ? value : String(value)]));
}

function usage(message: string): ServiceError {
  return new ServiceError('bad-configuration', message);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
