/** The bundle commands: inspect, verify, sign, diff. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type ClinicalInputs,
  clinicalStandardErrors,
  loadModel,
  MANIFEST_FILE,
  type Manifest,
  readBundle,
  readVerificationKeys,
  SIGNATURE_FILE,
  signManifest,
} from '../model/index.ts';
import { writeWhole } from './write-whole.ts';

export async function inspect(folder: string, json: boolean): Promise<void> {
  const { manifest, manifestSha256 } = await readBundle(folder);
  if (json) {
    print(JSON.stringify({ ...manifest, sha256: manifestSha256 }));
    return;
  }
  const { title, version, id, statement, endpoint, features, clinicalInputs, results, thresholds, files } = manifest;
  const range = ({ value, lower, upper }: (typeof results)[number]['auc']): string =>
    `${value.toFixed(3)} (${lower.toFixed(3)} to ${upper.toFixed(3)})`;
  print(`${title} ${version} (${id})\n${statement}\n${endpoint.definition}\nSHA-256 ${manifestSha256}`);
  for (const { split, lesions, expressing, auc } of results)
    print(`${split.padEnd(10)} AUC ${range(auc)}, ${lesions} lesions, ${expressing} positive`);
  print(`thresholds low ${thresholds.low}, high ${thresholds.high}`);
  for (const { name, coefficient } of features) print(`${coefficient.toFixed(4).padStart(9)}  ${name}`);
  if (clinicalInputs !== undefined) printClinical(clinicalInputs);
  print(`files: ${[MANIFEST_FILE, ...Object.keys(files)].join(', ')}`);
}

function printClinical(clinical: ClinicalInputs): void {
  const errors = clinicalStandardErrors(clinical);
  print(`clinical inputs, not used by the score: ${clinical.lesions} lesions, intercept ${clinical.intercept.toFixed(4)}`);
  print(`${clinical.score.coefficient.toFixed(4).padStart(9)}  linear predictor of the score`);
  clinical.inputs.forEach(({ name, unit, coefficient }, i) => {
    print(`${coefficient.toFixed(4).padStart(9)}  ${name}, ${unit} (standard error ${errors[i]?.toFixed(4)})`);
  });
}

export async function verify(folder: string, keyFile: string | undefined): Promise<void> {
  const keys = keyFile === undefined ? undefined : await readVerificationKeys(keyFile);
  const { identity, signature } = await loadModel(folder, keys);
  print(`${identity.id} ${identity.version}: every hash holds, and the ONNX file computes what the manifest says.`);
  switch (signature.kind) {
    case 'absent':
      return print('It is not signed.');
    case 'not-checked':
      return print('It is signed; the signature was not checked: give the public key with --key.');
    case 'verified':
      return print(`The signature is of this manifest and key (SHA-256 of the key: ${signature.fingerprint}).`);
  }
}

export async function sign(folder: string, keyFile: string): Promise<void> {
  await loadModel(folder);
  const [manifest, key] = await Promise.all([readFile(path.join(folder, MANIFEST_FILE)), readFile(keyFile, 'utf8')]);
  const file = path.join(folder, SIGNATURE_FILE);
  await writeWhole(file, `${await signManifest(manifest, key)}\n`);
  print(`Written: ${file}`);
}

export async function diff(folder: string, other: string, json: boolean): Promise<void> {
  const [{ manifest: a }, { manifest: b }] = await Promise.all([readBundle(folder), readBundle(other)]);
  const differences = differencesOf(plain(a), plain(b), '');
  if (json) print(JSON.stringify(differences));
  else for (const { path: where, from, to } of differences) print(`${where}: ${from} -> ${to}`);
  if (!json && differences.length === 0) print('No difference.');
  if (differences.length > 0) process.exitCode = 2;
}

interface Difference {
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

/** Features and inputs by name, so that one more is one difference. Matrices follow from the rest; of other files the hash tells. */
function plain({ features, clinicalInputs, manifestSha256: _hash, interval, trainingDistribution, ...rest }: Manifest): unknown {
  const { precision: _precision, ...mahalanobis } = trainingDistribution.mahalanobis;
  return {
    ...rest,
    interval: { level: interval.level, method: interval.method },
    trainingDistribution: { ...trainingDistribution, mahalanobis },
    features: byName(features),
    ...(clinicalInputs === undefined ? {} : { clinicalInputs: plainClinical(clinicalInputs) }),
  };
}

const byName = (items: readonly { readonly name: string }[]): unknown =>
  Object.fromEntries(items.map(({ name, ...item }) => [name, item]));

const plainClinical = ({ inputs, covariance: _covariance, ...rest }: ClinicalInputs): unknown => ({
  ...rest,
  inputs: byName(inputs),
});

function differencesOf(a: unknown, b: unknown, where: string): readonly Difference[] {
  if (isObject(a) && isObject(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return keys.flatMap((key) => differencesOf(a[key], b[key], where === '' ? key : `${where}.${key}`));
  }
  const [from, to] = [shown(a), shown(b)];
  return from === to ? [] : [{ path: where, from, to }];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const shown = (value: unknown): string => (value === undefined ? 'absent' : JSON.stringify(value));

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
