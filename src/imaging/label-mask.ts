/**
 * A label image to the mask of one lesion. Without a chosen label there must be exactly one: which of several lesions
 * is meant is never guessed, nor whether the soft edge of a lossy file belongs to it.
 */
import type { Mask } from '../core/index.ts';
import { ImageFileError } from './image-file-error.ts';
import type { Raster } from './raster.ts';

/** Every value other than 0. */
export const ANY_LABEL = 'any';

const LABELS_NAMED = 10;

/** With more values than this a file is rather an image, or a mask that a lossy format has given soft edges. */
const MAX_LABELS = 32;

export interface LabelMask {
  readonly mask: Mask;
  readonly notes: readonly string[];
}

/** `label`: a number, `any`, or left out. An image of zeros gives an empty mask: radiomics refuses it in its own words. */
export function labelMask(raster: Raster, label: string | undefined): LabelMask {
  const labels = labelsOf(raster);
  if (label === ANY_LABEL) return { mask: Uint8Array.from(labels, (value) => (value === 0 ? 0 : 1)), notes: [] };
  const present = [...new Set(labels)].filter((value) => value !== 0).sort((a, b) => a - b);
  if (label !== undefined) {
    const wanted = Number(label);
    if (label.trim() === '' || !Number.isFinite(wanted))
      throw new ImageFileError(`mask: expected --label as a number, got "${label.slice(0, 40)}"`);
    if (present.length > 0 && !present.includes(wanted)) {
      throw new ImageFileError(`mask: label ${wanted} is not in it; it has ${named(present)}`, { code: 'label-absent' });
    }
    return { mask: Uint8Array.from(labels, (value) => (value === wanted ? 1 : 0)), notes: [] };
  }
  if (present.length > 1) {
    throw new ImageFileError(`mask: ${present.length} labels (${named(present)}); ${adviceFor(present.length)}`, {
      code: 'several-labels',
    });
  }
  return {
    mask: Uint8Array.from(labels, (value) => (value === 0 ? 0 : 1)),
    notes: present.length === 1 ? [`mask label ${present[0]}`] : [],
  };
}

/** Colours that are not grey become one number each, so that they can be counted and chosen. */
function labelsOf({ samples, values, width, height }: Raster): Raster['values'] {
  if (samples === 1) return values;
  const labels = new Float64Array(width * height);
  for (let n = 0; n < labels.length; n++) {
    const red = values[3 * n];
    const green = values[3 * n + 1];
    const blue = values[3 * n + 2];
    labels[n] = red === green && red === blue ? red : (red * 65_536 + green) * 65_536 + blue;
  }
  return labels;
}

function adviceFor(labels: number): string {
  const anyLabel = '--label any for every value other than 0';
  if (labels <= MAX_LABELS) return `choose one with --label, or ${anyLabel}`;
  return `a mask has few, so this looks like an image: give the image as --image and its outline as --mask (in a table, in these columns). For a mask with soft edges: ${anyLabel}`;
}

function named(labels: readonly number[]): string {
  if (labels.length === 0) return 'no value other than 0';
  const first = labels.slice(0, LABELS_NAMED).join(', ');
  return labels.length > LABELS_NAMED ? `${first}, ...` : first;
}
