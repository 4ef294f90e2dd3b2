/**
 * Reclassification by a new model against an old one: continuous NRI and IDI with the standard errors of Pencina 2008
 * (as Hmisc::improveProb), and the categorical NRI. The NRI rises with a miscalibrated model: read it with calibration.
 */
import { normalTwoSided } from '../distributions.ts';
import { covariance, mean } from './moments.ts';

export interface Improvement {
  readonly estimate: number;
  readonly standardError: number;
  readonly z: number;
  readonly p: number;
}

const improvement = (estimate: number, standardError: number): Improvement => {
  const z = estimate / standardError;
  return { estimate, standardError, z, p: normalTwoSided(z) };
};

interface Shares {
  readonly up: number;
  readonly down: number;
  readonly n: number;
}

export interface ContinuousReclassification {
  readonly events: Shares;
  readonly nonEvents: Shares;
  readonly nri: Improvement;
  readonly nriEvents: Improvement;
  readonly nriNonEvents: Improvement;
  /** Rise of the mean probability of events, and fall of that of non-events. */
  readonly sensitivityGain: number;
  readonly specificityGain: number;
  readonly idi: Improvement;
}

export function continuousReclassification(
  old: Float64Array,
  renewed: Float64Array,
  labels: ArrayLike<number>,
): ContinuousReclassification {
  const change = (label: number) => renewed.map((p, i) => p - old[i]).filter((_, i) => labels[i] === label);
  const [eventChange, nonEventChange] = [change(1), change(0)];
  const [events, nonEvents] = [sharesOf(eventChange), sharesOf(nonEventChange)];
  const errorOf = ({ up, down, n }: Shares): number => Math.sqrt((up + down - (up - down) ** 2) / n);
  const [gainEvents, gainNonEvents] = [events.up - events.down, nonEvents.down - nonEvents.up];
  const [sensitivityGain, specificityGain] = [mean(eventChange), -mean(nonEventChange)];
  return {
    events,
    nonEvents,
    nri: improvement(gainEvents + gainNonEvents, Math.hypot(errorOf(events), errorOf(nonEvents))),
    nriEvents: improvement(gainEvents, errorOf(events)),
    nriNonEvents: improvement(gainNonEvents, errorOf(nonEvents)),
    sensitivityGain,
    specificityGain,
    idi: improvement(sensitivityGain + specificityGain, Math.sqrt(meanVariance(eventChange) + meanVariance(nonEventChange))),
  };
}

/** Squared standard error of the mean. */
const meanVariance = (values: Float64Array): number => covariance(values, values) / values.length;

function sharesOf(changes: Float64Array): Shares {
  const n = changes.length;
  return { up: changes.filter((d) => d > 0).length / n, down: changes.filter((d) => d < 0).length / n, n };
}

export interface CategoricalReclassification {
  readonly nri: number;
  readonly events: number;
  readonly nonEvents: number;
  readonly standardError: number;
  /** Pencina's z under the null hypothesis of no net movement. */
  readonly z: number;
  readonly p: number;
}

/** The category of p is the number of cuts at or below it. */
export function categoricalReclassification(
  old: Float64Array,
  renewed: Float64Array,
  labels: ArrayLike<number>,
  cuts: readonly number[],
): CategoricalReclassification {
  const category = (p: number): number => cuts.filter((cut) => cut <= p).length;
  const moves = renewed.map((p, i) => category(p) - category(old[i]));
  const events = sharesOf(moves.filter((_, i) => labels[i] === 1));
  const nonEvents = sharesOf(moves.filter((_, i) => labels[i] === 0));
  const [eventNet, nonEventNet] = [events.up - events.down, nonEvents.down - nonEvents.up];
  const waldPart = ({ up, down, n }: Shares): number => (up + down - (up - down) ** 2) / n;
  const nullPart = ({ up, down, n }: Shares): number => (up + down) / n;
  const nri = eventNet + nonEventNet;
  const nullError = Math.sqrt(nullPart(events) + nullPart(nonEvents));
  const z = nullError === 0 ? 0 : nri / nullError;
  return {
    nri,
    events: eventNet,
    nonEvents: nonEventNet,
    standardError: Math.sqrt(waldPart(events) + waldPart(nonEvents)),
    z,
    p: normalTwoSided(z),
  };
}
