/** Settings of an extraction as a bundle holds them: flat, whether the configuration gave them so or as sections of a PyRadiomics file. */
import { parseSettings } from '../radiomics/index.ts';
import { recipeOf, SECTIONS, WITHOUT_EFFECT } from './features-parameters.ts';

type Json = Readonly<Record<string, unknown>>;

/** The features themselves are listed in the manifest, and every outline is one label. Throws ServiceError with every problem. */
export function flatPreprocessing(input: Json): Json {
  recipeOf(input, undefined);
  const hasSections = SECTIONS.some((section) => Object.hasOwn(input, section));
  const { label: _label, ...given } = hasSections ? sectionOf(input.setting) : input;
  const kept = Object.entries(given).filter(
    ([key, value]) => !WITHOUT_EFFECT.includes(key) || parseSettings({ [key]: value }).kind === 'settings',
  );
  // "Original:" without anything behind it is null in YAML.
  const imageTypes = Object.entries(sectionOf(hasSections ? input.imageType : undefined)).map(([name, own]) => [name, own ?? {}]);
  return { ...Object.fromEntries(kept), ...(imageTypes.length === 0 ? {} : { imageTypes: Object.fromEntries(imageTypes) }) };
}

/** recipeOf has seen to it that a section is a mapping or nothing. */
const sectionOf = (section: unknown): Json => (section ?? {}) as Json;
