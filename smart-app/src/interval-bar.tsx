/**
 * The 90 % interval on the 0..1 axis with the band limits. The interval is the mark; the point estimate is a thin
 * line in it, so that the eye meets the uncertainty first (EVIDENCE U13). Bands differ by place and word, not colour.
 */
import type { ScoreInterval } from '../../src/core/index.ts';

interface Props {
  readonly probability: number;
  readonly interval: ScoreInterval;
  readonly thresholds?: { readonly lower: number; readonly upper: number };
}

export function IntervalBar({ probability, interval, thresholds }: Props) {
  const limits = thresholds === undefined ? '' : ` Band limits ${two(thresholds.lower)} and ${two(thresholds.upper)}.`;
  const label = `90 % interval ${two(interval.lower)} to ${two(interval.upper)} on a scale from 0 to 1.${limits}`;
  const width = Math.max(0.004, interval.upper - interval.lower);
  return (
    <figure className="interval">
      <svg role="img" aria-label={label} width="100%" height="74">
        {thresholds !== undefined && <Bands {...thresholds} />}
        <line className="axis" x1="0" x2="100%" y1="48" y2="48" />
        <rect className="range" x={percent(interval.lower)} width={percent(width)} y="28" height="14" rx="2" />
        <line className="point" x1={percent(probability)} x2={percent(probability)} y1="24" y2="46" />
        <text x="0" y="66">
          0
        </text>
        <text x="100%" y="66" textAnchor="end">
          1
        </text>
      </svg>
      <figcaption>
        Horizontal: model estimate of “HER2-expressing (IHC 1+, 2+ or 3+)” against “HER2-zero”. Block: 90 % interval. Thin line:
        point estimate.
      </figcaption>
    </figure>
  );
}

function Bands({ lower, upper }: { readonly lower: number; readonly upper: number }) {
  const bands = [
    { name: 'low', at: 0, textAnchor: 'start' },
    { name: 'indeterminate', at: (lower + upper) / 2, textAnchor: 'middle' },
    { name: 'high', at: 1, textAnchor: 'end' },
  ] as const;
  return (
    <>
      {bands.map(({ name, at, textAnchor }) => (
        <text key={name} x={percent(at)} y="13" textAnchor={textAnchor} className="band-name">
          {name}
        </text>
      ))}
      {[lower, upper].map((limit) => (
        <g key={limit}>
          <line className="limit" x1={percent(limit)} x2={percent(limit)} y1="18" y2="52" />
          <text x={percent(limit)} y="66" textAnchor="middle">
            {two(limit)}
          </text>
        </g>
      ))}
    </>
  );
}

function percent(fraction: number): string {
  return `${(Math.min(1, Math.max(0, fraction)) * 100).toFixed(2)}%`;
}

export function two(value: number): string {
  return value.toFixed(2);
}
