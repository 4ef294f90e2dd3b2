/** A model bundle on disk -> the HER2 radiomics score with interval, shares and out-of-distribution reasons. */
export { type Bundle, type ManifestContent, packBundle, readBundle } from './bundle-files.ts';
export { SIGNATURE_FILE, signManifest } from './bundle-signature.ts';
export { type ClinicalInputs, clinicalStandardErrors } from './clinical-inputs.ts';
export { loadModel, type Model } from './load-model.ts';
export { intervalOf, linearPredictor, sigmoid, standardise } from './logistic.ts';
export { MANIFEST_FILE, type Manifest, manifestSchema, ONNX_FILE, type SplitResults } from './manifest.ts';
export { openOnnx } from './onnx-session.ts';
export { outOfDistributionReasons } from './out-of-distribution.ts';
export { parseVerificationKeys, readVerificationKeys } from './verification-keys.ts';
export { writeOnnx } from './write-onnx.ts';
