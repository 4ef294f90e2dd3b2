/** The 35 scenarios of the pathway in the order of their ids, S before R. */
import { ORDERS } from './orders.ts';
import { REVIEWS } from './reviews.ts';
import type { Scenario } from './scenario.ts';
import { T_DXD_LABEL } from './t-dxd-label.ts';
import { T_DXD_STATUS } from './t-dxd-status.ts';

export const SCENARIOS: readonly Scenario[] = [...ORDERS, ...T_DXD_STATUS, ...T_DXD_LABEL, ...REVIEWS].sort(
  (a, b) => b.id.charCodeAt(0) - a.id.charCodeAt(0) || a.id.localeCompare(b.id),
);
