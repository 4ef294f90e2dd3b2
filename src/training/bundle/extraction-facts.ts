/** What the settings of the extraction and the names of the features say, one sentence each, for the reporting checklists. */
import { FEATURE_CLASS_NAMES, parseSettings, type RadiomicsSettings } from '../../radiomics/index.ts';
import type { StudyFacts } from '../evaluation/study-facts.ts';

type Extraction = Pick<StudyFacts, 'resampling' | 'discretisation' | 'imageTypes' | 'featureClasses' | 'extractionDefaults'>;

/** Empty where the settings are not ours to read: features then came from a table. */
export function extractionFacts(preprocessing: unknown, names: readonly string[]): Extraction {
  const classes = { featureClasses: `${classCounts(names)}.` };
  const parsed = parseSettings(preprocessing);
  if (parsed.kind === 'invalid') return classes;
  const { settings } = parsed;
  return {
    ...classes,
    resampling: resamplingText(settings),
    discretisation: `${discretisationText(settings)}.`,
    imageTypes: `${Object.keys(settings.imageTypes).join(', ')}.`,
    extractionDefaults: 'Every setting that is not named has the default of PyRadiomics.',
  };
}

function resamplingText({ resampledPixelSpacing, interpolator }: RadiomicsSettings): string {
  if (resampledPixelSpacing === null) return 'None: pixels are taken as they are.';
  return `To ${resampledPixelSpacing.slice(0, 2).join(' x ')} mm (0: kept), ${interpolator.replace('sitk', '')}.`;
}

/** Image types with the same bins are named together. */
function discretisationText({ imageTypes }: RadiomicsSettings): string {
  const byText = new Map<string, string[]>();
  for (const [name, { binWidth, binCount }] of Object.entries(imageTypes)) {
    const text = binCount === null ? `fixed bin width ${binWidth}` : `${binCount} bins over the range of the region`;
    byText.set(text, [...(byText.get(text) ?? []), name]);
  }
  const all = [...byText].map(([text, types]) => (byText.size === 1 ? text : `${types.join(', ')}: ${text}`)).join('; ');
  return `${all.charAt(0).toUpperCase()}${all.slice(1)}`;
}

function classCounts(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) {
    const own = FEATURE_CLASS_NAMES.find((key) => name.includes(`_${key}_`)) ?? 'other';
    counts.set(own, (counts.get(own) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}
