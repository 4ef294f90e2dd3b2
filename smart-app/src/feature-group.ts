/** PyRadiomics feature name -> the words that a reader without radiomics training can place. */
import type { Contribution } from '../../src/core/index.ts';

const CLASS_WORDS: Readonly<Record<string, string>> = {
  firstorder: 'brightness inside the lesion',
  shape2D: 'size and shape of the outline',
  glcm: 'texture: neighbouring grey levels',
  glrlm: 'texture: runs of equal grey',
  glszm: 'texture: zones of equal grey',
  gldm: 'texture: dependence of grey levels',
  ngtdm: 'texture: contrast to the neighbourhood',
};

const FILTER_WORDS: Readonly<Record<string, string>> = {
  log: 'Laplacian of Gaussian',
  lbp: 'local binary pattern',
  squareroot: 'square root',
};

export interface FeatureGroup {
  readonly name: string;
  readonly features: readonly string[];
  /** Sum of the members' contributions to the linear predictor. */
  readonly contribution: number;
}

/** `wavelet-LH_glcm_Contrast` -> "texture: neighbouring grey levels, after wavelet filter". */
export function groupName(feature: string): string {
  const [image = '', featureClass = ''] = feature.split('_');
  const words = CLASS_WORDS[featureClass];
  if (words === undefined) return 'other inputs';
  const filter = /^[a-z]+/.exec(image)?.[0] ?? '';
  return filter === 'original' ? words : `${words}, after ${FILTER_WORDS[filter] ?? filter} filter`;
}

/** Names that PyRadiomics shortens. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  Id: 'inverse difference',
  Idm: 'inverse difference moment',
  Idn: 'inverse difference, normalised',
  Idmn: 'inverse difference moment, normalised',
  Imc1: 'information measure of correlation 1',
  Imc2: 'information measure of correlation 2',
  MCC: 'maximal correlation coefficient',
};

/** `wavelet-LH_glszm_ZoneEntropy` -> "Zone entropy". */
export function featureName(feature: string): string {
  const name = feature.split('_').at(-1) ?? feature;
  const words = SHORT_NAMES[name] ?? name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Groups by falling size of their joint contribution. */
export function featureGroups(contributions: readonly Contribution[]): readonly FeatureGroup[] {
  const members = new Map<string, Contribution[]>();
  for (const contribution of contributions) {
    const name = groupName(contribution.feature);
    members.set(name, [...(members.get(name) ?? []), contribution]);
  }
  return [...members]
    .map(([name, group]) => ({
      name,
      features: group.map((member) => member.feature),
      contribution: group.reduce((sum, member) => sum + member.contribution, 0),
    }))
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
}
