/**
 * Options that say where studies are read from. A cohort table names studies and never addresses; secrets are in files that the
 * environment or an option names, as for the service.
 */
import { type Command, Option } from 'commander';

export interface ArchiveOptions {
  readonly dicomweb?: string;
  readonly fhir?: string;
  /** The file that HER2_CONFIG names: addresses that may be contacted, with credentials. */
  readonly servers?: string;
  readonly fhirToken?: string;
}

export function withArchiveOptions(command: Command): Command {
  return command
    .option('--dicomweb <url>', 'archive of the studies that the cohort names; default: the only one of --servers')
    .option('--fhir <url>', 'FHIR R4 server of its ImagingStudy references; default: the only one of --servers')
    .addOption(
      new Option('--servers <file>', 'JSON with dicomweb and fhirServers, as for the service: credentials, certificates').env(
        'HER2_CONFIG',
      ),
    )
    .addOption(new Option('--fhir-token <file>', 'file that holds the access token of the FHIR server').env('HER2_FHIR_TOKEN'));
}
