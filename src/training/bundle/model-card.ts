/**
 * model-card.md: the 31 source attributes of 45 CFR 170.315(b)(11)(iv)(B), in their order. What software can know it
 * states; what only people know comes from the configuration; else "Not available" with the reason.
 */
import { type ClinicalInputs, clinicalStandardErrors, type ManifestContent, type SplitResults } from '../../model/index.ts';
import type { ModelConfig } from './model-config.ts';

const figure = (x: number): string => x.toFixed(3);
const notAvailable = (reason: string): string => `Not available: ${reason}.`;

export interface CardFacts {
  readonly config: ModelConfig;
  /** Sex, age and site of the lesions by split, one line each. */
  readonly demographics: readonly string[];
  /** AUC by site, device, age and size, one line each, for the split of that name. */
  readonly strata: Readonly<Partial<Record<SplitResults['split'], readonly string[]>>>;
  readonly exclusions: string;
}

export function modelCard(content: ManifestContent, facts: CardFacts): string {
  const rows = attributes(content, facts).map(([name, answer], i) => `${i + 1}. **${name}.** ${answer}`);
  const features = content.features.map(
    (f) => `| ${f.name} | ${f.coefficient.toPrecision(4)} | ${f.mean.toPrecision(6)} | ${f.sd.toPrecision(6)} |`,
  );
  return `# ${content.title} ${content.version}

**${content.statement}**

- Output: ${content.endpoint.definition}
- Thresholds: low under ${figure(content.thresholds.low)}, high from ${figure(content.thresholds.high)}. ${content.thresholds.origin}
- Interval: ${content.interval.method}
${content.results.map((result) => `- ${splitLine(result)}`).join('\n')}

## Source attributes

${rows.join('\n')}

## Features

Coefficients are per standard deviation; intercept ${content.intercept.toPrecision(4)}.

| Feature | Coefficient | Mean | SD |
|---|---|---|---|
${features.join('\n')}
${content.clinicalInputs === undefined ? '' : clinicalPart(content.clinicalInputs)}`;
}

