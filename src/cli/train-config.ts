/** The configuration of a training, YAML or JSON; the endpoint of the command line wins. Throws ServiceError with every problem. */
import { readFile, stat } from 'node:fs/promises';
import { parse } from 'yaml';
import { ServiceError } from '../core/index.ts';
import { type ModelConfig, modelConfigSchema } from '../training/index.ts';

const MAX_CONFIG_BYTES = 1_000_000;

export async function readTrainConfig({
  config,
  endpoint,
}: {
  readonly config: string;
  readonly endpoint?: string;
}): Promise<ModelConfig> {
  const { size } = await stat(config);
  if (size > MAX_CONFIG_BYTES) throw unusable('config', `${size} bytes, limit ${MAX_CONFIG_BYTES}`);
  let input: unknown;
  try {
    input = parse(await readFile(config, 'utf8'), { maxAliasCount: 100 });
  } catch (cause) {
    throw new ServiceError('bad-configuration', `${config} is neither YAML nor JSON.`, { field: 'config', cause });
  }
  const parsed = modelConfigSchema.safeParse(input, {
    error: ({ code, input: given }) => (code === 'invalid_type' && given === undefined ? 'is missing' : undefined),
  });
  if (!parsed.success) {
    throw unusable(
      'config',
      parsed.error.issues.map((issue) => `${issue.path.join('.') || 'document'}: ${issue.message}`).join('; '),
    );
  }
  return endpoint === undefined ? parsed.data : { ...parsed.data, endpoint };
}

function unusable(field: string, why: string): ServiceError {
  return new ServiceError('bad-configuration', `${field}: ${why}.`, { field });
}
