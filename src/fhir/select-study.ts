/**
 * Finds the breast ultrasound study to score among the patient's ImagingStudy resources (R4), and its DICOMweb
 * archive (Endpoint of connection type dicom-wado-rs). Other organs, modalities and patients are never used.
 */
import type { Coding, Endpoint, ImagingStudy, Reference } from 'fhir/r4.js';
import {
  type Deadline,
  type Laterality,
  type NotProduced,
  notProduced,
  type PatientRecord,
  type SeriesReference,
  type StudyReference,
} from '../core/index.ts';
import type { FhirClient } from './client.ts';
import { parseResource } from './schemas.ts';

const SNOMED = 'http://snomed.info/sct';
const LOINC = 'http://loinc.org';
const DCM = 'http://dicom.nema.org/resources/ontology/DCM';

/** Breast ultrasound procedures and the breast as body site (EVIDENCE 2.4); specimen and Doppler codes are not among them. */
const BREAST_PROCEDURES = new Set([
  `${SNOMED}|47079000`,
  `${SNOMED}|1571000087109`,
  `${LOINC}|24601-7`,
  `${LOINC}|26214-7`,
  `${LOINC}|26215-4`,
  `${LOINC}|26216-2`,
]);
const BREAST_SITES = new Set([`${SNOMED}|76752008`, `${SNOMED}|80248007`, `${SNOMED}|73056007`, `${SNOMED}|63762007`]);
const SITE_SIDE: ReadonlyMap<string, Laterality> = new Map([
  ['80248007', 'left'],
  ['73056007', 'right'],
]);
const SIDE_CODE: ReadonlyMap<string, Laterality> = new Map([
  ['7771000', 'left'],
  ['24028007', 'right'],
  ['L', 'left'],
  ['R', 'right'],
]);

const key = (coding: Coding | undefined): string => `${coding?.system ?? ''}|${coding?.code ?? ''}`;
const isModality = (coding: Coding | undefined, code: string): boolean =>
  coding?.code === code && (coding.system === undefined || coding.system === DCM);

export function isBreastUltrasound(study: ImagingStudy): boolean {
  if (study.status === 'entered-in-error' || study.status === 'cancelled') return false;
  const series = (study.series ?? []).filter((item) => isModality(item.modality, 'US'));
  const stated = study.modality ?? [];
  const ultrasound =
    series.length > 0 || ((study.series ?? []).length === 0 && stated.some((coding) => isModality(coding, 'US')));
  if (!ultrasound) return false;
  const procedure = (study.procedureCode ?? []).some((concept) =>
    (concept.coding ?? []).some((coding) => BREAST_PROCEDURES.has(key(coding))),
  );
  return procedure || series.some((item) => BREAST_SITES.has(key(item.bodySite)));
}

