/** FHIR elements as an EHR prints them in its lists. */
import type { CodeableConcept, FhirResource, ImagingStudy, Observation, Patient, Practitioner } from 'fhir/r4.js';
import type { Order } from './demo-patient.ts';

export function conceptText(concept: CodeableConcept | undefined): string {
  return (
    concept?.text ?? concept?.coding?.find((coding) => coding.display)?.display ?? concept?.coding?.[0]?.code ?? 'not stated'
  );
}

export function personName({ resourceType, name = [], id }: Patient | Practitioner): string {
  const parts = [...(name[0]?.prefix ?? []), ...(name[0]?.given ?? []), name[0]?.family].filter((part) => part !== undefined);
  return name[0]?.text ?? (parts.length === 0 ? `${resourceType} ${id}` : parts.join(' '));
}

export function observationValue(observation: Observation): string {
  const { valueCodeableConcept, valueString, valueQuantity, component } = observation;
  if (valueCodeableConcept !== undefined) return conceptText(valueCodeableConcept);
  if (valueString !== undefined) return valueString;
  if (valueQuantity !== undefined) return `${valueQuantity.value ?? ''} ${valueQuantity.unit ?? ''}`.trim();
  if (component !== undefined)
    return component.map((part) => `${conceptText(part.code)} ${conceptText(part.valueCodeableConcept)}`).join('; ');
  return 'no value';
}

export function day(instant: string | undefined): string {
  return instant?.slice(0, 10) ?? 'no date';
}

export function isReceptorResult(observation: Observation): boolean {
  const words = [observation.code.text, ...(observation.code.coding ?? []).map((coding) => coding.display)].join(' ');
  return /her-?2|erbb2|estrogen|oestrogen|progesterone/i.test(words);
}

export function orderText(order: Order): string {
  return order.resourceType === 'ServiceRequest' ? conceptText(order.code) : conceptText(order.medicationCodeableConcept);
}

export function resourceText(resource: FhirResource): string {
  if (resource.resourceType === 'ServiceRequest' || resource.resourceType === 'MedicationRequest') return orderText(resource);
  if (resource.resourceType === 'Task') return resource.description ?? conceptText(resource.code);
  return resource.resourceType;
}

export function studyText(study: ImagingStudy): string {
  const modalities = (study.modality ?? study.series?.map((series) => series.modality) ?? []).map((coding) => coding.code);
  const images =
    study.numberOfInstances === undefined
      ? ''
      : `, ${study.numberOfInstances} ${study.numberOfInstances === 1 ? 'object' : 'objects'}`;
  return `${study.description ?? 'Imaging study'} (${[...new Set(modalities)].join(', ')}${images})`;
}
