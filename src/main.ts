/**
 * Composition root: environment -> Config -> parts -> app -> listen. The only file that reads process.env.
 * The address is taken first, since the embedded servers and the links in cards name it.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import {
  createAssess,
  createDescribe,
  createRepeatedAdvice,
  createSaveFeedback,
  createSaveOutline,
  createScoreStudy,
  createShowFeatureMap,
  createShowFrames,
  DEMONSTRATION_MODEL,
  openModel,
  readContent,
  warmUp,
} from './assessment/index.ts';
import { jsonLog, type Log, ServiceError } from './core/index.ts';
import { createDicomweb, uidFromSeed } from './imaging/index.ts';
import type { Model } from './model/index.ts';
import {
  createSandbox,
  type DemonstrationPatient,
  readDemonstration,
  rehearse,
  reviewRequest,
  type Sandbox,
} from './sandbox/index.ts';
import { type Config, createApp, createClientAuth, listen, readConfig, stopServer } from './server/index.ts';
import { openStore } from './store/index.ts';

/** Root of the package: one level above src/ and dist/ alike. */
const ROOT = path.resolve(import.meta.dirname, '..');

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

export interface RunningService {
  /** Address on this machine, e.g. http://127.0.0.1:8080. */
  readonly url: string;
  readonly config: Config;
  readonly model: Model;
  /** The embedded servers and their patients, where they run. */
  readonly sandbox: RunningSandbox | undefined;
  stop(): Promise<void>;
}

export interface RunningSandbox extends Sandbox {
  readonly patients: readonly DemonstrationPatient[];
}

export interface StartOptions {
  readonly log?: Log;
}

/** Throws ServiceError `bad-configuration` where a setting, the content or the model does not hold. */
export async function startService(
  environment: Readonly<Record<string, string | undefined>>,
  options: StartOptions = {},
): Promise<RunningService> {
  const config = readConfig(environment);
  const log = options.log ?? jsonLog((line) => process.stdout.write(line));
  const server = createServer();
  const url = await listen(server, config);
  let close = async () => {};
  try {
    let rehearsing = true;
    const logCalls: Log = (...line) => {
      if (!rehearsing) log(...line);
    };
    const composed = await compose(server, url, config, logCalls);
    const { sandbox, model } = composed;
    close = composed.close;
    if (sandbox !== undefined) await rehearse(url, sandbox, sandbox.patients);
    rehearsing = false;
    const { kind } = model.signature;
    log(kind === 'not-checked' ? 'warn' : 'info', 'model-loaded', {
      model: `${model.identity.id} ${model.identity.version}`,
      signature: kind,
    });
    return { url, config, model, sandbox, stop: () => stopServer(server).then(close) };
  } catch (error) {
    await stopServer(server);
    await close();
    throw error;
  }
}

/** Starts with the process's own environment; `overrides` win over it. */
export function startFromEnvironment(
  overrides: Readonly<Record<string, string>> = {},
  options: StartOptions = {},
): Promise<RunningService> {
  return startService({ ...process.env, ...overrides }, options);
}

interface Composed {
  readonly sandbox: RunningSandbox | undefined;
  readonly model: Model;
  close(): Promise<void>;
}

