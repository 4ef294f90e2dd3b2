/** Worker thread of feature maps: one map for each message, so that a slow one holds up no hook call. */
import { parentPort } from 'node:worker_threads';
import type { HeatMap } from '../imaging/index.ts';
import { compilePlan, type ExtractionInput, extractMap, type MapOptions, type RadiomicsSettings } from '../radiomics/index.ts';

export interface MapTask {
  readonly input: ExtractionInput;
  readonly feature: string;
  readonly settings: RadiomicsSettings;
  readonly options: MapOptions;
}

/** `refused`: with the code of the refusal, or `undefined-feature` where an image type is too large for the region. */
export type MapReply = { readonly kind: 'map'; readonly map: HeatMap } | { readonly kind: 'refused'; readonly code: string };

parentPort?.on('message', ({ input, feature, settings, options }: MapTask) => {
  const result = extractMap(input, compilePlan([feature], settings), options);
  parentPort?.postMessage(replyOf(result, feature));
});

/** The modules are loaded: the time of a map counts from its task. */
parentPort?.postMessage('ready');

function replyOf(result: ReturnType<typeof extractMap>, feature: string): MapReply {
  if (result.kind === 'refused') return { kind: 'refused', code: result.code };
  const values = result.maps.get(feature);
  if (values === undefined) return { kind: 'refused', code: 'undefined-feature' };
  const { box, mask, spacing, originMm } = result;
  return { kind: 'map', map: { values, mask, width: box.width, height: box.height, spacing, originMm } };
}
