/** Rows, actions and conditions that the 35 scenarios leave out, each both ways; in the order of their ids. */
import { MORE_ORDERS } from './more-orders.ts';
import { MORE_T_DXD_LABEL } from './more-t-dxd-label.ts';
import { MORE_T_DXD_SAFETY } from './more-t-dxd-safety.ts';
import { MORE_T_DXD_STATUS } from './more-t-dxd-status.ts';
import { MORE_UNCLEAR_REVIEWS } from './more-unclear-reviews.ts';
import { MORE_ZERO_AND_LOW_REVIEWS } from './more-zero-and-low-reviews.ts';
import type { Scenario } from './scenario.ts';

export const MORE_CASES: readonly Scenario[] = [
  ...MORE_UNCLEAR_REVIEWS,
  ...MORE_ZERO_AND_LOW_REVIEWS,
  ...MORE_ORDERS,
  ...MORE_T_DXD_STATUS,
  ...MORE_T_DXD_LABEL,
  ...MORE_T_DXD_SAFETY,
].sort((a, b) => a.id.localeCompare(b.id));
