/** Config -> parts -> app: which part is given which other one. */
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
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
} from '../assessment/index.ts';
import type { Log } from '../core/index.ts';
import { createDicomweb, uidFromSeed } from '../imaging/index.ts';
import type { Model } from '../model/index.ts';
import { createSandbox, type DemonstrationPatient, readDemonstration, type Sandbox } from '../sandbox/index.ts';
import { type Config, createApp, createClientAuth } from '../server/index.ts';
import { openStore } from '../store/index.ts';

/** Root of the package: above src/ and dist/ alike. */
const ROOT = path.resolve(import.meta.dirname, '../..');

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

export interface RunningSandbox extends Sandbox {
  readonly patients: readonly DemonstrationPatient[];
}

export interface Composed {
  readonly sandbox: RunningSandbox | undefined;
  readonly model: Model;
  close(): Promise<void>;
}

/** Answers the requests of `server` from here on. Throws as startService does. */
export async function compose(server: Server, url: string, config: Config, log: Log): Promise<Composed> {
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
