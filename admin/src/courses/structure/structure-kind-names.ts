/** Without what they are made of, for addresses. */
export const STRUCTURE_KIND_NAMES = [
  'modules',
  'years',
  'trimesters',
  'intakes',
  'cohorts',
  'classes',
  'modes',
  'holidays',
] as const;
export type StructureKindName = (typeof STRUCTURE_KIND_NAMES)[number];
