/** Options of the evaluate command as the command line gives them. */
export interface EvaluateOptions {
  readonly bundle: string;
  readonly key?: string;
  readonly cohort: string;
  readonly features?: string;
  readonly endpoint?: string;
  readonly cutOff?: number;
  readonly title?: string;
  readonly simulated?: true;
  readonly html?: string;
  readonly csv?: string;
  readonly workers?: number;
  readonly json?: true;
}