function clinicalPart(clinical: ClinicalInputs): string {
  const { definition, lesions, expressing, intercept, score, inputs } = clinical;
  const errors = clinicalStandardErrors(clinical);
  const rows = inputs.map(({ name, unit, coefficient, mean, range }, i) => {
    const limits = `${range.lower.toPrecision(4)} to ${range.upper.toPrecision(4)}`;
    return `| ${name} | ${unit} | ${coefficient.toPrecision(4)} | ${errors[i].toPrecision(3)} | ${mean.toPrecision(4)} | ${limits} |`;
  });
  return `
## Clinical inputs

${definition}

${lesions} lesions, ${expressing} positive; intercept ${intercept.toPrecision(4)}; coefficient of the score's linear predictor ${score.coefficient.toPrecision(4)}. Coefficients are per unit.

| Variable | Unit | Coefficient | Standard error | Mean | Range |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

function splitLine({ split, lesions, expressing, auc, bands, uncertain, outOfDistribution }: SplitResults): string {
  const band = (name: keyof typeof bands): string => `${name} ${bands[name].expressing}/${bands[name].total}`;
  return `${split}: ${lesions} lesions (${expressing} positive), AUC ${figure(auc.value)} (95 % CI ${figure(auc.lower)} to ${figure(auc.upper)}, ${auc.method}); positive/all by band: ${band('low')}, ${band('indeterminate')}, ${band('high')}; uncertain ${uncertain}, out of distribution ${outOfDistribution}`;
}

function attributes(
  content: ManifestContent,
  { config, demographics, strata, exclusions }: CardFacts,
): readonly (readonly [string, string])[] {
  const said = (key: keyof ModelConfig['card'], reason: string): string => config.card[key] ?? notAvailable(reason);
  const of = (split: SplitResults['split']): SplitResults | undefined => content.results.find((result) => result.split === split);
  const validity = (split: SplitResults['split'], reason: string): string => {
    const result = of(split);
    return result === undefined ? notAvailable(reason) : `${splitLine(result)}.`;
  };
  const fairness = (split: SplitResults['split'], reason: string): string => {
    const lines = strata[split] ?? [];
    return lines.length === 0 ? notAvailable(reason) : `AUC by stratum: ${lines.join('; ')}.`;
  };
  const NO_EXTERNAL = 'the cohort has no external split';
  const UNSAID = 'the training configuration does not state it';
  const LOCAL = 'to be measured where the model is used, with her2-cds evaluate on a local cohort';
  return [
    ['Name and contact of the developer', said('developer', UNSAID)],
    ['Funding source of the technical implementation', said('funding', UNSAID)],
    [
      'Value produced as output',
      `A number from 0 to 1: ${content.endpoint.definition}, with a 90 % interval and a band (low, indeterminate, high), or the statement that no score was produced.`,
    ],
    ['Output type', 'Prediction (probability). It does not establish HER2 status.'],
    ['Intended use', content.intendedUse],
    [
      'Intended population',
      config.card.population ?? 'Adult women with an invasive breast cancer mass on B-mode ultrasound before therapy.',
    ],
    ['Intended users', 'Breast oncologists, radiologists and pathologists, for research.'],
    ['Decision-making role', 'Informs research only; it never replaces IHC or ISH and never changes tissue-based advice.'],
    [
      'Tasks, situations and populations that call for caution',
      'Lesions unlike those of the training are refused as out of distribution where they differ in spacing, size, a feature or their combination; other machines, presets and readers than those of the training may change features without being noticed.',
    ],
    [
      'Known risks, inappropriate settings and uses, limitations',
      'IHC 0 and 1+ are read differently by different pathologists, so labels carry errors. The interval covers the uncertainty of the coefficients only. A low score does not exclude HER2-low disease.',
    ],
    ['Inclusion and exclusion criteria of the training data', `${config.card.criteria ?? content.data} ${exclusions}`],
    [
      'Use of race, ethnicity, language, sexual orientation, gender identity, sex, date of birth, social determinants of health or health status as inputs',
      content.clinicalInputs === undefined
        ? 'None of them is an input.'
        : `None of them is an input of the score. A separate model, which the service does not use, holds: ${content.clinicalInputs.inputs.map(({ name }) => name).join(', ')}.`,
    ],
    [
      'Demographic representativeness',
      config.card.demographics ??
        (demographics.length > 0 ? `${demographics.join('; ')}.` : notAvailable('the cohort states neither age nor site')),
    ],
    ['Relevance of the training data to the deployed setting', said('relevance', UNSAID)],
    ['Approach to ensure fair output', said('fairness', UNSAID)],
    ['Approaches to manage bias', said('bias', UNSAID)],
    [
      'External data source or setting',
      of('external') === undefined ? notAvailable(NO_EXTERNAL) : said('externalSource', UNSAID),
    ],
    [
      'Party that did the external testing',
      of('external') === undefined ? notAvailable(NO_EXTERNAL) : said('externalParty', UNSAID),
    ],
    [
      'Demographic representativeness of the external data',
      of('external') === undefined ? notAvailable(NO_EXTERNAL) : said('externalDemographics', UNSAID),
    ],
    [
      'External validation process',
      of('external') === undefined
        ? notAvailable(NO_EXTERNAL)
        : 'The locked model scored the external lesions once; nothing was fitted to them.',
    ],
    ['Validity in test data of the same source', validity('validation', 'no validation split')],
    ['Fairness in test data of the same source', fairness('validation', 'no stratum is large enough')],
    ['Validity in external data', validity('external', NO_EXTERNAL)],
    [
      'Fairness in external data',
      fairness('external', of('external') === undefined ? NO_EXTERNAL : 'no stratum is large enough'),
    ],
    ['References to evaluations of outcomes', config.card.outcomes ?? 'None.'],
    ['Process and frequency of validity monitoring', said('monitoring', UNSAID)],
    ['Validity in local data', notAvailable(LOCAL)],
    ['Process and frequency of fairness monitoring', said('fairnessMonitoring', UNSAID)],
    ['Fairness in local data', notAvailable(LOCAL)],
    ['Process and frequency of updates', said('updates', UNSAID)],
    ['Frequency of correction when risks of validity or fairness are found', said('corrections', UNSAID)],
  ];
}
