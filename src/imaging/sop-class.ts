/** SOP classes (PS3.4 B.5) that this folder knows by name. */
export const SOP_CLASS = {
  ultrasoundImage: '1.2.840.10008.5.1.4.1.1.6.1',
  ultrasoundMultiframeImage: '1.2.840.10008.5.1.4.1.1.3.1',
  segmentation: '1.2.840.10008.5.1.4.1.1.66.4',
  labelMapSegmentation: '1.2.840.10008.5.1.4.1.1.66.7',
  rtStructureSet: '1.2.840.10008.5.1.4.1.1.481.3',
  enhancedSr: '1.2.840.10008.5.1.4.1.1.88.22',
  comprehensiveSr: '1.2.840.10008.5.1.4.1.1.88.33',
  comprehensive3dSr: '1.2.840.10008.5.1.4.1.1.88.34',
  extensibleSr: '1.2.840.10008.5.1.4.1.1.88.35',
} as const;
