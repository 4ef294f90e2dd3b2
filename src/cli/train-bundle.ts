/** A trained model -> the files of its bundle, checked and written whole. */
import { ServiceError } from '../core/index.ts';
import { ONNX_FILE, openOnnx, packBundle } from '../model/index.ts';
import {
  checklistsCsv,
  type ModelConfig,
  reportCsv,
  reportHtml,
  type TrainedModel,
  trainedCard,
  VALIDATION_FILE,
} from '../training/index.ts';
import { writeFolderWhole } from './write-folder-whole.ts';

const AGREEMENT = 1e-12;

/** Throws ServiceError `internal` where the ONNX file differs from the model on a training lesion. */
export async function writeBundle(out: string, config: ModelConfig, trained: TrainedModel): Promise<void> {
  const reports = {
    [VALIDATION_FILE]: `${JSON.stringify(trained.results)}\n`,
    'validation.csv': reportCsv(trained.results),
    'report.html': reportHtml(trained.results),
    'checklists.csv': checklistsCsv(trained.results),
    'stability.json': `${JSON.stringify(trained.stability)}\n`,
  };
  const encoded = Object.entries(reports).map(([file, text]) => [file, new TextEncoder().encode(text)] as const);
  const files = packBundle(trained.content, trainedCard(config, trained), new Map(encoded));
  await checkOnnx(files.get(ONNX_FILE) as Uint8Array, trained.checks);
  await writeFolderWhole(out, files);
}

async function checkOnnx(onnx: Uint8Array, checks: TrainedModel['checks']): Promise<void> {
  const session = await openOnnx(onnx);
  for (const { values, linearPredictor, probability } of checks) {
    if (!values.every(Number.isFinite)) continue;
    const actual = await session.run(values);
    const tolerance = AGREEMENT * Math.max(1, Math.abs(linearPredictor));
    if (
      Math.abs(actual.linearPredictor - linearPredictor) > tolerance ||
      Math.abs(actual.probability - probability) > AGREEMENT
    ) {
      throw new ServiceError('internal', 'the ONNX file does not compute what the model does on a training lesion');
    }
  }
}
