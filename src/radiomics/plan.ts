/** From feature names to exactly the work that they need: image types, derived images, classes, discretisation. */
import type { FeatureClass, ImageRegion, MaskRegion } from './feature-class.ts';
import type { ImageType } from './image-type.ts';
import { IMAGE_CLASSES, IMAGE_TYPES, SHAPE_CLASSES } from './registry.ts';
import type { ImageTypeName, ImageTypeSettings, RadiomicsSettings } from './settings.ts';

/** Features of one class for one image; `names` without prefix. */
export interface PlannedClass<Region> {
  readonly prefix: string;
  readonly class: FeatureClass<Region>;
  readonly names: readonly string[];
  /** The same with prefix. */
  readonly fullNames: readonly string[];
}

export interface PlannedImage {
  readonly name: string;
  readonly discretised: boolean;
  readonly classes: readonly PlannedClass<ImageRegion>[];
}

export interface PlannedImageType {
  readonly type: ImageType;
  readonly settings: ImageTypeSettings;
  readonly images: readonly PlannedImage[];
}

export interface FeaturePlan {
  readonly settings: RadiomicsSettings;
  /** Order of the extracted values. */
  readonly featureNames: readonly string[];
  readonly shape: readonly PlannedClass<MaskRegion>[];
  readonly imageTypes: readonly PlannedImageType[];
}

export class UnknownFeatureError extends Error {
  override readonly name = 'UnknownFeatureError';
  readonly unknown: readonly string[];

  constructor(unknown: readonly string[]) {
    super(`unknown features, or of an image type that the settings do not enable: ${unknown.join(', ')}`);
    this.unknown = unknown;
  }
}

/** Throws UnknownFeatureError with all names that neither the registry nor the settings' image types know. */
export function compilePlan(featureNames: readonly string[], settings: RadiomicsSettings): FeaturePlan {
  const asked = new Set(featureNames);
  const full = fullPlan(settings);
  const known = new Set(namesOf(full));
  const unknown = [...asked].filter((name) => !known.has(name));
  if (unknown.length > 0) throw new UnknownFeatureError(unknown);
  const only = <Region>(classes: readonly PlannedClass<Region>[]): PlannedClass<Region>[] =>
    classes
      .map(({ prefix, class: own, names }) => {
        const kept = names.filter((name) => asked.has(prefix + name));
        return plannedClass(prefix, own, kept);
      })
      .filter(({ names }) => names.length > 0);
  return {
    settings,
    featureNames: [...asked],
    shape: only(full.shape),
    imageTypes: full.imageTypes
      .map(({ type, settings: own, images }) => ({
        type,
        settings: own,
        images: images
          .map(({ name, classes }) => ({ name, classes: only(classes) }))
          .filter(({ classes }) => classes.length > 0)
          .map((image) => ({ ...image, discretised: image.classes.some(needsGreyLevels) })),
      }))
      .filter(({ images }) => images.length > 0),
  };
}

/** Names of all features of the given classes (`firstorder`, `shape2D`, `glcm`) over the image types of the settings. */
export function allFeatureNames(classes: readonly string[], settings: RadiomicsSettings): string[] {
  const known = [...SHAPE_CLASSES, ...IMAGE_CLASSES].map(({ name }) => name);
  const unknown = classes.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new UnknownFeatureError(unknown);
  const { shape, imageTypes } = fullPlan(settings);
  return namesOf({
    shape: shape.filter((planned) => classes.includes(planned.class.name)),
    imageTypes: imageTypes.map((planned) => ({
      ...planned,
      images: planned.images.map((image) => ({
        ...image,
        classes: image.classes.filter((own) => classes.includes(own.class.name)),
      })),
    })),
  });
}

type Planned = Pick<FeaturePlan, 'shape' | 'imageTypes'>;

function fullPlan(settings: RadiomicsSettings): Planned {
  const types = Object.entries(settings.imageTypes) as [ImageTypeName, ImageTypeSettings][];
  return {
    shape: planClasses('original', SHAPE_CLASSES),
    imageTypes: types.map(([name, own]) => ({
      type: IMAGE_TYPES[name],
      settings: own,
      images: IMAGE_TYPES[name]
        .derivedNames(own)
        .map((image) => ({ name: image, discretised: true, classes: planClasses(image, IMAGE_CLASSES) })),
    })),
  };
}

function planClasses<Region>(image: string, classes: readonly FeatureClass<Region>[]): PlannedClass<Region>[] {
  return classes.map((own) =>
    plannedClass(
      `${image}_${own.name}_`,
      own,
      own.features.map(({ name }) => name),
    ),
  );
}

function plannedClass<Region>(prefix: string, own: FeatureClass<Region>, names: readonly string[]): PlannedClass<Region> {
  return { prefix, class: own, names, fullNames: names.map((name) => prefix + name) };
}

function namesOf({ shape, imageTypes }: Planned): string[] {
  const ofClass = <Region>({ fullNames }: PlannedClass<Region>): readonly string[] => fullNames;
  return [
    ...shape.flatMap(ofClass),
    ...imageTypes.flatMap(({ images }) => images.flatMap(({ classes }) => classes.flatMap(ofClass))),
  ];
}

function needsGreyLevels({ class: { features }, names }: PlannedClass<ImageRegion>): boolean {
  return features.some(({ name, discretised }) => discretised && names.includes(name));
}
