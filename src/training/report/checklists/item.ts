/** One item of a reporting checklist under its published number, in own short words. */
import type { AnswerKey } from './answers.ts';

export interface ChecklistItem {
  readonly number: string;
  readonly section: string;
  readonly item: string;
  /** Where the answer comes from; without one only the authors can answer. */
  readonly answers?: readonly AnswerKey[];
  /** Of a study that develops a model, or of one that evaluates a finished one; both where absent. */
  readonly only?: 'development' | 'evaluation';
  /** The item does not apply to a study of this kind, and why. */
  readonly notApplicable?: string;
}

export interface Checklist {
  readonly id: 'clear' | 'metrics' | 'tripod-ai';
  readonly title: string;
  readonly source: string;
  readonly items: readonly ChecklistItem[];
}
