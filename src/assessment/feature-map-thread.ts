/** Worker thread of feature maps: one map for each message, so that a slow one holds up no hook call. */
import { parentPort } from 'node:worker_threads';
import { compilePlan, type ExtractionInput, extractMap, type MapOptions, type RadiomicsSettings } from '../radiomics/index.ts';
import { type MapPicture, mapPicture } from './map-picture.ts';

export interface MapTask {
  readonly input: ExtractionInput;
  readonly feature: string;
  readonly settings: RadiomicsSettings;
  readonly options: MapOptions;
}

/** `refused`: with the code of the refusal, or `undefined-feature` where an image type is too large for the region. */
export type MapReply =
  | { readonly kind: 'map'; readonly picture: MapPicture }
  | { readonly kind: 'refused'; readonly code: string };

// What throws in here ends the thread, which the caller is told.
parentPort?.on('message', async (task: MapTask) => parentPort?.postMessage(await replyTo(task)));

const UNDEFINED: MapReply = { kind: 'refused', code: 'undefined-feature' };

/** The modules are loaded: the time of a map counts from its task. */
parentPort?.postMessage('ready');

async function replyTo({ input, feature, settings, options }: MapTask): Promise<MapReply> {
  const result = extractMap(input, compilePlan([feature], settings), options);
  if (result.kind === 'refused') return { kind: 'refused', code: result.code };
  const values = result.maps.get(feature);
  if (values === undefined) return UNDEFINED;
  const { box, mask, spacing, originMm } = result;
  const picture = await mapPicture({ values, mask, width: box.width, height: box.height, spacing, originMm }, input);
  return picture === undefined ? UNDEFINED : { kind: 'map', picture };
}