/** The newest breast ultrasound study with an archive; else why there is none. */
export async function selectStudy(
  record: PatientRecord,
  client: FhirClient | undefined,
  deadline: Deadline,
  studyUid?: string,
): Promise<StudyReference | NotProduced> {
  const studies = record.imagingStudies
    .filter(isBreastUltrasound)
    .filter((study) => studyUid === undefined || studyUidOf(study) === studyUid)
    .sort((a, b) => (b.started ?? '').localeCompare(a.started ?? ''));
  const study = studies[0];
  if (study === undefined) {
    const search = record.searched.find((row) => row.type === 'ImagingStudy');
    return search?.complete === true ? notProduced('no-study') : notProduced('record-unavailable');
  }
  const uid = studyUidOf(study);
  if (uid === undefined) return notProduced('no-archive', 'ImagingStudy without a DICOM UID');
  const addresses = new Map<string, string | undefined>();
  let unavailable = false;
  const addressOf = async (references: readonly Reference[] | undefined): Promise<string | undefined> => {
    for (const { reference } of references ?? []) {
      if (reference === undefined) continue;
      if (!addresses.has(reference)) {
        const endpoint = await endpointOf(reference, study, record, client, deadline);
        if (endpoint === 'unavailable') unavailable = true;
        else addresses.set(reference, archiveAddress(endpoint));
      }
      const address = addresses.get(reference);
      if (address !== undefined) return address;
    }
    return undefined;
  };
  const ofStudy = await addressOf(study.endpoint);
  const series: SeriesReference[] = [];
  for (const item of study.series ?? []) {
    const own = await addressOf(item.endpoint);
    series.push({
      seriesUid: item.uid,
      modality: item.modality.code ?? '',
      ...(own === undefined ? {} : { archive: own }),
      instances: (item.instance ?? []).map((instance) => {
        const sopClassUid = instance.sopClass?.code?.replace(/^urn:oid:/, '');
        return sopClassUid === undefined ? { sopInstanceUid: instance.uid } : { sopInstanceUid: instance.uid, sopClassUid };
      }),
    });
  }
  const archive = ofStudy ?? series.find((item) => item.modality === 'US')?.archive;
  if (archive === undefined) return notProduced(unavailable ? 'record-unavailable' : 'no-archive');
  const date = /^\d{4}-\d{2}-\d{2}/.exec(study.started ?? '')?.[0];
  return {
    studyUid: uid,
    ...(study.id === undefined ? {} : { imagingStudyId: study.id }),
    archive,
    patientIdentifiers: (record.patient?.identifier ?? []).flatMap((item) => (item.value === undefined ? [] : [item.value])),
    laterality: lateralityOf(study),
    ...(date === undefined ? {} : { date }),
    series,
  };
}

function studyUidOf(study: ImagingStudy): string | undefined {
  const identifier = (study.identifier ?? []).find((item) => item.system === 'urn:dicom:uid');
  return identifier?.value?.replace(/^urn:oid:/, '');
}

function lateralityOf(study: ImagingStudy): Laterality {
  const sides = new Set<Laterality>();
  for (const series of study.series ?? []) {
    if (!isModality(series.modality, 'US')) continue;
    const side = SIDE_CODE.get(series.laterality?.code ?? '') ?? SITE_SIDE.get(series.bodySite?.code ?? '');
    if (side !== undefined) sides.add(side);
  }
  return sides.size === 1 ? [...sides][0]! : 'unknown';
}

function archiveAddress(endpoint: Endpoint | undefined): string | undefined {
  if (endpoint?.status !== 'active' || endpoint.connectionType.code !== 'dicom-wado-rs') return undefined;
  return endpoint.address.replace(/\/+$/, '');
}

async function endpointOf(
  reference: string,
  study: ImagingStudy,
  record: PatientRecord,
  client: FhirClient | undefined,
  deadline: Deadline,
): Promise<Endpoint | undefined | 'unavailable'> {
  if (reference.startsWith('#')) return containedEndpoint(study, reference.slice(1));
  const own =
    client !== undefined && reference.startsWith(`${client.base}/`) ? reference.slice(client.base.length + 1) : reference;
  const id = /^Endpoint\/([A-Za-z0-9\-.]{1,64})$/.exec(own)?.[1];
  if (id === undefined) return undefined;
  const known = record.endpoints.find((endpoint) => endpoint.id === id);
  if (known !== undefined) return known;
  const result = await client?.query(`Endpoint/${id}`, deadline).catch(() => undefined);
  if (result?.kind !== 'found') return 'unavailable';
  const read = result.resources[0];
  return read?.resourceType === 'Endpoint' ? read : undefined;
}

function containedEndpoint(study: ImagingStudy, id: string): Endpoint | undefined {
  for (const item of study.contained ?? []) {
    const parsed = parseResource(item);
    if (parsed.kind === 'resource' && parsed.resource.resourceType === 'Endpoint' && parsed.resource.id === id)
      return parsed.resource;
  }
  return undefined;
}
