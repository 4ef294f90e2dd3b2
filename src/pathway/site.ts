/** What a site may decide (site.json of the service folder). Every switch has a safe default; an unknown name is refused. */
import { z } from 'zod';

export const JURISDICTIONS = ['US', 'EU', 'JP'] as const;
export type Jurisdiction = (typeof JURISDICTIONS)[number];

const ROLES = ['oncology', 'breast-surgery', 'breast-radiology', 'pathology', 'other'] as const;
const DISPLAY = ['cards', 'silent'] as const;
const IMAGING_DISPLAY = ['card', 'app', 'silent'] as const;

const days = (fallback: number) => z.number().int().min(1).max(3660).default(fallback);

const windowsSchema = z.strictObject({
  /** PATHWAY P5: a HER2 result older than this is asked for again at a new biopsy of a metastasis. */
  her2ResultDays: days(365),
  /** An active order without a result counts as open for so long. */
  openOrderDays: days(90),
  echoDays: days(90),
  chestCtDays: days(42),
  bloodCountDays: days(30),
  renalDays: days(90),
  pregnancyTestDays: days(30),
});

export const siteSchema = z.strictObject({
  about: z.string().optional(),
  /** Whose drug label the checklist follows. */
  jurisdiction: z.enum(JURISDICTIONS).default('US'),
  /** `silent`: every call is evaluated and logged, and none has a card. */
  display: z.enum(DISPLAY).default('cards'),
  /** `app`: the score is computed and shown in the app only; `silent`: computed and logged, shown nowhere. */
  imagingDisplay: z.enum(IMAGING_DISPLAY).default('card'),
  /** Options beside IHC 0 without staining and a high score (row R6). */
  reReviewOnHighScore: z.boolean().default(true),
  /** Who gets review cards; a user without a stated role gets them too. */
  roles: z.array(z.enum(ROLES)).min(1).default(['oncology', 'breast-surgery', 'breast-radiology', 'pathology']),
  /** Rows that this site wants no card from: they are still met, and stay silent. */
  silentRows: z.array(z.string().min(1)).default([]),
  /** The same advice is not repeated within so many hours (PATHWAY M8); 0 repeats it. */
  repeatHours: z.number().min(0).max(168).default(24),
  lvefMinimumPercent: z.number().min(30).max(70).default(50),
  windows: windowsSchema.default(windowsSchema.parse({})),
});
export type Site = z.infer<typeof siteSchema>;

export const SITE_SHAPE = {
  about: 'any',
  jurisdiction: JURISDICTIONS,
  display: DISPLAY,
  imagingDisplay: IMAGING_DISPLAY,
  reReviewOnHighScore: 'any',
  roles: ROLES,
  silentRows: 'any',
  repeatHours: 'any',
  lvefMinimumPercent: 'any',
  windows: {
    her2ResultDays: 'any',
    openOrderDays: 'any',
    echoDays: 'any',
    chestCtDays: 'any',
    bloodCountDays: 'any',
    renalDays: 'any',
    pregnancyTestDays: 'any',
  },
} as const;
