import type { RosterImport } from '@lyceum/sdk';

/** Also what changes nothing: what the rows say is what the next file is compared with, once they are taken over. */
export function isApplicable({ state }: Pick<RosterImport, 'state' | 'counts'>, isStale: boolean): boolean {
  return state === 'ready' && !isStale;
}