async function compose(server: Server, url: string, config: Config, log: Log): Promise<Composed> {
  const publicUrl = config.publicUrl ?? url;
  const sandboxUrl = `${url}/sandbox`;
  const fhirServers = [...config.fhirServers, ...(config.sandbox ? [`${sandboxUrl}/fhir`] : [])];
  const archives = [...config.dicomweb, ...(config.sandbox ? [{ base: `${sandboxUrl}/dicom-web` }] : [])];
  const today = () => new Date().toISOString().slice(0, 10);

  const [content, { model, plan }, sandbox] = await Promise.all([
    readContent(path.join(ROOT, 'cds-services/her2-low'), today()),
    openModel(config.model ?? DEMONSTRATION_MODEL, config.modelKey),
    config.sandbox ? openSandbox(url, sandboxUrl) : undefined,
  ]);
  const { id, version, sha256 } = model.identity;
  await warmUp({ model, plan });
  const store = await openStore(storeOptions(config));
  const dicomweb = createDicomweb({ allow: archives });
  const outlines = { preference: config.outlines, askArchive: config.outlines.write };
  const scoreStudy = createScoreStudy({
    dicomweb,
    model,
    plan,
    store,
    log,
    ...(config.imageQuality === undefined ? {} : { quality: config.imageQuality }),
    outlines,
    backgroundMs: config.imagingBackgroundMs,
  });
  const budgetMs = config.imagingBackgroundMs;
  const drawing = {
    showFrames: createShowFrames({ dicomweb, budgetMs }),
    saveOutline: createSaveOutline({
      dicomweb,
      now: () => new Date(),
      newUid: () => uidFromSeed(randomUUID()),
      log,
      budgetMs,
    }),
  };
  const featureMaps = createShowFeatureMap({ content, model, plan, scoreStudy, dicomweb, outlines, today, log, budgetMs });
  const app = createApp({
    services: content.services,
    assess: createAssess({
      content,
      model: model.identity,
      scoreStudy,
      today,
      limits: { fhirMs: config.fhirTimeoutMs, imagingMs: config.imagingTimeoutMs },
    }),
    describe: createDescribe({
      content,
      model,
      scoreStudy,
      dicomweb,
      outlines,
      now: () => new Date(),
      today,
      log,
      budgetMs,
    }),
    showFeatureMap: featureMaps.show,
    ...(config.outlines.write ? { drawing } : {}),
    // Without clients the service is for this machine only: development answers as often as it is asked.
    repeats: createRepeatedAdvice({
      advice: store.advice,
      hours: config.clients.length === 0 ? 0 : content.site.repeatHours,
      now: () => new Date(),
      log,
    }),
    saveFeedback: createSaveFeedback(store.advice),
    clientAuth: createClientAuth(config.clients),
    fhirServers,
    publicUrl,
    maxBodyBytes: config.maxBodyBytes,
    appFolder: path.join(ROOT, 'dist/smart-app'),
    modelCard: model.card,
    health: { model: { id, version, sha256, signature: model.signature.kind } },
    ...(config.clients.length === 0 ? { hosts: [...LOOPBACK_NAMES, new URL(publicUrl).hostname] } : {}),
    log,
    ...(sandbox === undefined ? {} : { sandbox: sandbox.router }),
  });
  server.removeAllListeners('request');
  server.on('request', app);
  return {
    sandbox,
    model,
    close: async () => {
      await featureMaps.close();
      await dicomweb.close();
      await store.close();
    },
  };
}

async function openSandbox(url: string, sandboxUrl: string): Promise<RunningSandbox> {
  const demonstration = await readDemonstration(path.join(ROOT, 'fixtures/sandbox'), sandboxUrl);
  const sandbox = await createSandbox({ baseUrl: () => url, demonstration, appFolder: path.join(ROOT, 'dist/smart-app') });
  return { ...sandbox, patients: demonstration.patients };
}

function storeOptions(config: Config): Parameters<typeof openStore>[0] {
  if (config.databaseUrl !== undefined) return { databaseUrl: config.databaseUrl };
  return config.data === 'memory' ? {} : { directory: path.resolve(config.data ?? '.data') };
}

/** Ctrl-C and a container's stop end the service in order. */
export function stopOnSignals(service: RunningService): void {
  const end = () => void service.stop().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

const SIGNATURE_TEXT = {
  absent: 'not signed',
  'not-checked': 'signed, signature not checked (HER2_MODEL_KEY is not set)',
  verified: 'signature verified',
} as const;

/** What a person who has just started the service wants to know. */
export function banner({ url, config, model, sandbox }: RunningService): string {
  const lines = [`HER2-low CDS service: ${config.publicUrl ?? url}/cds-services (on port ${new URL(url).port})`];
  lines.push(`Model: ${model.identity.id} ${model.identity.version}, ${SIGNATURE_TEXT[model.signature.kind]}`);
  if (config.clients.length === 0) {
    lines.push('No CDS clients are configured: calls are not authenticated, so the service is bound to this machine only.');
  } else {
    lines.push(`CDS clients: ${config.clients.map(({ issuer }) => issuer).join(', ')}`);
  }
  if (config.fhirServers.length > 0) lines.push(`FHIR servers: ${config.fhirServers.join(', ')}`);
  if (config.dicomweb.length > 0) lines.push(`DICOMweb archives: ${config.dicomweb.map(({ base }) => base).join(', ')}`);
  lines.push(`SMART app: ${config.publicUrl ?? url}/app/launch.html`);
  const example = sandbox?.patients[0];
  if (example !== undefined) {
    lines.push(
      `Demonstration EHR (fictional patients, simulated images): ${url}/`,
      'A review of one patient from the command line:',
      `  curl -s ${url}/cds-services/her2-low-patient-view -H 'content-type: application/json' -d '${reviewRequest(url, example.patientId)}'`,
    );
  }
  return `${lines.join('\n')}\n`;
}

async function main(): Promise<void> {
  try {
    const service = await startFromEnvironment();
    process.stdout.write(banner(service));
    stopOnSignals(service);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === import.meta.filename) await main();
