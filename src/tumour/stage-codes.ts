/**
 * AJCC stage groups and M categories as SNOMED CT writes them (values of the mCODE and the New Zealand cancer profiles).
 * "cM0(i+)" (tumour cells found, no metastasis) is M0; AJCC has no pM0.
 */

const EARLY = [
  ...['1222605001', '1222721004', '1222722006', '1222733009'], // 0, 0a, 0is, IS
  ...['1222723001', '1222724007', '1222725008', '1222726009', '1222727000', '1222728005', '1222729002', '1222730007'], // I to IB2
  ...['1222731006', '1222732004'], // IC, IE
  ...['1222765007', '1222772008', '1222766008', '1222767004', '1222768009', '1222769001', '1222770000', '1222771001'], // II to IIE
  ...['1222801008', '1222802001', '1222803006', '1222804000', '1222805004', '1222806003'], // III to IIIC
  ...['1222807007', '1222809005', '1222811001'], // IIIC1, IIIC2, IIID
  ...['1229901006', '1229902004'], // cM0, cM0(i+)
];
const METASTATIC = [
  ...['1222837003', '1222838008', '1222841004', '1222842006'], // IV, IVA, IVB, IVC
  ...['1229903009', '1229904003', '1229905002', '1229906001', '1229907005', '1229908000', '1229909008'], // cM1 to cM1b(1)
  ...['1229910003', '1229911004', '1229912006', '1229913001', '1229914007', '1229915008'], // cM1c to cM1d(1)
  ...['1229916009', '1229917000', '1229918005', '1229919002', '1229920008', '1229921007', '1229922000'], // pM1 to pM1b(1)
  ...['1229923005', '1229924004', '1229925003', '1229926002', '1229927006', '1229928001'], // pM1c to pM1d(1)
];
const STAGES: ReadonlyMap<string, 'early' | 'metastatic'> = new Map([
  ...EARLY.map((code) => [code, 'early'] as const),
  ...METASTATIC.map((code) => [code, 'metastatic'] as const),
]);

export function stageOfCode(code: string): 'early' | 'metastatic' | undefined {
  return STAGES.get(code);
}
