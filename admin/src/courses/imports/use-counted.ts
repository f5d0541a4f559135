import type { RosterImport } from '@lyceum/sdk';
import { useFormats } from '../../administration/use-formats.ts';
import { OUTCOMES } from './import-search.ts';
import { useImportNames } from './use-import-names.ts';

/** @returns how many rows are what, `Added 3 · Rejected 1`; nothing where none is anything */
export function useCounted(): (counts: RosterImport['counts']) => string {
  const nameOf = useImportNames();
  const formats = useFormats();
  return (counts) =>
    OUTCOMES.filter((outcome) => counts[outcome] > 0)
      .map((outcome) => `${nameOf('outcome', outcome)} ${formats.number(counts[outcome])}`)
      .join(' · ');
}
