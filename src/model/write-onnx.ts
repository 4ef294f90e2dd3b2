/**
 * Writes a logistic model as ONNX in float64: raw features in, linear predictor and probability out.
 * Standardisation is inside the graph, so that another runtime needs nothing but the file and the feature order.
 */
import { DOUBLE, ModelProto } from './onnx-format.ts';

export interface LogisticParameters {
  readonly features: readonly {
    readonly name: string;
    readonly mean: number;
    readonly sd: number;
    readonly coefficient: number;
  }[];
  readonly intercept: number;
}

/** Key of the metadata entry that holds the feature names as a JSON array. */
export const FEATURE_NAMES_KEY = 'features';

/** Little-endian, as ONNX defines raw_data. */
function doubles(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, i) => {
    view.setFloat64(8 * i, value, true);
  });
  return new Uint8Array(view.buffer);
}

const tensor = (name: string, dims: readonly number[], values: readonly number[]) => ({
  name,
  dims,
  data_type: DOUBLE,
  raw_data: doubles(values),
});

const matrixOf = (name: string, columns: number) => ({
  name,
  type: { tensor_type: { elem_type: DOUBLE, shape: { dim: [{ dim_param: 'lesions' }, { dim_value: columns }] } } },
});

const node = (op_type: string, input: readonly string[], output: string) => ({ op_type, name: output, input, output: [output] });

export function writeOnnx(parameters: LogisticParameters): Uint8Array {
  const { features, intercept } = parameters;
  const n = features.length;
  const model = {
    ir_version: 8,
    producer_name: 'her2-low-cds',
    opset_import: [{ domain: '', version: 13 }],
    metadata_props: [{ key: FEATURE_NAMES_KEY, value: JSON.stringify(features.map((f) => f.name)) }],
    graph: {
      name: 'logistic',
      input: [matrixOf('features', n)],
      output: [matrixOf('linear_predictor', 1), matrixOf('probability', 1)],
      initializer: [
        tensor(
          'mean',
          [n],
          features.map((f) => f.mean),
        ),
        tensor(
          'sd',
          [n],
          features.map((f) => f.sd),
        ),
        tensor(
          'coefficients',
          [n, 1],
          features.map((f) => f.coefficient),
        ),
        tensor('intercept', [1], [intercept]),
      ],
      node: [
        node('Sub', ['features', 'mean'], 'centred'),
        node('Div', ['centred', 'sd'], 'standardised'),
        node('MatMul', ['standardised', 'coefficients'], 'weighted'),
        node('Add', ['weighted', 'intercept'], 'linear_predictor'),
        node('Sigmoid', ['linear_predictor'], 'probability'),
      ],
    },
  };
  return ModelProto.encode(ModelProto.fromObject(model)).finish();
}
