/**
 * `appContext` of a CDS Hooks SMART link as it comes back in the token response: a string of JSON made by our own
 * card, but passed through the EHR, so any other content is taken as "says nothing".
 */
export interface AppContext {
  readonly patientId?: string;
  readonly studyUid?: string;
  /** `outline`: the link was about the lesion outline, so the app opens on the image. */
  readonly view?: 'details' | 'outline';
}

export function parseAppContext(value: unknown): AppContext {
  const content = typeof value === 'string' ? parseJson(value) : value;
  if (typeof content !== 'object' || content === null) return {};
  const { patientId, patient, studyUid, view } = content as Record<string, unknown>;
  const stated = patientId ?? patient;
  return {
    ...(typeof stated === 'string' && stated !== '' ? { patientId: stated.replace(/^Patient\//, '') } : {}),
    ...(typeof studyUid === 'string' && /^[0-9.]{1,64}$/.test(studyUid) ? { studyUid } : {}),
    ...(view === 'details' || view === 'outline' ? { view } : {}),
  };
}

function parseJson(text: string): unknown {
  if (text.length > 4096) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // an EHR's own context that is not ours: nothing to read in it
  }
}
