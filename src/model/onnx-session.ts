/**
 * The bundle's ONNX file as a function. Only plain arithmetic operators and tensors inside the file are accepted:
 * an ONNX file can otherwise name other files to read.
 */
import './no-telemetry.ts';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { ServiceError } from '../core/index.ts';
import { ONNX_FILE } from './manifest.ts';
import { ModelProto } from './onnx-format.ts';
import { FEATURE_NAMES_KEY } from './write-onnx.ts';

const OPERATORS: ReadonlySet<string> = new Set(['Sub', 'Div', 'Mul', 'Add', 'MatMul', 'Gemm', 'Sigmoid']);
const NODE_LIMIT = 64;

export interface OnnxOutput {
  readonly linearPredictor: number;
  readonly probability: number;
}

export interface OnnxModel {
  readonly featureNames: readonly string[];
  run(values: Float64Array): Promise<OnnxOutput>;
}

function refuse(message: string, cause?: unknown): never {
  throw new ServiceError('bad-configuration', `${ONNX_FILE}: ${message}`, { field: ONNX_FILE, cause });
}

interface Decoded {
  readonly graph?: {
    readonly node: readonly { readonly op_type: string; readonly domain: string }[];
    readonly initializer: readonly { readonly external_data: readonly unknown[]; readonly data_location: number }[];
  };
  readonly metadata_props: readonly { readonly key: string; readonly value: string }[];
}

function inspect(bytes: Uint8Array): readonly string[] {
  let decoded: Decoded;
  try {
    decoded = ModelProto.toObject(ModelProto.decode(bytes), { defaults: true, arrays: true, longs: Number }) as Decoded;
  } catch (cause) {
    refuse('not an ONNX file', cause);
  }
  const nodes = decoded.graph?.node ?? [];
  if (nodes.length === 0 || nodes.length > NODE_LIMIT) refuse(`expected 1 to ${NODE_LIMIT} operators, found ${nodes.length}`);
  const foreign = nodes.find((n) => !OPERATORS.has(n.op_type) || n.domain !== '');
  if (foreign !== undefined) refuse(`operator ${JSON.stringify(foreign.op_type.slice(0, 40))} is not accepted`);
  if (decoded.graph?.initializer.some((t) => t.external_data.length > 0 || t.data_location !== 0)) {
    refuse('tensors in other files are not accepted');
  }
  return featureNamesOf(decoded);
}

function featureNamesOf(decoded: Decoded): readonly string[] {
  const entry = decoded.metadata_props.find((p) => p.key === FEATURE_NAMES_KEY);
  let names: unknown;
  try {
    names = JSON.parse(entry?.value ?? 'null');
  } catch {
    names = null;
  }
  if (!Array.isArray(names) || names.some((name) => typeof name !== 'string')) refuse('no feature names in the metadata');
  return names as readonly string[];
}

function numberOf(outputs: InferenceSession.OnnxValueMapType, name: string): number {
  const tensor = outputs[name];
  const data = tensor instanceof Tensor && tensor.type === 'float64' ? (tensor.data as Float64Array) : undefined;
  if (data?.length !== 1) refuse(`expected one float64 number as output ${name}`);
  return data[0] as number;
}

export async function openOnnx(bytes: Uint8Array): Promise<OnnxModel> {
  const featureNames = inspect(bytes);
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(bytes, {
      executionProviders: ['cpu'],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      logSeverityLevel: 4,
      // Its fusion of a scale into MatMul holds the scale in single precision: 4e-8 off with a single feature.
      graphOptimizationLevel: 'disabled',
    });
  } catch (cause) {
    refuse('onnxruntime does not accept it', cause);
  }
  return {
    featureNames,
    run: async (values) => {
      const outputs = await session.run({ features: new Tensor('float64', values, [1, values.length]) });
      return { linearPredictor: numberOf(outputs, 'linear_predictor'), probability: numberOf(outputs, 'probability') };
    },
  };
}
